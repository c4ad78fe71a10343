package org.anode.node.sim.hosts;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Time, chance, and the record of one simulation. In microseconds, so that what comes over different lines hardly ever
 * comes at once: in which order a node speaks to others must not matter, as sets have another order in every process.
 */
final class Timeline {
    private static final int TRACE_MAX = 300;
    static final long US_PER_MS = 1_000;

    final Random random;
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::atUs).thenComparingLong(Task::number));
    private final Deque<String> trace = new ArrayDeque<>();
    private final Map<Seen, Integer> counts = new EnumMap<>(Seen.class);
    private long nowUs;
    private long numbers;

    private record Task(long atUs, long number, Runnable what) {}

    Timeline(long seed) {
        this.random = new Random(seed);
    }

    long nowUs() {
        return nowUs;
    }

    long nowMs() {
        return nowUs / US_PER_MS;
    }

    void atUs(long us, Runnable what) {
        tasks.add(new Task(Math.max(us, nowUs), numbers++, what));
    }

    void afterMs(long ms, Runnable what) {
        atUs(nowUs + ms * US_PER_MS, what);
    }

    /** Some time within that span. */
    void within(long ms, Runnable what) {
        atUs(nowUs + 1 + random.nextLong(ms * US_PER_MS), what);
    }

    void run(long ms) {
        runUntil(nowMs() + ms);
    }

    void runUntil(long ms) {
        long endUs = ms * US_PER_MS;
        while (!tasks.isEmpty() && tasks.peek().atUs <= endUs) {
            var task = tasks.remove();
            nowUs = task.atUs;
            task.what.run();
        }
        nowUs = Math.max(nowUs, endUs);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** From {@code low} to below {@code high}. */
    long between(long low, long high) {
        return random.nextLong(low, high);
    }

    <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    void note(String what) {
        if (trace.size() == TRACE_MAX) trace.removeFirst();
        trace.add("%7d ms  %s".formatted(nowMs(), what));
    }

    List<String> trace() {
        return List.copyOf(trace);
    }

    void saw(Seen what) {
        counts.merge(what, 1, Integer::sum);
    }

    Map<Seen, Integer> counts() {
        return counts;
    }
}
