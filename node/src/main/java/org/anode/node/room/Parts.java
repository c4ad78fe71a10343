package org.anode.node.room;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.anode.node.room.Said.Part;
import org.anode.schema.Bytes;

/** A message cut to what fits a frame, one part after another: only one of them is in memory. */
final class Parts implements Iterator<Part> {
    private final Lane lane;
    private final Bytes message;
    private final int bytesMax;
    private int next;
    private boolean begun;

    /** @param frameBytesMax what the transport takes */
    Parts(Lane lane, Bytes message, int frameBytesMax) {
        this.lane = lane;
        this.message = message;
        this.bytesMax = frameBytesMax - Pair.OVERHEAD_BYTES - Said.PART_OVERHEAD_BYTES;
        if (bytesMax <= 0) throw new IllegalArgumentException("frames of " + frameBytesMax);
    }

    /** An empty message has one part. */
    @Override
    public boolean hasNext() {
        return !begun || next < message.size();
    }

    @Override
    public Part next() {
        if (!hasNext()) throw new NoSuchElementException();
        int from = next;
        begun = true;
        next = Math.min(message.size(), from + bytesMax);
        return new Part(lane, from, message.size(), message.slice(from, next));
    }
}
