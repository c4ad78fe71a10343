package org.anode.node.transport;

import java.util.ArrayDeque;
import java.util.OptionalLong;
import org.anode.schema.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * How fast one link through a relay is sent to. A relay buffers little for a peer with a slow line and drops the rest, and
 * of a long message no part may be missing: so no more is under way than a window, and the peer says now and then how far
 * it got. What is lost is not sent again (SY-6); who hears nothing for a while goes on. Pure; belongs to its owner.
 */
final class Pacing {
    /** Half of what a relay holds for a peer before it drops; a megabyte a second at 100 ms there and back. */
    static final int WINDOW_BYTES = 128 << 10;

    /** The peer is told after so much. */
    static final int ACK_EVERY_BYTES = WINDOW_BYTES / 4;

    /** After so long what was under way is taken for lost. */
    static final long LOST_AFTER_MS = 3_000;

    private final long queueBytesMax;
    private final ArrayDeque<Bytes> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private long sentEnd;
    private long ackedEnd;
    private long movedMs;
    private long heardEnd;
    private long toldEnd;

    Pacing(long queueBytesMax) {
        this.queueBytesMax = queueBytesMax;
    }

    /** @return false if too much waits */
    boolean offer(Bytes frame) {
        long cost = Inbox.cost(frame);
        if (waitingBytes + cost > queueBytesMax) return false;
        waitingBytes += cost;
        waiting.add(frame);
        return true;
    }

    long waitingBytes() {
        return waitingBytes;
    }

    /** What is to be sent now, if there is room for it; {@link #sent} says that it was. */
    @Nullable
    Bytes next() {
        return isFull() ? null : waiting.peek();
    }

    private boolean isFull() {
        return sentEnd - ackedEnd >= WINDOW_BYTES;
    }

    /** Where the frame that is next ends. */
    long nextEnd() {
        return sentEnd + waiting.getFirst().size();
    }

    void sent(long nowMs) {
        var frame = waiting.removeFirst();
        waitingBytes -= Inbox.cost(frame);
        sentEnd += frame.size();
        movedMs = nowMs;
    }

    /** The peer says how far it got. */
    void acked(long end, long nowMs) {
        if (end <= ackedEnd || end > sentEnd) return;
        ackedEnd = end;
        movedMs = nowMs;
    }

    /** Data of the peer came. @return how far it got, if it is to be told */
    OptionalLong heard(long end) {
        if (end <= heardEnd) return OptionalLong.empty();
        heardEnd = end;
        if (heardEnd - toldEnd < ACK_EVERY_BYTES) return OptionalLong.empty();
        toldEnd = heardEnd;
        return OptionalLong.of(heardEnd);
    }

    /** Whether it waits for the peer's word. */
    boolean isStuck() {
        return isFull() && !waiting.isEmpty();
    }

    /** Time went by. */
    void tick(long nowMs) {
        if (isStuck() && nowMs - movedMs >= LOST_AFTER_MS) acked(sentEnd, nowMs);
    }
}
