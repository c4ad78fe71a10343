package org.anode.node;

import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.anode.node.identity.DeviceKeys;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Formers;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Role;
import org.anode.node.identity.RootStatement;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Statement;
import org.anode.node.replicate.Members;
import org.anode.node.share.Succession;
import org.anode.node.store.NotebookLog;
import org.anode.node.store.RoomSecrets;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.GrantId;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;

/**
 * As whom, and by which grant, this node writes in a notebook. As its device; but a notebook that nobody else has seen
 * goes on being written by the device that made it, also where this one was that (SY-5): nothing in its log has to change.
 * Any thread.
 *
 * @param formers what this device was
 */
record Writers(Identity identity, Formers formers) {
    static final String VIEWER = "This computer may only view the notebook: ask one of its admins to let you edit it.";
    private static final String COMMENTER =
            "This computer may only comment in the notebook: ask one of its admins to let you edit it.";
    private static final String NO_HOST =
            "This computer may edit the notebook, but not run its cells here: ask one of its admins to let it.";

    private static final String KEYS_CHANGED =
            "The keys of this computer were changed: it can write here again once an admin's computer has met it, which"
                    + " happens by itself while both run Anode.";

    /**
     * @param grant    nobody's, where this device has none
     * @param obstacle why nothing can be written
     * @param noRuns   why nothing can be run, where something can be written
     */
    record Writer(Identity identity, GrantId grant, Optional<String> obstacle, Optional<String> noRuns) {}

    Writer of(NotebookLog log) {
        return RoomSecrets.of(log).isEmpty() ? alone(log) : of(members(log));
    }

    private Writer alone(NotebookLog log) {
        var root = new GrantId(log.notebook().value());
        return new Writer(maker(log), root, Optional.empty(), Optional.empty());
    }

    private Writer of(Members members) {
        return members.strongestOf(identity.device())
                .map(grant -> writer(grant, members.grant(grant).orElseThrow()))
                .orElseGet(() -> new Writer(identity, nobody(), Optional.of(obstacle(members)), Optional.empty()));
    }

    private Writer writer(GrantId grant, Statement.Grant given) {
        var noRuns = given.allows(Flag.HOST) ? Optional.<String>empty() : Optional.of(NO_HOST);
        return new Writer(as(given), grant, obstacle(given.role()), noRuns);
    }

    private static Optional<String> obstacle(Role role) {
        return switch (role) {
            case VIEW -> Optional.of(VIEWER);
            case COMMENT -> Optional.of(COMMENTER);
            case EDIT, ADMIN -> Optional.empty();
        };
    }

    /** Whether an open notebook goes on as it was opened: what somebody is given in addition may change nothing for it. */
    boolean stillFits(Writer opened, NotebookLog log) {
        if (RoomSecrets.of(log).isEmpty())
            return opened.grant().equals(alone(log).grant());
        var members = members(log);
        var now = of(members);
        boolean same = now.obstacle().equals(opened.obstacle()) && now.noRuns().equals(opened.noRuns());
        return same && (now.grant().equals(opened.grant()) || isCovered(opened.grant(), now.grant(), members));
    }

    /** Whether the former grant still lets its device do what the new one does in cells and on kernels. */
    private static boolean isCovered(GrantId former, GrantId now, Members members) {
        if (!members.isLive(former)) return false;
        var flags = members.grant(now).map(Statement.Grant::flags).orElse(Set.of());
        return members.grant(former).orElseThrow().flags().containsAll(flags);
    }

    /** A grant keeps the person it was given, whoever owns the device now. */
    private Identity as(Statement.Grant given) {
        return new Identity(identity.keys(), given.person(), identity.deviceName());
    }

    /** As which device. */
    DeviceId self(NotebookLog log) {
        return RoomSecrets.of(log).isEmpty() ? maker(log).device() : identity.device();
    }

    /** Of a notebook that is just being made this device. */
    private Identity maker(NotebookLog log) {
        return root(log)
                .map(grant -> new Identity(
                        formers.withKey(grant.deviceKey()).orElse(identity.keys()),
                        grant.person(),
                        identity.deviceName()))
                .orElse(identity);
    }

    private Optional<DeviceKeys> former(NotebookLog log) {
        return formers.devices().isEmpty()
                ? Optional.empty()
                : root(log).flatMap(grant -> formers.withKey(grant.deviceKey()));
    }

    private static Optional<Statement.Grant> root(NotebookLog log) {
        return log.statements().stream().findFirst().flatMap(root -> root(log.notebook(), root));
    }

    private static Optional<Statement.Grant> root(NotebookId notebook, Bytes root) {
        return RootStatement.open(notebook, root) instanceof Parsed.Ok<Statement.Grant>(var grant)
                ? Optional.of(grant)
                : Optional.empty();
    }

    private static Members members(NotebookLog log) {
        return Members.stored(log.notebook(), log.statements());
    }

    /** No statement has this hash, so what it wrote would count for nobody. */
    private GrantId nobody() {
        return new GrantId(identity.device().value());
    }

    private String obstacle(Members members) {
        var was = formers.devices().stream().filter(members::isLive).toList();
        if (was.isEmpty())
            return "This computer was removed from the notebook: what is here can still be read and exported.";
        if (awaitsAdmin(members)) return KEYS_CHANGED;
        boolean comes =
                was.stream().anyMatch(device -> members.adminGrantOf(device).isPresent());
        return comes
                ? "This copy of another computer's notebooks became a computer of its own: it can write here once the"
                        + " computer it was copied from runs Anode in the same network."
                : "This copy of another computer's notebooks became a computer of its own: join again with a link to"
                        + " edit here.";
    }

    private boolean awaitsAdmin(Members members) {
        return formers.replaced().stream().anyMatch(keys -> members.isLive(keys.device()));
    }

    /** Whether an admin's node has to meet this device, whose keys were changed, before it can take part. */
    boolean awaitsAdmin(NotebookLog log) {
        if (formers.replaced().isEmpty() || RoomSecrets.of(log).isEmpty()) return false;
        var members = members(log);
        return !members.isLive(identity.device()) && awaitsAdmin(members);
    }

    /** Whether others have the notebook, and this device has a right to it. */
    boolean isMember(NotebookLog log) {
        return RoomSecrets.of(log).isPresent() && members(log).isLive(identity.device());
    }

    /** What has to be stated before a notebook is shared that a device made which this one was: now others see it. */
    Optional<SealedStatement> ownGrant(NotebookLog log, RandomGenerator random) {
        if (RoomSecrets.of(log).isPresent()) return Optional.empty();
        var keys = identity.keys();
        var succession = new Succession(log.notebook(), keys.publicKey(), keys.agreementKey());
        return former(log).flatMap(made -> succession.grant(members(log), made, identity.person(), random));
    }
}
