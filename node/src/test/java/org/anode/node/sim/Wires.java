package org.anode.node.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.anode.node.identity.Identity;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Statement;
import org.anode.node.replicate.Event;
import org.anode.node.replicate.PeerId;
import org.anode.schema.Bytes;
import org.anode.schema.GrantId;

/** The network between the nodes, and its weather. */
final class Wires {
    private static final int DELAY_MS_MAX = 60;
    private static final int SLOW_MS_MAX = 3_000;
    private static final int NOTICE_MS_MAX = 500;
    private static final int NOTICE_LOSS_MS_MAX = 4_000;

    final List<SimNode> nodes = new ArrayList<>();
    final Signed signed = new Signed();
    private final World world;
    private final Map<SimNode, Integer> side = new LinkedHashMap<>();
    private final Map<Line, Long> lastArrivalMs = new HashMap<>();
    private final Set<GrantId> hostile = new HashSet<>();
    private final Set<Bytes> hostileKeys = new HashSet<>();
    private double lossChance;
    private double doubleChance;
    private double slowChance;
    private boolean overtaking;

    private record Line(SimNode from, SimNode to) {}

    Wires(World world) {
        this.world = world;
        this.lossChance = world.random.nextDouble() * 0.2;
        this.doubleChance = world.random.nextDouble() * 0.1;
        this.slowChance = world.random.nextDouble() * 0.1;
        this.overtaking = world.random.nextBoolean();
    }

    void add(SimNode node) {
        nodes.add(node);
        side.put(node, 0);
    }

    void expectHostile(GrantId grant) {
        hostile.add(grant);
    }

    /** Whatever grant its device gets, it is no better. */
    void expectHostile(Identity identity) {
        hostileKeys.add(identity.keys().publicKey());
    }

    void stated(SealedStatement sealed) {
        if (sealed.statement().body() instanceof Statement.Grant grant && hostileKeys.contains(grant.deviceKey()))
            hostile.add(sealed.grant());
    }

    void requireHostile(GrantId grant) {
        if (!hostile.contains(grant)) throw new Violation("an honest device contradicted itself");
    }

    boolean isHostile(GrantId grant) {
        return hostile.contains(grant);
    }

    void partition() {
        world.saw(Seen.PARTITION);
        for (var node : nodes) side.put(node, world.random.nextInt(2));
        world.note("partition " + side);
        lookAround();
    }

    void heal() {
        nodes.forEach(node -> side.put(node, 0));
        world.note("healed");
        lookAround();
    }

    /** Nobody reaches anybody. */
    void cutAll() {
        for (int i = 0; i < nodes.size(); i++) side.put(nodes.get(i), i);
        lookAround();
    }

    /** Nothing is lost from now on. */
    void calm() {
        lossChance = 0;
        doubleChance = 0;
        slowChance = 0;
        heal();
    }

    private boolean canReach(SimNode from, SimNode to) {
        return from.isUp() && to.isUp() && side.getOrDefault(from, 0).equals(side.getOrDefault(to, 0));
    }

    /** After a while everybody notices whom it can reach now. */
    void lookAround() {
        for (var from : nodes) for (var to : nodes) if (from != to) look(from, to);
    }

    private void look(SimNode from, SimNode to) {
        var seen = from.seen.get(to);
        boolean reachable = canReach(from, to);
        if (reachable && seen != null && seen == to.id().session()) return;
        if (!reachable && seen == null) return;
        world.afterMs(world.random.nextInt(reachable ? NOTICE_MS_MAX : NOTICE_LOSS_MS_MAX), () -> notice(from, to));
    }

    private void notice(SimNode from, SimNode to) {
        if (!from.isUp()) return;
        var seen = from.seen.get(to);
        boolean reachable = canReach(from, to);
        boolean same = seen != null && seen == to.id().session();
        if (seen != null && (!reachable || !same)) {
            from.seen.remove(to);
            from.on(new Event.Gone(new PeerId(to.identity.device(), seen)));
        }
        if (reachable && !same && from.isUp()) {
            from.seen.put(to, to.id().session());
            from.on(new Event.Connected(to.id()));
        }
    }

    void send(SimNode from, PeerId to, Bytes message) {
        for (var node : nodes) if (node.identity.device().equals(to.device())) send(from, node, to, message);
    }

    private void send(SimNode from, SimNode to, PeerId session, Bytes message) {
        if (world.chance(lossChance)) world.saw(Seen.LOST_MESSAGE);
        else deliver(from, to, session, message);
        if (!world.chance(doubleChance)) return;
        world.saw(Seen.DOUBLED_MESSAGE);
        deliver(from, to, session, message);
    }

    private void deliver(SimNode from, SimNode to, PeerId session, Bytes message) {
        var sender = from.id();
        var line = new Line(from, to);
        long delay = 1L + world.random.nextInt(world.chance(slowChance) ? SLOW_MS_MAX : DELAY_MS_MAX);
        long last = lastArrivalMs.getOrDefault(line, 0L);
        long arrival = world.nowMs() + delay;
        if (arrival < last && overtaking) world.saw(Seen.OVERTAKEN_MESSAGE);
        if (!overtaking) arrival = Math.max(arrival, last);
        lastArrivalMs.put(line, Math.max(arrival, last));
        world.afterMs(arrival - world.nowMs(), () -> {
            if (canReach(from, to) && to.id().equals(session)) to.receive(sender, message);
        });
    }
}
