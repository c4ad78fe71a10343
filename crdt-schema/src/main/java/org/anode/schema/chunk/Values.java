package org.anode.schema.chunk;

import java.util.Map;

/** The value columns: kind and length of each value, and the values' bytes. */
final class Values {
    private static final int KIND_BITS = 4;

    /** By their number in the format; 8 is a counter, which our documents do not have. */
    private static final Map<Integer, Literal.Kind> KINDS = Map.of(
            0, Literal.Kind.NULL,
            1, Literal.Kind.FALSE,
            2, Literal.Kind.TRUE,
            3, Literal.Kind.UNSIGNED,
            4, Literal.Kind.INTEGER,
            5, Literal.Kind.FLOAT,
            6, Literal.Kind.STRING,
            7, Literal.Kind.BYTES,
            9, Literal.Kind.TIMESTAMP);

    private final Column.Numbers kinds;
    private final Cursor raw;

    Values(Cursor kinds, Cursor raw) {
        this.kinds = new Column.Numbers(kinds, OpColumns.COUNTER_MAX, "value length");
        this.raw = raw;
    }

    /** The value of an operation. */
    Literal next(Op.Action action) throws MalformedChunk {
        long meta = kinds.next();
        if (meta == Column.NULL) throw new MalformedChunk("columns of unequal length");
        if (action != Op.Action.SET && meta != 0) throw new MalformedChunk("value where none belongs");
        long size = meta >>> KIND_BITS;
        if (size > raw.remaining()) throw new MalformedChunk("ends early");
        if (meta == 0) return Literal.NONE;
        var kind = KINDS.get((int) meta & ((1 << KIND_BITS) - 1));
        if (kind == null) throw new MalformedChunk("value of kind " + ((int) meta & ((1 << KIND_BITS) - 1)));
        int from = raw.position();
        check(kind, (int) size);
        return new Literal(kind, raw.since(from));
    }

    private void check(Literal.Kind kind, int size) throws MalformedChunk {
        switch (kind) {
            case NULL, FALSE, TRUE -> require(size == 0, "null or boolean with bytes");
            case UNSIGNED -> number(raw.sub(size), false);
            case INTEGER, TIMESTAMP -> number(raw.sub(size), true);
            case FLOAT ->
                require(raw.sub(size).remaining() == Double.BYTES, "floating point number of " + size + " bytes");
            case STRING -> raw.skipUtf8(size, "string");
            case BYTES -> raw.sub(size);
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
