package org.anode.schema.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The sequences (or generations) of one ledger that count: those that can be reached from zero by steps of at most
 * {@link #STEP_MAX} over what the ledger holds. A set has one answer, in whatever order it arrives (EX-19).
 */
final class Climb {
    /** The largest sequence or generation: what a JavaScript number holds exactly. */
    static final long VALUE_MAX = 1L << 53;

    /** More than any writer needs at once, so little that nobody climbs to the top in a reasonable ledger. */
    static final long STEP_MAX = 1L << 32;

    private final TreeMap<Long, List<Attributed>> parked = new TreeMap<>();
    private long top;

    /** The largest value that counts; 0 if none does. */
    long top() {
        return top;
    }

    /** The largest value this ledger may write next and be counted. */
    long reach() {
        return Math.min(VALUE_MAX, top + STEP_MAX);
    }

    /** Takes a record of {@code value} in; gives the records that count from now on. */
    List<Attributed> offer(long value, Attributed record) {
        if (value < 1 || value > VALUE_MAX) return List.of();
        if (value <= top) return List.of(record);
        parked.computeIfAbsent(value, _ -> new ArrayList<>()).add(record);
        return release();
    }

    private List<Attributed> release() {
        var released = new ArrayList<Attributed>();
        while (!parked.isEmpty() && parked.firstKey() <= reach()) {
            var first = parked.pollFirstEntry();
            top = first.getKey();
            released.addAll(first.getValue());
        }
        return released;
    }
}
