package org.anode.node.bench.relay;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One that publishes and those that receive it, all on one event loop. Of what was published only so much is on its way to the
 * slowest of them at any time, so that no server has a reason to drop anything.
 */
final class Room {
    /** A relay drops what is for somebody who is more than 256 KiB behind. */
    private static final int WINDOW_BYTES = 192 << 10;

    /** Published in one write. */
    private static final int BATCH_BYTES = 64 << 10;

    private static final int TICK_MS = 1;
    private static final double NS_PER_S = 1e9;

    private final EventLoop loop;
    private final int payloadBytes;
    private final int windowFrames;
    private final List<Receiver> receivers = new ArrayList<>();
    private final Latencies latencies = new Latencies();
    private @Nullable RawConnection publisher;
    private @Nullable Template template;
    private @Nullable ScheduledFuture<?> ticks;
    private boolean flooding;
    private boolean timing;
    private long sent;
    private long received;
    private long missed;
    private volatile long delivered;
    private volatile long lost;

    Room(EventLoop loop, int payloadBytes) {
        this.loop = loop;
        this.payloadBytes = payloadBytes;
        this.windowFrames = WINDOW_BYTES / payloadBytes;
    }

    EventLoop loop() {
        return loop;
    }

    /** How many messages reached a receiver so far. */
    long delivered() {
        return delivered;
    }

    /** How many did not. */
    long lost() {
        return lost;
    }

    Receiver receiver() {
        var fresh = new Receiver();
        receivers.add(fresh);
        return fresh;
    }

    void publisher(RawConnection by) {
        publisher = by;
    }

    // --- On the loop ----------------------------------------------------------------------------------------------

    /** As much as goes, until {@link #stop}. */
    void flood() {
        flooding = true;
        pump();
    }

    /** So many messages a second, and how long each is on its way. */
    void pace(double perSecond) {
        timing = true;
        var pace = new Pace(perSecond, System.nanoTime(), sent);
        ticks = loop.scheduleAtFixedRate(pace::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    }

    /** What was noted so far, forgotten here. */
    List<Double> takeLatencies() {
        return latencies.take();
    }

    void stop() {
        flooding = false;
        timing = false;
        if (ticks != null) ticks.cancel(false);
        ticks = null;
    }

    /** All that was published arrived or is known to be lost. */
    boolean isQuiet() {
        return slowest() == sent;
    }

    private long slowest() {
        long least = sent;
        for (var receiver : receivers) least = Math.min(least, receiver.next);
        return least;
    }

    /** What may be published now. */
    private int allowed() {
        return (int) (slowest() + windowFrames - sent);
    }

    private void pump() {
        int allowed = allowed();
        // A write for each message that arrived somewhere would measure writes.
        if (allowed >= Math.max(1, windowFrames / 4)) publish(allowed, System.nanoTime());
    }

    private void publish(int count, long stampNs) {
        if (count <= 0 || publisher == null) return;
        if (template == null) template = publisher.template(payloadBytes);
        var channel = publisher.channel();
        int batchMax = Math.max(1, BATCH_BYTES / template.size());
        for (int left = count; left > 0; left -= batchMax) {
            int batch = Math.min(left, batchMax);
            var out = channel.alloc().directBuffer(batch * template.size());
            for (int i = 0; i < batch; i++) template.write(out, stampNs, sent++);
            var _ = channel.write(out, channel.voidPromise());
        }
        channel.flush();
    }

    /** Publishes what is due. What the window holds back has been on its way since then. */
    private final class Pace {
        private final double perSecond;
        private final long startNs;
        private final long sentBefore;
        private long heldSinceNs;
        private boolean held;

        Pace(double perSecond, long startNs, long sentBefore) {
            this.perSecond = perSecond;
            this.startNs = startNs;
            this.sentBefore = sentBefore;
        }

        void tick() {
            long nowNs = System.nanoTime();
            long due = sentBefore + (long) (perSecond * (nowNs - startNs) / NS_PER_S) - sent;
            int count = (int) Math.min(due, allowed());
            publish(count, held ? heldSinceNs : nowNs);
            if (count < due && !held) heldSinceNs = nowNs;
            held = count < due;
        }
    }

    /** One that receives; belongs to the loop. */
    final class Receiver {
        private long next;

        void message(long sentNs, long number) {
            if (number > next) missed += number - next;
            next = number + 1;
            received++;
            if (timing && latencies.wantsNext()) latencies.add(System.nanoTime() - sentNs);
        }

        /** What was published until now did not reach it and will not, or is too late to count. */
        void lost() {
            missed += sent - next;
            next = sent;
        }

        void caughtUp() {
            delivered = received;
            lost = missed;
            if (flooding) pump();
        }
    }
}
