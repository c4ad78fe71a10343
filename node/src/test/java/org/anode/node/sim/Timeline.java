package org.anode.node.sim;

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
 *
 * @param <S> what is counted
 */
public class Timeline<S extends Enum<S>> {
    public static final long US_PER_MS = 1_000;

    public final Random random;
    private final int traceMax;
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::atUs).thenComparingLong(Task::number));
    private final Deque<String> trace = new ArrayDeque<>();
    private final Map<S, Integer> counts;
    private long nowUs;
    private long numbers;

    private record Task(long atUs, long number, Runnable what) {}

    /** @param traceMax notes that are kept, the latest */
    public Timeline(long seed, Class<S> seen, int traceMax) {
        this.random = new Random(seed);
        this.counts = new EnumMap<>(seen);
        this.traceMax = traceMax;
    }

    public final long nowUs() {
        return nowUs;
    }

    public final long nowMs() {
        return nowUs / US_PER_MS;
    }

    public final void atUs(long us, Runnable what) {
        tasks.add(new Task(Math.max(us, nowUs), numbers++, what));
    }

    public final void afterMs(long ms, Runnable what) {
        atUs(nowUs + ms * US_PER_MS, what);
    }

    /** Some time within that span. */
    public final void within(long ms, Runnable what) {
        atUs(nowUs + 1 + random.nextLong(ms * US_PER_MS), what);
    }

    public final void run(long ms) {
        runUntil(nowMs() + ms);
    }

    public final void runUntil(long ms) {
        long endUs = ms * US_PER_MS;
        while (!tasks.isEmpty() && tasks.peek().atUs <= endUs) {
            var task = tasks.remove();
            nowUs = task.atUs;
            task.what.run();
        }
        nowUs = Math.max(nowUs, endUs);
    }

    public final boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** From {@code low} to below {@code high}. */
    public final long between(long low, long high) {
        return random.nextLong(low, high);
    }

    public final <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    public final void note(String what) {
        if (trace.size() == traceMax) trace.removeFirst();
        trace.add("%7d ms  %s".formatted(nowMs(), what));
    }

    public final List<String> trace() {
        return List.copyOf(trace);
    }

    public final void saw(S what) {
        counts.merge(what, 1, Integer::sum);
    }

    public final Map<S, Integer> counts() {
        return counts;
    }
}
