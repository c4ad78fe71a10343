package org.anode.schema.chunk;

/**
 * One run-length encoded column, read row by row: a positive count and one value, a negative count and so many values, or
 * 0 and a count of nulls. A column that has ended gives null for every further row. Never holds more than one run.
 */
abstract sealed class Column {
    /** Stands for null among numbers; no column of ours reaches it. */
    static final long NULL = Long.MIN_VALUE;

    private static final long ROWS_MAX = OpColumns.OPS_MAX;

    final Cursor bytes;
    private long repeat; // rows left of the current value
    private long literal; // rows left that each bring their own value
    private long nulls; // rows left without a value

    Column(Cursor bytes) {
        this.bytes = bytes;
    }

    /** Whether the next row has a value; must be followed by reading it. */
    final boolean advance() throws MalformedChunk {
        if (repeat == 0 && literal == 0 && nulls == 0 && !bytes.atEnd()) nextRun();
        if (nulls > 0) {
            nulls--;
            return false;
        }
        if (repeat > 0) {
            repeat--;
            return true;
        }
        if (literal == 0) return false;
        literal--;
        readValue();
        return true;
    }

    private void nextRun() throws MalformedChunk {
        long count = bytes.signed("run length");
        if (count > ROWS_MAX || count < -ROWS_MAX) throw new MalformedChunk("run of " + count + " rows");
        if (count > 0) {
            repeat = count;
            readValue();
        } else if (count < 0) literal = -count;
        else nulls = bytes.unsigned(ROWS_MAX, "run of nulls");
        if (count == 0 && nulls == 0) throw new MalformedChunk("run of no rows");
    }

    /** Reads the value that the next rows have. */
    abstract void readValue() throws MalformedChunk;

    /** @throws MalformedChunk if rows are left over */
    final void end() throws MalformedChunk {
        if (repeat > 0 || literal > 0 || nulls > 0 || !bytes.atEnd())
            throw new MalformedChunk("columns of unequal length");
    }

    /** Unsigned numbers up to a bound. */
    static final class Numbers extends Column {
        private final long max;
        private final String what;
        private long value;

        Numbers(Cursor bytes, long max, String what) {
            super(bytes);
            this.max = max;
            this.what = what;
        }

        @Override
        void readValue() throws MalformedChunk {
            value = bytes.unsigned(max, what);
        }

        long next() throws MalformedChunk {
            return advance() ? value : NULL;
        }
    }

    /** Differences between one number and the next. */
    static final class Deltas extends Column {
        private long delta;
        private long sum;

        Deltas(Cursor bytes) {
            super(bytes);
        }

        @Override
        void readValue() throws MalformedChunk {
            delta = bytes.signed("counter");
            if (Math.abs(delta) > OpColumns.COUNTER_MAX) throw new MalformedChunk("counter out of range");
        }

        /** From 0 to {@link OpColumns#COUNTER_MAX}. */
        long next() throws MalformedChunk {
            if (!advance()) return NULL;
            sum += delta;
            if (sum < 0 || sum > OpColumns.COUNTER_MAX) throw new MalformedChunk("counter out of range");
            return sum;
        }
    }

    /** Map keys: ASCII, not empty (DO-5), bounded. */
    static final class Keys extends Column {
        private String value = "";

        Keys(Cursor bytes) {
            super(bytes);
        }

        @Override
        void readValue() throws MalformedChunk {
            int size = bytes.count(1, "key length");
            if (size == 0 || size > OpColumns.KEY_BYTES_MAX) throw new MalformedChunk("key of " + size + " bytes");
            value = bytes.take(size).toUtf8();
            if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) throw new MalformedChunk("key is not ASCII");
        }

        /** Empty for none. */
        String next() throws MalformedChunk {
            return advance() ? value : "";
        }
    }

    /** Truth values: runs of false and true in turn, false first. A column that has ended gives false. */
    static final class Flags {
        private final Cursor bytes;
        private long left;
        private boolean value = true;
        private boolean first = true;

        Flags(Cursor bytes) {
            this.bytes = bytes;
        }

        boolean next() throws MalformedChunk {
            while (left == 0) {
                if (bytes.atEnd()) return false;
                left = bytes.unsigned(ROWS_MAX, "run length");
                if (left == 0 && !first) throw new MalformedChunk("run of no rows");
                first = false;
                value = !value;
            }
            left--;
            return value;
        }

        void end() throws MalformedChunk {
            if (left > 0 || !bytes.atEnd()) throw new MalformedChunk("columns of unequal length");
        }
    }
}
