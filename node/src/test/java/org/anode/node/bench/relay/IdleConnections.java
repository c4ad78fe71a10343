package org.anode.node.bench.relay;

import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What connections cost that say nothing: each in a room, twenty in one. */
public final class IdleConnections implements AutoCloseable {
    /** Come before the first look, so that what is needed once is there. */
    private static final int FIRST = 500;

    private static final int PER_ROOM = 20;
    private static final int COMING_MAX = 100;
    private static final long COME_S_MAX = 60;
    private static final long SETTLE_MS = 3_000;

    private final EventLoopGroup loops;
    private final RelayProcess relay;
    private final List<RawConnection> connections = new ArrayList<>();
    private final Semaphore coming = new Semaphore(COMING_MAX);
    private final AtomicInteger in = new AtomicInteger();
    private volatile @Nullable String failure;

    /**
     * Memory of the relay's process.
     *
     * @param perConnectionKb after a garbage collection
     * @param wholeKb         after it
     * @param uncollectedKb   of the whole process before it
     */
    public record Seen(double perConnectionKb, double wholeKb, double uncollectedKb, double seconds) {}

    public IdleConnections(EventLoopGroup loops, RelayProcess relay) {
        this.loops = loops;
        this.relay = relay;
    }

    /** Once. */
    public Seen measure(int count) throws IOException, InterruptedException {
        open(FIRST);
        double before = settled();
        long beganNs = System.nanoTime();
        open(count);
        double seconds = (System.nanoTime() - beganNs) / 1e9;
        Thread.sleep(SETTLE_MS);
        double uncollected = relay.process().residentKb();
        double after = settled();
        check();
        return new Seen((after - before) / (count - FIRST), after, uncollected, seconds);
    }

    private double settled() throws IOException, InterruptedException {
        relay.process().collectGarbage();
        Thread.sleep(SETTLE_MS);
        return relay.process().residentKb();
    }

    /** Until there are so many. */
    private void open(int count) throws InterruptedException {
        while (connections.size() < count) {
            take(1);
            int index = connections.size();
            var connection = relay.connection(index / PER_ROOM, new Guest());
            connections.add(connection);
            connection.connect(loops.next(), relay, index);
        }
        take(COMING_MAX);
        coming.release(COMING_MAX);
        if (in.get() != count) throw new IllegalStateException(in + " of " + count + " came in");
    }

    private void take(int places) throws InterruptedException {
        if (!coming.tryAcquire(places, COME_S_MAX, TimeUnit.SECONDS))
            throw new IllegalStateException("nobody comes in");
        check();
    }

    private void check() {
        if (failure != null) throw new IllegalStateException("a connection ended: " + failure);
    }

    @Override
    public void close() {
        connections.forEach(RawConnection::close);
    }

    private final class Guest implements RawConnection.Owner {
        private boolean here;

        @Override
        public void ready() {
            here = true;
            in.incrementAndGet();
            coming.release();
        }

        @Override
        public void message(long sentNs, long number) {}

        @Override
        public void lost() {}

        @Override
        public void caughtUp() {}

        @Override
        public void ended(String why) {
            failure = why;
            if (!here) coming.release();
        }
    }
}
