package org.anode.schema.chunk;

/**
 * The operation columns of a change body: their table, and as much of them as bounds what decoding would allocate. A
 * run length is a few bytes that stand for any number of rows, so rows and predecessors are counted here first (R10).
 */
final class OpColumns {
    /** A body of 1 MiB typed character by character. */
    static final long OPS_MAX = 1 << 20;

    private static final int ACTION = 0x42; // one value per operation: the row count
    private static final int PRED_COUNT = 0x70; // how many predecessors each operation has
    private static final int DEFLATE_BIT = 0x08;
    private static final long ID_MAX = 0xffff_ffffL;

    private OpColumns() {}

    /** Reads the column table and the columns; gives the number of operations. */
    static long count(Cursor body) throws MalformedChunk {
        int columns = body.count(2, "number of columns");
        var ids = new long[columns];
        var sizes = new int[columns];
        for (int i = 0; i < columns; i++) {
            ids[i] = body.unsigned(ID_MAX, "column id");
            if ((ids[i] & DEFLATE_BIT) != 0) throw new MalformedChunk("deflated column in a change");
            if (i > 0 && ids[i] <= ids[i - 1]) throw new MalformedChunk("columns are not ascending");
            sizes[i] = body.count(1, "column length");
        }
        return read(body, ids, sizes);
    }

    private static long read(Cursor body, long[] ids, int[] sizes) throws MalformedChunk {
        long ops = 0;
        for (int i = 0; i < ids.length; i++) {
            var column = body.sub(sizes[i]);
            if (ids[i] == ACTION) ops = runs(column, false);
            if (ids[i] == PRED_COUNT) runs(column, true);
        }
        return ops;
    }

    /** Rows of a run-length column of unsigned values, or their sum; bounded by {@link #OPS_MAX}. */
    private static long runs(Cursor column, boolean sum) throws MalformedChunk {
        long total = 0;
        while (!column.atEnd()) {
            long length = column.signed("run length");
            if (length > OPS_MAX || length < -OPS_MAX) throw new MalformedChunk("run of " + length + " rows");
            total += length == 0 ? nulls(column, sum) : values(column, length, sum);
            if (total > OPS_MAX) throw new MalformedChunk("more than " + OPS_MAX + " operations");
        }
        return total;
    }

    private static long nulls(Cursor column, boolean sum) throws MalformedChunk {
        long length = column.unsigned(OPS_MAX, "run length");
        return sum ? 0 : length;
    }

    private static long values(Cursor column, long length, boolean sum) throws MalformedChunk {
        if (length > 0) {
            long value = column.unsigned(OPS_MAX, "value");
            return sum ? length * value : length;
        }
        long total = 0;
        for (long i = length; i < 0; i++) total += sum ? column.unsigned(OPS_MAX, "value") : one(column);
        return total;
    }

    private static long one(Cursor column) throws MalformedChunk {
        var _ = column.unsigned(OPS_MAX, "value");
        return 1;
    }
}
