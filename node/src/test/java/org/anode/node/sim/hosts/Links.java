package org.anode.node.sim.hosts;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.anode.node.replicate.PeerId;
import org.anode.node.sim.Timeline;
import org.anode.schema.Bytes;

/** The network between computers, and its weather. Every line has its own chance. */
final class Links {
    private static final long NOTICE_MS_MAX = 500;
    private static final long NOTICE_LOSS_MS_MAX = 4_000;

    private final Timeline<Seen> time;
    private final List<Computer> computers;
    private final Map<Computer, Integer> side = new HashMap<>();
    private final Set<Set<Computer>> cut = new HashSet<>();
    private final Set<Set<Computer>> bridged = new HashSet<>();
    private final Set<Set<Computer>> apart = new HashSet<>();
    private final Map<Line, State> lines = new HashMap<>();
    private final long seed;
    private Weather weather = Weather.CALM;

    /** What is said among hosts may overtake what is replicated, and the other way round. */
    enum Kind {
        LOG,
        HOSTS
    }

    /**
     * @param logLoss   how much of what is replicated gets lost
     * @param hostsLoss how much of what hosts say
     * @param slow      how much of both takes up to {@link #slowMs}
     */
    record Weather(double logLoss, double hostsLoss, double slow, long delayMs, long slowMs) {
        static final Weather CALM = new Weather(0, 0, 0, 30, 30);

        double loss(Kind kind) {
            return kind == Kind.LOG ? logLoss : hostsLoss;
        }
    }

    private record Line(Computer from, Computer to) {}

    private record State(Random random, Map<Kind, Long> lastUs) {}

    Links(Timeline<Seen> time, List<Computer> computers, long seed) {
        this.time = time;
        this.computers = computers;
        this.seed = seed;
    }

    void weather(Weather now) {
        weather = now;
    }

    /** Whether the two ever did not hear each other while both were there: what happened then they may do twice (EX-1). */
    boolean wereApart(Computer one, Computer other) {
        return apart.contains(Set.of(one, other));
    }

    /** @param which reach each other, and nobody else */
    void part(Set<Computer> which) {
        time.saw(Seen.PARTITION);
        time.note("cut off " + which);
        int next = side.values().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
        which.forEach(one -> side.put(one, next));
        lookAround();
    }

    void heal() {
        time.note("healed");
        side.clear();
        lookAround();
    }

    /** Two that do not hear each other, though others hear both. */
    void cut(Computer one, Computer other) {
        time.saw(Seen.CUT);
        time.note("cut between " + one + " and " + other);
        cut.add(Set.of(one, other));
        lookAround();
    }

    /** As {@link #cut}, where that is all that is between them: they are in one group. */
    void bridged(Computer one, Computer other) {
        bridged.add(Set.of(one, other));
        cut.add(Set.of(one, other));
    }

    void mend(Computer one, Computer other) {
        cut.remove(Set.of(one, other));
        lookAround();
    }

    /** From now on nothing is lost, and all reach each other. */
    void calm() {
        weather = Weather.CALM;
        cut.clear();
        heal();
    }

    private boolean reaches(Computer from, Computer to) {
        return from.isUp()
                && to.isUp()
                && !to.isSilent()
                && side.getOrDefault(from, 0).equals(side.getOrDefault(to, 0))
                && !cut.contains(Set.of(from, to));
    }

    private State state(Computer from, Computer to) {
        return lines.computeIfAbsent(
                new Line(from, to),
                _ -> new State(new Random(Objects.hash(seed, from.number, to.number)), new EnumMap<>(Kind.class)));
    }

    /** After a while everybody notices whom it can reach now. */
    void lookAround() {
        for (var from : computers) for (var to : computers) if (from != to) look(from, to);
    }

    private void look(Computer from, Computer to) {
        if (from.isUp() && to.isUp() && !reaches(from, to)) lostSight(from, to);
        var seen = from.seen.get(to);
        boolean same = seen != null && seen == to.lives() && !from.dropped.contains(to);
        if (reaches(from, to) == same) return;
        long max = reaches(from, to) ? NOTICE_MS_MAX : NOTICE_LOSS_MS_MAX;
        time.afterMs(1 + state(from, to).random.nextLong(max), () -> notice(from, to));
    }

    private void notice(Computer from, Computer to) {
        if (!from.isUp()) return;
        var seen = from.seen.get(to);
        boolean same = seen != null && seen == to.lives();
        boolean reaches = reaches(from, to);
        boolean wasDropped = from.dropped.remove(to);
        if (seen != null && (!reaches || !same || wasDropped)) {
            if (same && to.isUp() && !wasDropped) to.dropped.add(from);
            from.seen.remove(to);
            from.gone(new PeerId(to.identity.device(), seen));
        }
        if (reaches && !from.seen.containsKey(to)) {
            from.seen.put(to, to.lives());
            from.connected(to.id());
        }
        if (to.dropped.contains(from)) look(to, from);
    }

    /** Though the other is there, or comes meanwhile. */
    void lostSight(Computer from, Computer to) {
        if (bridged.contains(Set.of(from, to))) return;
        if (from.hosts() && to.hosts()) leavesDead(from, to);
        if (!apart.add(Set.of(from, to))) return;
        time.note(from + " lost sight of " + to);
        time.saw(Seen.LOST_SIGHT);
    }

    /** Who is down is on neither side: what it did may be known on the other. */
    private void leavesDead(Computer one, Computer other) {
        for (var down : computers) {
            if (down.isUp() || down.lives() == 0 || down == one || down == other) continue;
            apart.add(Set.of(down, one));
            apart.add(Set.of(down, other));
        }
    }

    /** Nobody hears it, though it is there. */
    void leavesAlone(Computer one) {
        for (var other : computers) if (other != one) lostSight(other, one);
    }

    void send(Computer from, Kind kind, PeerId to, Bytes message) {
        for (var other : computers) if (other.id().equals(to)) send(from, kind, other, message);
    }

    private void send(Computer from, Kind kind, Computer to, Bytes message) {
        var line = state(from, to);
        if (line.random.nextDouble() < weather.loss(kind)) {
            time.saw(Seen.LOST_MESSAGE);
            return;
        }
        var sender = from.id();
        var receiver = to.id();
        long ms = line.random.nextDouble() < weather.slow ? weather.slowMs : weather.delayMs;
        long us = time.nowUs() + Timeline.US_PER_MS + line.random.nextLong(ms * Timeline.US_PER_MS);
        us = Math.max(us, line.lastUs.getOrDefault(kind, 0L) + 1);
        line.lastUs.put(kind, us);
        time.atUs(us, () -> {
            if (reaches(from, to) && to.id().equals(receiver)) to.received(sender, kind, message);
        });
    }

    /** All of them. */
    List<Computer> computers() {
        return new ArrayList<>(computers);
    }
}
