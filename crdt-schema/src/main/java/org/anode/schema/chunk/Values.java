package org.anode.schema.chunk;

/** The value columns: kind and length of each value, and the values' bytes. */
final class Values {
    private static final int KIND_BITS = 4;

    private final Column.Numbers kinds;
    private final Cursor raw;

    Values(Cursor kinds, Cursor raw) {
        this.kinds = new Column.Numbers(kinds, OpColumns.COUNTER_MAX, "value length");
        this.raw = raw;
    }

    /** Reads over the value of an operation. */
    void next(Op.Action action) throws MalformedChunk {
        long meta = kinds.next();
        if (meta == Column.NULL) throw new MalformedChunk("columns of unequal length");
        if (action != Op.Action.SET && meta != 0) throw new MalformedChunk("value where none belongs");
        long size = meta >>> KIND_BITS;
        if (size > raw.remaining()) throw new MalformedChunk("ends early");
        check((int) meta & ((1 << KIND_BITS) - 1), (int) size);
    }

    private void check(int kind, int size) throws MalformedChunk {
        switch (kind) {
            case 0, 1, 2 -> require(size == 0, "null or boolean with bytes"); // null, false, true
            case 3 -> number(raw.sub(size), false);
            case 4, 9 -> number(raw.sub(size), true); // integer, timestamp
            case 5 -> require(raw.sub(size).remaining() == Double.BYTES, "floating point number of " + size + " bytes");
            case 6 -> raw.skipUtf8(size, "string");
            case 7 -> raw.sub(size); // bytes
            default -> throw new MalformedChunk("value of kind " + kind);
        }
    }

    private static void number(Cursor bytes, boolean signed) throws MalformedChunk {
        if (signed) bytes.signed("number");
        else bytes.unsigned(-1L, "number");
        require(bytes.atEnd(), "number with more bytes than it needs");
    }

    private static void require(boolean holds, String otherwise) throws MalformedChunk {
        if (!holds) throw new MalformedChunk(otherwise);
    }

    void end() throws MalformedChunk {
        kinds.end();
        require(raw.atEnd(), "values of no operation");
    }
}
