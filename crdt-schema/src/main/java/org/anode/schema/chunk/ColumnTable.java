package org.anode.schema.chunk;

import org.anode.schema.Bytes;

/** The columns of a body: first the ids and sizes of all, ascending, then their bytes. They are taken in that order. */
final class ColumnTable {
    private static final int DEFLATE_BIT = 0x08;
    private static final Cursor NOTHING = new Cursor(Bytes.EMPTY);

    private final Cursor body;
    private final long[] ids;
    private final int[] sizes;
    private int next;

    ColumnTable(Cursor body) throws MalformedChunk {
        this.body = body;
        int count = body.count(2, "number of columns");
        ids = new long[count];
        sizes = new int[count];
        for (int i = 0; i < count; i++) {
            ids[i] = body.unsigned(OpColumns.COUNTER_MAX, "column id");
            if ((ids[i] & DEFLATE_BIT) != 0) throw new MalformedChunk("deflated column in a change");
            if (i > 0 && ids[i] <= ids[i - 1]) throw new MalformedChunk("columns are not ascending");
            sizes[i] = body.count(1, "column length");
            if (sizes[i] == 0) throw new MalformedChunk("empty column");
        }
    }

    /** The column, above all that were taken before; empty if there is none. */
    Cursor take(long id) throws MalformedChunk {
        return next < ids.length && ids[next] == id ? body.sub(sizes[next++]) : NOTHING;
    }

    /** After the last one that we use. */
    void end() throws MalformedChunk {
        if (next < ids.length) throw new MalformedChunk("a column of a kind we do not use: " + ids[next]);
        if (!body.atEnd()) throw new MalformedChunk("bytes after the last column");
    }
}
