package org.anode.node.transport;

import org.anode.schema.Bytes;

/**
 * Where the nodes of one notebook and epoch meet, and all that outsiders see: the public key of a {@link RoomPass}, which
 * follows from the epoch's secret.
 */
public record RoomId(Bytes value) implements Comparable<RoomId> {
    public static final int SIZE_BYTES = 32;

    public RoomId {
        if (value.size() != SIZE_BYTES) throw new IllegalArgumentException("RoomId of " + value.size() + " bytes");
    }

    @Override
    public int compareTo(RoomId other) {
        return value.compareTo(other.value);
    }
}
