package org.anode.node.transport;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.anode.schema.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What a room's listener is still to be told. Bounded (SY-13): frames beyond the limits are dropped, and {@code resync} is
 * told after what waits; a link that came and went unseen is not told at all, so that a flapping peer fills nothing.
 */
final class Inbox {
    private sealed interface News {}

    private record Up(LinkId link) implements News {}

    private record Frame(LinkId from, Bytes frame) implements News {}

    private record Gone(LinkId link) implements News {}

    private record Loss() implements News {}

    private final RoomListener listener;
    private final TransportLimits limits;
    private final Runnable onBug;
    private final Strand strand;
    private final ArrayDeque<News> waiting = new ArrayDeque<>();
    /** Of each link that is up, what waits of it. */
    private final Map<LinkId, Long> bytesOf = new HashMap<>();

    private long bytes;
    private boolean lossWaits;
    private boolean closed;

    /** @param onBug called when the listener threw, before the exception goes on to the thread */
    Inbox(RoomListener listener, TransportLimits limits, Executor executor, Runnable onBug) {
        this.listener = listener;
        this.limits = limits;
        this.onBug = onBug;
        this.strand = new Strand(executor, this::tellNext);
    }

    void up(LinkId link) {
        synchronized (this) {
            if (closed) return;
            bytesOf.put(link, 0L);
            waiting.add(new Up(link));
        }
        strand.wake();
    }

    void received(LinkId from, Bytes frame) {
        synchronized (this) {
            var before = bytesOf.get(from);
            if (before == null || closed) return;
            long cost = cost(frame);
            if (before + cost > limits.queueBytesPerLinkMax() || bytes + cost > limits.queueBytesMax()) lose();
            else {
                bytesOf.put(from, before + cost);
                bytes += cost;
                waiting.add(new Frame(from, frame));
            }
        }
        strand.wake();
    }

    void gone(LinkId link) {
        synchronized (this) {
            if (bytesOf.remove(link) == null || closed) return;
            if (waiting.contains(new Up(link))) forget(link);
            else waiting.add(new Gone(link));
        }
        strand.wake();
    }

    void resync() {
        synchronized (this) {
            lose();
        }
        strand.wake();
    }

    synchronized void close() {
        closed = true;
        waiting.clear();
    }

    static long cost(Bytes frame) {
        return (long) frame.size() + TransportLimits.FRAME_OVERHEAD_BYTES;
    }

    private void lose() {
        if (!lossWaits && !closed) waiting.add(new Loss());
        lossWaits = true;
    }

    private void forget(LinkId link) {
        waiting.removeIf(news -> switch (news) {
            case Up up -> up.link().equals(link);
            case Frame frame -> frame.from().equals(link) && release(frame);
            case Gone _, Loss _ -> false;
        });
    }

    private boolean release(Frame frame) {
        long cost = cost(frame.frame());
        bytes -= cost;
        bytesOf.computeIfPresent(frame.from(), (_, held) -> held - cost);
        return true;
    }

    private boolean tellNext() {
        var news = next();
        if (news == null) return false;
        try {
            tell(news);
        } catch (RuntimeException | Error e) {
            onBug.run();
            throw e;
        }
        return true;
    }

    private synchronized @Nullable News next() {
        var news = closed ? null : waiting.poll();
        if (news instanceof Frame frame) release(frame);
        if (news instanceof Loss) lossWaits = false;
        return news;
    }

    private void tell(News news) {
        switch (news) {
            case Up up -> listener.up(up.link());
            case Frame frame -> listener.received(frame.from(), frame.frame());
            case Gone gone -> listener.gone(gone.link());
            case Loss _ -> listener.resync();
        }
    }
}
