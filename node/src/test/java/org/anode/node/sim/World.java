package org.anode.node.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.anode.node.replicate.Actors;
import org.anode.schema.Bytes;

/** Time, chance, and the record of one simulation. */
final class World {
    private static final int TRACE_MAX = 60;

    final Random random;
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::atMs).thenComparingLong(Task::number));
    private final Deque<String> trace = new ArrayDeque<>();
    private final Map<Seen, Integer> counts = new EnumMap<>(Seen.class);
    private long nowMs;
    private long numbers;

    private record Task(long atMs, long number, Runnable run) {}

    World(long seed) {
        this.random = new Random(seed);
    }

    long nowMs() {
        return nowMs;
    }

    void after(long ms, Runnable run) {
        tasks.add(new Task(nowMs + ms, numbers++, run));
    }

    void runUntil(long endMs) {
        while (!tasks.isEmpty() && tasks.peek().atMs <= endMs) {
            var task = tasks.remove();
            nowMs = task.atMs;
            task.run.run();
        }
        nowMs = endMs;
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    <T> List<T> some(List<T> of) {
        var found = new ArrayList<T>();
        for (var one : of) if (random.nextBoolean()) found.add(one);
        return found;
    }

    /** For an actor nobody had before. */
    Bytes nonce() {
        var bytes = new byte[Actors.NONCE_BYTES];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    void note(String what) {
        if (trace.size() == TRACE_MAX) trace.removeFirst();
        trace.add("%7d ms  %s".formatted(nowMs, what));
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
