package org.anode.node.host;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anode.node.identity.Identity;
import org.anode.node.replicate.Samples;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.GrantId;
import org.anode.schema.LedgerStart;
import org.anode.schema.SessionId;
import org.anode.schema.ledger.Attributed;
import org.anode.schema.ledger.ExecutionView;
import org.anode.schema.ledger.LedgerRecord.Session;
import org.anode.schema.ledger.Rights;
import org.anode.schema.ledger.Rights.Holder;
import org.anode.schema.ledger.SessionView;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class TargetTest {
    private static final Identity CARL = Samples.identity(3);
    private static final String ANNAS = ANNA.person().toString();
    private static final Offer ONE = Offer.YOU;
    private static final Offer ALL = Offer.ALL;

    private final ExecutionView view = new ExecutionView(
            Rights.of(Map.of(grant(ANNA), holder(ANNA), grant(BELA), holder(BELA), grant(CARL), holder(CARL))));

    private static GrantId grant(Identity of) {
        return new GrantId(of.device().value());
    }

    private static Holder holder(Identity of) {
        return new Holder(of.device(), of.person().toString(), true, true, true, false, false);
    }

    private SessionId opened(Identity host, String scope, long generation) {
        var id = SessionId.of(
                grant(host), Bytes.utf8(scope + generation).sha256().slice(0, SessionId.NONCE_BYTES));
        var record =
                new Session(id, scope, generation, "graalpy", scope.equals(SessionView.SCOPE_ALL) ? "all" : "owner");
        view.add(new Attributed(grant(host), LedgerStart.parse("1-aaaaaaaa"), record));
        return id;
    }

    private static Target.Asker asker(Optional<Offer> mine, Map<DeviceId, Offer> sight) {
        return new Target.Asker(NOTEBOOK, ANNA.device(), ANNAS, mine, sight, Optional.empty());
    }

    private Target choose(Optional<Offer> mine, Map<DeviceId, Offer> sight) {
        return Target.choose(asker(mine, sight), view);
    }

    private static Target session(SessionId id) {
        return new Target(Optional.empty(), Optional.of(id));
    }

    @Test
    @DisplayName("EX-5 where nobody serves all, this computer runs it, in the session that its person has")
    void own() {
        assertEquals(Target.of(ANNA.device()), choose(Optional.of(ONE), Map.of(BELA.device(), ONE)));
        var session = opened(ANNA, SessionView.scopeOf(ANNAS), 1);
        assertEquals(session(session), choose(Optional.of(ONE), Map.of(BELA.device(), ONE)));
    }

    @Test
    @DisplayName("EX-5 all that see the same hosts name the same one for all, whoever they are")
    void all() {
        var hosts = Map.of(BELA.device(), ALL, CARL.device(), ALL);
        var chosen = choose(Optional.of(ONE), hosts).host().orElseThrow();
        assertTrue(hosts.containsKey(chosen));
        for (var asks : List.of(BELA, CARL)) {
            var others = new HashMap<>(hosts);
            var mine = Optional.ofNullable(others.remove(asks.device()));
            var asker =
                    new Target.Asker(NOTEBOOK, asks.device(), asks.person().toString(), mine, others, Optional.empty());
            assertEquals(Target.of(chosen), Target.choose(asker, view));
        }
        var session = opened(BELA, SessionView.SCOPE_ALL, 1);
        assertEquals(session(session), choose(Optional.of(ONE), hosts));
    }

    @Test
    @DisplayName("EX-5 the host that the notebook prefers runs what is for all, where it would")
    void preferred() {
        var hosts = Map.of(BELA.device(), ALL, CARL.device(), ALL);
        for (var wanted : List.of(BELA, CARL)) {
            var preferred = Optional.of(wanted.device());
            var asker = new Target.Asker(NOTEBOOK, ANNA.device(), ANNAS, Optional.of(ONE), hosts, preferred);
            assertEquals(Target.of(wanted.device()), Target.choose(asker, view));
        }
        var unwilling = Optional.of(ANNA.device());
        var asker = new Target.Asker(NOTEBOOK, ANNA.device(), ANNAS, Optional.of(ONE), hosts, unwilling);
        assertEquals(choose(Optional.of(ONE), hosts), Target.choose(asker, view));
    }

    @Test
    @DisplayName("EX-18 a host whose owner is asked each time is the last choice")
    void asks() {
        assertEquals(Target.of(ANNA.device()), choose(Optional.of(ONE), Map.of(BELA.device(), Offer.ASKS)));
        assertEquals(
                Target.of(CARL.device()),
                choose(Optional.empty(), Map.of(BELA.device(), Offer.ASKS, CARL.device(), ONE)));
        assertEquals(Target.of(BELA.device()), choose(Optional.empty(), Map.of(BELA.device(), Offer.ASKS)));
    }

    @Test
    @DisplayName("EX-9 a session whose computer can not be reached is passed over")
    void gone() {
        opened(BELA, SessionView.SCOPE_ALL, 1);
        opened(CARL, SessionView.scopeOf(ANNAS), 1);
        assertEquals(Target.of(ANNA.device()), choose(Optional.of(ONE), Map.of()));
        assertEquals(Target.of(CARL.device()), choose(Optional.empty(), Map.of(CARL.device(), ALL)));
    }

    @Test
    @DisplayName("EX-6 who hosts nothing names somebody in sight, else nobody")
    void open() {
        assertEquals(Target.of(BELA.device()), choose(Optional.empty(), Map.of(BELA.device(), ONE)));
        assertEquals(new Target(Optional.empty(), Optional.empty()), choose(Optional.empty(), Map.of()));
    }

    @Test
    @DisplayName("EX-5 a computer that is named gets it in the session that it has for who asks")
    void named() {
        assertEquals(Target.of(BELA.device()), Target.on(BELA.device(), asker(Optional.of(ONE), Map.of()), view));
        var session = opened(BELA, SessionView.scopeOf(ANNAS), 1);
        assertEquals(session(session), Target.on(BELA.device(), asker(Optional.of(ONE), Map.of()), view));
    }
}
