package org.anode.node.share;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.anode.node.identity.Cut;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Role;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Statement;
import org.anode.node.identity.StatementCodec;
import org.anode.node.replicate.Members;
import org.anode.node.share.Administration.Saying;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.GrantId;

/** The members log of the sample notebook, and devices that state something in it. */
final class MemberLog {
    final Members members = new Members(NOTEBOOK, ROOT);
    final Random random = new Random(5);
    final Map<GrantId, Cut> work = new HashMap<>();
    private final Map<DeviceId, Identity> devices = new HashMap<>(Map.of(ANNA.device(), ANNA));

    /** @return the new grant */
    GrantId letIn(Identity by, Identity device, Role role, Flag... flags) {
        devices.put(device.device(), device);
        var body = new Statement.Grant(
                device.keys().publicKey(),
                device.keys().agreementKey(),
                device.person(),
                role,
                Set.of(flags),
                Bytes.wrap(new byte[Statement.SALT_BYTES]));
        var issuer = members.adminGrantOf(by.device()).orElseThrow();
        return state(issuer, body, by).grant();
    }

    /** A device that somebody let in otherwise. */
    void know(Identity device) {
        devices.put(device.device(), device);
    }

    private SealedStatement state(GrantId issuer, Statement.Body body, Identity by) {
        var sealed = StatementCodec.seal(members.following(issuer, body), by.keys());
        take(sealed);
        return sealed;
    }

    void take(SealedStatement statement) {
        assertInstanceOf(Members.Taken.New.class, members.take(statement.encoded()));
    }

    Administration of(Identity device) {
        return new Administration(members, device.device(), grant -> work.getOrDefault(grant, cut(grant)));
    }

    private Cut cut(GrantId grant) {
        var last = members.standing().last(grant).map(SealedStatement::hash).orElse(Statement.NO_PREVIOUS);
        return new Cut(new java.util.TreeMap<>(), last);
    }

    /** States it all. */
    void say(Identity by, Function<Administration, List<Saying>> what) {
        for (var saying : what.apply(of(by))) state(saying.issuer(), saying.body(), by);
    }

    Epochs epochs() {
        return new Epochs(members);
    }

    /** Another room secret. */
    void renew(Identity by) {
        take(epochs().next(members.adminGrantOf(by.device()).orElseThrow(), by.keys(), random));
    }
}
