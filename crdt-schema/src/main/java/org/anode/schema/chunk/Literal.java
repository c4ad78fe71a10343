package org.anode.schema.chunk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.anode.schema.Bytes;

/**
 * The value that an operation puts, as it stands in the chunk; it was checked when the chunk was read.
 *
 * @param bytes empty for null and the truth values
 */
public record Literal(Kind kind, Bytes bytes) {
    /** Of an operation that puts none. */
    static final Literal NONE = new Literal(Kind.NULL, Bytes.EMPTY);

    private static final int LEB_BITS = 7;
    private static final int LEB_MASK = (1 << LEB_BITS) - 1;

    /** What the bytes are. */
    public enum Kind {
        NULL,
        FALSE,
        TRUE,
        UNSIGNED,
        INTEGER,
        FLOAT,
        STRING,
        BYTES,
        /** Milliseconds, an integer. */
        TIMESTAMP
    }

    /** Of an {@link Kind#UNSIGNED}, an {@link Kind#INTEGER} or a {@link Kind#TIMESTAMP}: its 64 bits. */
    public long number() {
        long value = 0;
        int shift = 0;
        for (int i = 0; i < bytes.size(); i++, shift += LEB_BITS) value |= (long) (bytes.at(i) & LEB_MASK) << shift;
        boolean negative = kind != Kind.UNSIGNED && (bytes.at(bytes.size() - 1) & 0x40) != 0;
        return negative && shift < Long.SIZE ? value | (-1L << shift) : value;
    }

    /** Of a {@link Kind#FLOAT}. */
    public double decimal() {
        return ByteBuffer.wrap(bytes.toArray()).order(ByteOrder.LITTLE_ENDIAN).getDouble();
    }
}
