package org.anode.schema.chunk;

/**
 * One run-length encoded column, read row by row: a positive count and one value, a negative count and so many values, or
 * 0 and a count of nulls. A column of nothing but nulls is left out. Only the one form Automerge writes is accepted: of
 * any other the native code computes another hash when it loads its own snapshot, and refuses it. Never holds more than
 * one run.
 */
abstract sealed class Column {
    /** Stands for null among numbers; no column of ours reaches it. */
    static final long NULL = Long.MIN_VALUE;

    private static final long ROWS_MAX = OpColumns.OPS_MAX;

    private enum Run {
        NONE,
        REPEAT,
        LITERAL,
        NULLS
    }

    final Cursor bytes;
    private final boolean absent;
    private Run run = Run.NONE;
    private long left; // rows of the run
    private boolean hasValue; // whether any row had one

    Column(Cursor bytes) {
        this.bytes = bytes;
        this.absent = bytes.atEnd();
    }

    /** Whether the next row has a value, which is then the current one. */
    final boolean advance() throws MalformedChunk {
        if (absent) return false;
        if (left == 0) nextRun();
        else if (run == Run.LITERAL) nextValue(false);
        left--;
        return run != Run.NULLS;
    }

    private void nextRun() throws MalformedChunk {
        var before = run;
        long count = bytes.signed("run length");
        if (count > ROWS_MAX || count < -ROWS_MAX) throw new MalformedChunk("run of " + count + " rows");
        run = count > 0 ? Run.REPEAT : count < 0 ? Run.LITERAL : Run.NULLS;
        left = run == Run.NULLS ? bytes.unsigned(ROWS_MAX, "run of nulls") : Math.abs(count);
        boolean unusual = left == 0 || count == 1 || (run == before && run != Run.REPEAT);
        if (unusual) throw new MalformedChunk("run that Automerge would not write");
        if (run != Run.NULLS) nextValue(before == Run.NONE || before == Run.NULLS);
    }

    private void nextValue(boolean first) throws MalformedChunk {
        boolean same = readValue();
        if (same && !first) throw new MalformedChunk("run that Automerge would not write");
        hasValue = true;
    }

    /** Reads the value that the next rows have; whether it is the one before. */
    abstract boolean readValue() throws MalformedChunk;

    final boolean done() {
        return left == 0 && bytes.atEnd();
    }

    /** @throws MalformedChunk if rows are left over */
    final void end() throws MalformedChunk {
        if (!done()) throw new MalformedChunk("columns of unequal length");
        if (!absent && !hasValue) throw new MalformedChunk("column of nothing");
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
        boolean readValue() throws MalformedChunk {
            long before = value;
            value = bytes.unsigned(max, what);
            return value == before;
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
        boolean readValue() throws MalformedChunk {
            long before = delta;
            delta = bytes.signed("counter");
            if (Math.abs(delta) > OpColumns.COUNTER_MAX) throw new MalformedChunk("counter out of range");
            return delta == before;
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
        boolean readValue() throws MalformedChunk {
            var before = value;
            int size = bytes.count(1, "key length");
            if (size == 0 || size > OpColumns.KEY_BYTES_MAX) throw new MalformedChunk("key of " + size + " bytes");
            value = bytes.take(size).toUtf8();
            if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) throw new MalformedChunk("key is not ASCII");
            return value.equals(before);
        }

        /** Empty for none. */
        String next() throws MalformedChunk {
            return advance() ? value : "";
        }
    }

    /** Truth values: runs of false and true in turn, false first. */
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
