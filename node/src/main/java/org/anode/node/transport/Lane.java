package org.anode.node.transport;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.anode.node.transport.LanMessage.Lost;
import org.anode.schema.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What is still to be sent to one peer of the LAN, in order, by a thread of its own, so that a peer that does not read
 * holds up nobody else. Bounded (SY-13): what does not fit is dropped, and when the lane is empty the peer is told.
 */
final class Lane {
    private final int bytesMax;
    private final Consumer<Bytes> wire;
    private final Strand strand;
    private final ArrayDeque<Bytes> waiting = new ArrayDeque<>();
    private final Set<RoomId> lost = new LinkedHashSet<>();
    private long bytes;
    private boolean closed;

    /** @param wire sends one message; may block, does not throw */
    Lane(int bytesMax, Executor executor, Consumer<Bytes> wire) {
        this.bytesMax = bytesMax;
        this.wire = wire;
        this.strand = new Strand(executor, this::sendNext);
    }

    /** @return false if it is dropped, and the peer will be told that frames of this room were */
    boolean frame(RoomId room, Bytes encoded) {
        synchronized (this) {
            if (lost.contains(room) || !offer(encoded)) {
                if (!closed) lost.add(room);
                return false;
            }
        }
        strand.wake();
        return true;
    }

    /** An announcement: if it is dropped, the next one says the same. */
    void announce(Bytes encoded) {
        synchronized (this) {
            if (!offer(encoded)) return;
        }
        strand.wake();
    }

    synchronized void close() {
        closed = true;
        waiting.clear();
        lost.clear();
    }

    private boolean offer(Bytes encoded) {
        long cost = Inbox.cost(encoded);
        if (closed || bytes + cost > bytesMax) return false;
        waiting.add(encoded);
        bytes += cost;
        return true;
    }

    private boolean sendNext() {
        var next = next();
        if (next != null) wire.accept(next);
        return next != null;
    }

    private synchronized @Nullable Bytes next() {
        var next = waiting.poll();
        if (next == null) return nextLoss();
        bytes -= Inbox.cost(next);
        return next;
    }

    private @Nullable Bytes nextLoss() {
        if (lost.isEmpty()) return null;
        var room = lost.iterator().next();
        lost.remove(room);
        return LanCodec.encode(new Lost(room));
    }
}
