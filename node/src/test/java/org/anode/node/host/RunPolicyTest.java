package org.anode.node.host;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Arrays;
import java.util.Set;
import org.anode.node.host.RunPolicy.Rule;
import org.anode.node.identity.Identity;
import org.anode.node.replicate.Samples;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.anode.schema.ledger.Rights.Holder;
import org.anode.schema.ledger.SessionView;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RunPolicyTest {
    private static Holder editor(Identity of, boolean run) {
        return new Holder(of.device(), of.person().toString(), true, run, true, false, false);
    }

    private static void refused(Permit permit) {
        assertInstanceOf(Permit.Refused.class, permit);
    }

    private static Permit.Granted own(Identity of) {
        return new Permit.Granted(SessionView.scopeOf(of.person().toString()));
    }

    @Test
    @DisplayName("EX-18 mine: those that are trusted with it, each person in a kernel of its own")
    void mine() {
        refused(RunPolicy.DEFAULT.permit(editor(BELA, true), false));
        assertEquals(own(BELA), RunPolicy.DEFAULT.permit(editor(BELA, false), true));
        assertEquals(own(ANNA), RunPolicy.DEFAULT.permit(editor(ANNA, true), true));
    }

    @Test
    @DisplayName("EX-18 listed: those too that are named, and nobody else")
    void listed() {
        var policy = new RunPolicy(Rule.LISTED, Set.of(BELA.device()));
        assertEquals(own(BELA), policy.permit(editor(BELA, true), false));
        refused(policy.permit(editor(Samples.identity(3), true), false));
        assertEquals(own(ANNA), policy.permit(editor(ANNA, true), true));
    }

    @Test
    @DisplayName("EX-18 members: all with the right to run, in one kernel")
    void members() {
        var policy = new RunPolicy(Rule.MEMBERS, Set.of());
        var all = new Permit.Granted(SessionView.SCOPE_ALL);
        assertEquals(all, policy.permit(editor(BELA, true), false));
        assertEquals(all, policy.permit(editor(ANNA, false), true));
        refused(policy.permit(editor(BELA, false), false));
    }

    @Test
    @DisplayName("EX-18 ask: the owner is asked about all but those that are named or trusted with it")
    void ask() {
        var policy = new RunPolicy(Rule.ASK, Set.of(BELA.device()));
        var carl = Samples.identity(3);
        assertEquals(own(BELA), policy.permit(editor(BELA, false), false));
        assertEquals(own(carl), policy.permit(editor(carl, false), true));
        assertEquals(
                new Permit.Asks(SessionView.scopeOf(carl.person().toString())),
                policy.permit(editor(carl, true), false));
    }

    @Test
    @DisplayName("EX-18 a policy is kept in one form; what is none, or of a later version, is malformed")
    void codec() {
        for (var rule : Rule.values()) {
            var policy = new RunPolicy(rule, Set.of(ANNA.device(), BELA.device()));
            assertEquals(policy, Samples.ok(PolicyCodec.decode(PolicyCodec.encode(policy))));
        }
        var encoded = PolicyCodec.encode(RunPolicy.DEFAULT);
        for (int end = 0; end < encoded.size(); end++)
            assertInstanceOf(Parsed.Malformed.class, PolicyCodec.decode(encoded.slice(0, end)));
        assertInstanceOf(Parsed.Malformed.class, PolicyCodec.decode(Bytes.utf8("members")));
        assertEquals(
                Rule.values().length,
                Arrays.stream(Rule.values())
                        .map(Rule::word)
                        .flatMap(word -> Rule.of(word).stream())
                        .count());
    }
}
