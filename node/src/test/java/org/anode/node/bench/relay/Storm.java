package org.anode.node.bench.relay;

import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.anode.relay.client.Reconnect;

/** Everybody's relay is killed and comes back: how long until all are welcome again, each waiting as {@link Reconnect} says. */
public final class Storm implements AutoCloseable {
    private static final int COMING_MAX = 100;
    private static final long COME_S_MAX = 60;
    private static final long RETURN_S_MAX = 120;
    private static final long POLL_MS = 5;
    private static final double MS_PER_S = 1e3;

    private final EventLoopGroup loops;
    private final Map<String, AtomicInteger> endings = new ConcurrentHashMap<>();
    private final List<Returner> clients = new ArrayList<>();

    /**
     * All in seconds since the relay was killed.
     *
     * @param readySeconds   the new relay listened
     * @param returnSeconds  of each client, sorted
     * @param waitSeconds    the same if a relay that listens welcomed everybody at once
     * @param endings        how often which kind of attempt failed
     * @param peakResidentKb of the new relay's process
     * @param cpuSeconds     of the new relay's process, its start included
     * @param clientSeconds  the processor time of this process meanwhile
     */
    public record Seen(
            double readySeconds,
            List<Double> returnSeconds,
            List<Double> waitSeconds,
            Map<String, Integer> endings,
            double peakResidentKb,
            double cpuSeconds,
            double clientSeconds) {}

    public Storm(EventLoopGroup loops) {
        this.loops = loops;
    }

    /** Starts a relay on this port, 0 for any. */
    public interface Start {
        RelayProcess on(int port) throws IOException, InterruptedException;
    }

    /** Once. */
    public Seen measure(Start start, int count) throws IOException, InterruptedException {
        int port;
        long killedMs;
        double clientBefore;
        try (var first = start.on(0)) {
            port = first.port();
            arrive(port, count);
            endings.clear();
            killedMs = nowMs();
            clientBefore = ServerProcess.ownCpuSeconds();
            first.process().kill();
        }
        try (var second = start.on(port)) {
            double ready = (nowMs() - killedMs) / MS_PER_S;
            awaitAll(killedMs);
            var returns = clients.stream()
                    .map(client -> (client.welcomeMs() - killedMs) / MS_PER_S)
                    .sorted()
                    .toList();
            var process = second.process();
            return new Seen(
                    ready,
                    returns,
                    waits(ready, count),
                    counted(),
                    process.peakResidentKb(),
                    process.cpuSeconds(),
                    ServerProcess.ownCpuSeconds() - clientBefore);
        }
    }

    private static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }

    private void arrive(int port, int count) throws InterruptedException {
        var coming = new Semaphore(COMING_MAX);
        for (int i = 0; i < count; i++) {
            if (!coming.tryAcquire(COME_S_MAX, TimeUnit.SECONDS)) throw new IllegalStateException("nobody comes in");
            var client = new Returner(loops, port, i, coming::release, this::ended);
            clients.add(client);
            client.connect();
        }
        if (!coming.tryAcquire(COMING_MAX, COME_S_MAX, TimeUnit.SECONDS))
            throw new IllegalStateException("not all came in: " + endings);
    }

    private void ended(String kind) {
        endings.computeIfAbsent(kind, _ -> new AtomicInteger()).incrementAndGet();
    }

    private Map<String, Integer> counted() {
        var all = new TreeMap<String, Integer>();
        endings.forEach((kind, times) -> all.put(kind, times.get()));
        return all;
    }

    private void awaitAll(long sinceMs) throws InterruptedException {
        long byMs = nowMs() + TimeUnit.SECONDS.toMillis(RETURN_S_MAX);
        for (var client : clients)
            while (client.welcomeMs() < sinceMs) {
                if (nowMs() > byMs) throw new IllegalStateException("not all came back: " + endings);
                Thread.sleep(POLL_MS);
            }
    }

    /** When each would come to a relay that listens from {@code readySeconds} on. */
    private static List<Double> waits(double readySeconds, int count) {
        var all = new ArrayList<Double>();
        for (int i = 0; i < count; i++) {
            var reconnect = new Reconnect(new SplittableRandom(i));
            long atMs = 0;
            do atMs += reconnect.endedMs(atMs);
            while (atMs < readySeconds * MS_PER_S);
            all.add(atMs / MS_PER_S);
        }
        return all.stream().sorted().toList();
    }

    @Override
    public void close() {
        clients.forEach(Returner::close);
    }
}
