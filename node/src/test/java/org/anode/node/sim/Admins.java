package org.anode.node.sim;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Role;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Statement;
import org.anode.node.replicate.Samples;
import org.anode.schema.GrantId;

/** What honest admins do, each on its node and by what it knows: let in, remove, change roles, accept once, leave. */
final class Admins {
    /** Who is removed is mostly somebody who gave cause. */
    private static final double CAUSE_CHANCE = 0.7;

    private static final List<Role> ROLES =
            List.of(Role.VIEW, Role.VIEW, Role.COMMENT, Role.EDIT, Role.EDIT, Role.ADMIN);

    private final World world;
    private final Wires wires;
    private int grants;

    /** An admin at its node. */
    private record Seat(SimNode node, SimProcess process, GrantId grant) {
        boolean mayJudge(GrantId target) {
            return !target.equals(grant) && process.members.standing().outranks(grant, target);
        }
    }

    Admins(World world, Wires wires) {
        this.world = world;
        this.wires = wires;
    }

    private Optional<Seat> seat() {
        var seats = wires.nodes.stream()
                .filter(node -> node.villain().isEmpty() && node.isAwake())
                .flatMap(node ->
                        node
                                .process()
                                .flatMap(process -> process.ruling().map(grant -> new Seat(node, process, grant)))
                                .stream())
                .toList();
        return seats.isEmpty() ? Optional.empty() : Optional.of(world.any(seats));
    }

    /** Empty if no admin is there, or its node went down over it. */
    Optional<GrantId> letIn(Identity identity, Role role) {
        var keys = identity.keys();
        var body = new Statement.Grant(
                keys.publicKey(),
                keys.agreementKey(),
                identity.person(),
                role,
                Set.of(Flag.RUN, Flag.HOST),
                Samples.filled(Statement.SALT_BYTES, grants++));
        return seat().flatMap(seat -> seat.node.state(body)).map(SealedStatement::grant);
    }

    void act() {
        seat().ifPresent(seat -> {
            int dice = world.random.nextInt(20);
            if (dice < 9) remove(seat);
            else if (dice < 14) changeRole(seat);
            else if (dice < 19) acceptOnce(seat);
            else leave(seat);
        });
    }

    private Optional<GrantId> target(Seat seat) {
        var all = seat.process.members.grants().stream().filter(seat::mayJudge).toList();
        var bad = all.stream().filter(wires::isHostile).toList();
        var from = bad.isEmpty() || !world.chance(CAUSE_CHANCE) ? all : bad;
        return from.isEmpty() ? Optional.empty() : Optional.of(world.any(from));
    }

    private void remove(Seat seat) {
        target(seat).flatMap(target -> revoke(seat, target)).ifPresent(_ -> world.saw(Seen.REMOVED));
    }

    private static Optional<SealedStatement> revoke(Seat seat, GrantId target) {
        return seat.node.state(new Statement.Revoke(target, seat.process.machine.cut(target)));
    }

    /** A new grant, and the old one is revoked (MB-1). */
    private void changeRole(Seat seat) {
        target(seat).ifPresent(target -> {
            var old = seat.process.members.grant(target).orElseThrow();
            var body = new Statement.Grant(
                    old.deviceKey(),
                    old.agreementKey(),
                    old.person(),
                    world.any(ROLES),
                    old.flags(),
                    Samples.filled(Statement.SALT_BYTES, grants++));
            if (seat.node.state(body).isEmpty()) return;
            revoke(seat, target).ifPresent(_ -> world.saw(Seen.ROLE_CHANGED));
        });
    }

    /** What is here of somebody who was removed, whatever the cut said. */
    private void acceptOnce(Seat seat) {
        var standing = seat.process.members.standing();
        var removed = standing.valid().stream()
                .filter(seat::mayJudge)
                .filter(grant -> !standing.revokes(grant).isEmpty())
                .sorted()
                .toList();
        if (removed.isEmpty()) return;
        var target = world.any(removed);
        seat.node
                .state(new Statement.Admit(target, seat.process.allOf(target)))
                .ifPresent(_ -> world.saw(Seen.ACCEPTED_ONCE));
    }

    /** The one who made the notebook stays. */
    private void leave(Seat seat) {
        if (seat.grant.equals(Samples.ROOT.grant())) return;
        revoke(seat, seat.grant).ifPresent(_ -> world.saw(Seen.LEFT));
    }
}
