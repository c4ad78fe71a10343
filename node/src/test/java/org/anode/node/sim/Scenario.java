package org.anode.node.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Role;
import org.anode.node.replicate.Event;
import org.anode.node.replicate.Samples;
import org.anode.schema.GrantId;

/** One simulation: some nodes live through bad times, then the times get better and all must be well. */
final class Scenario {
    private static final int NODES_MAX = 5;
    private static final int MANY_NODES = 12;

    /** Every so many seeds there is a crowd. */
    private static final int CROWD_EVERY = 50;

    private static final int ACTIONS_MIN = 35;
    private static final int ACTIONS_MORE = 40;
    private static final int ACTION_MS_MAX = 700;
    private static final int SETTLE_MS = 2_000;
    private static final double ADMIN_CHANCE = 0.4;
    private static final double HOSTILE_ADMIN_CHANCE = 0.6;

    /** Longer than it takes to notice. */
    private static final int CUT_MS = 5_000;

    /** Shorter than the half minute after which digests are compared anyway: what is said on connecting must do. */
    private static final int REST_MS = 22_000;

    private final World world;
    private final Wires wires;
    private final Supplier<Flaw> flaws;
    private final Admins admins;
    private int people;

    /** What came of it. */
    record Result(long seed, Optional<String> failure, List<String> trace, Map<Seen, Integer> counts) {}

    private Scenario(long seed, Supplier<Flaw> flaws) {
        this.world = new World(seed);
        this.wires = new Wires(world);
        this.flaws = flaws;
        this.admins = new Admins(world, wires);
    }

    static Result run(long seed, Supplier<Flaw> flaws) {
        var scenario = new Scenario(seed, flaws);
        Optional<String> failure = Optional.empty();
        try {
            scenario.run(seed);
        } catch (Violation e) {
            failure = Optional.of(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            failure = Optional.of(e + " at " + e.getStackTrace()[0]);
        } finally {
            scenario.wires.nodes.forEach(node -> node.process().ifPresent(SimProcess::close));
        }
        return new Result(seed, failure, scenario.world.trace(), scenario.world.counts());
    }

    private void run(long seed) {
        boolean crowd = seed % CROWD_EVERY == CROWD_EVERY - 1;
        int nodes = crowd ? MANY_NODES : 2 + world.random.nextInt(NODES_MAX - 1);
        node(Samples.ANNA).start();
        for (int i = 1; i < nodes; i++) {
            join(someRole());
            if (i % 2 == 0) world.runUntil(world.nowMs() + SETTLE_MS); // an admin knows that it is one
        }
        if (world.chance(0.6)) corrupt();
        world.runUntil(world.nowMs() + SETTLE_MS);
        int actions = (ACTIONS_MIN + world.random.nextInt(ACTIONS_MORE)) * (crowd ? 2 : 1);
        for (int i = 0; i < actions; i++) {
            act();
            world.runUntil(world.nowMs() + world.random.nextInt(ACTION_MS_MAX));
        }
        rest();
        new Checks(world, wires).run();
    }

    private Role someRole() {
        return world.chance(ADMIN_CHANCE) ? Role.ADMIN : Role.EDIT;
    }

    private SimNode node(Identity identity) {
        var node = new SimNode(world, wires, identity, flaws);
        wires.add(node);
        return node;
    }

    private Identity freshIdentity() {
        return Samples.identity(10 + people++);
    }

    /** Somebody gets a link. */
    private Optional<GrantId> join(Role role) {
        return join(freshIdentity(), role);
    }

    private Optional<GrantId> join(Identity identity, Role role) {
        var grant = admins.letIn(identity, role);
        if (grant.isPresent()) node(identity).start();
        return grant;
    }

    private void corrupt() {
        var bad = freshIdentity();
        var viewer = freshIdentity();
        wires.expectHostile(bad);
        wires.expectHostile(viewer);
        var view = admins.letIn(viewer, Role.VIEW);
        if (view.isEmpty()) return;
        var grant = join(bad, world.chance(HOSTILE_ADMIN_CHANCE) ? Role.ADMIN : Role.EDIT);
        if (grant.isEmpty()) return;
        var node = wires.nodes.getLast();
        node.corrupt(new Villain(world, wires, node, grant.get(), viewer, view.get()));
    }

    private void act() {
        var node = world.any(wires.nodes);
        int dice = world.random.nextInt(106);
        if (dice < 53) node.edit(world.chance(0.85));
        else if (dice < 58) burst(node);
        else if (dice < 62) wires.partition();
        else if (dice < 68) wires.heal();
        else if (dice < 71) crash(node);
        else if (dice < 74) node.suspend(500 + world.random.nextInt(15_000));
        else if (dice < 76) resync(node);
        else if (dice < 77) joinLate();
        else if (dice < 78) Twin.of(world, wires, node);
        else if (dice < 79) world.runUntil(world.nowMs() + world.random.nextInt(30_000));
        else if (dice < 85) admins.act();
        else wires.nodes.forEach(n -> n.villain().ifPresent(Villain::attack));
        notePark();
    }

    private void burst(SimNode node) {
        for (int i = world.random.nextInt(8); i >= 0; i--) node.edit(true);
    }

    private void crash(SimNode node) {
        if (!node.isUp()) return;
        if (world.random.nextBoolean()) node.kill();
        else {
            node.edit(true);
            if (node.isUp()) node.losePower();
        }
    }

    private void resync(SimNode node) {
        world.saw(Seen.RESYNC);
        node.on(new Event.Resync());
    }

    private void joinLate() {
        if (wires.nodes.size() > MANY_NODES) return;
        if (join(someRole()).isPresent()) world.saw(Seen.LATE_JOINER);
    }

    private void notePark() {
        for (var node : wires.nodes)
            node.process()
                    .ifPresent(process -> process.machine.documents().forEach(document -> {
                        if (process.machine.hasParked(document)) world.saw(Seen.PARKED);
                    }));
    }

    /** Everybody is there, nothing is lost, nobody edits; that must be enough to come to the same. */
    private void rest() {
        world.note("rest");
        for (var node : new ArrayList<>(wires.nodes)) {
            node.beCareful();
            node.start();
        }
        wires.cutAll();
        world.runUntil(world.nowMs() + CUT_MS);
        wires.calm();
        world.runUntil(world.nowMs() + REST_MS);
    }
}
