package org.anode.schema;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * Which process start of a grant a ledger belongs to.
 *
 * @param number counts the starts of this grant on its device, from 1; a higher one is later (EX-4)
 * @param tail   random, so that a restored backup or copied folder never writes into a ledger it has forgotten
 */
public record LedgerStart(long number, String tail) implements Comparable<LedgerStart> {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,14})-([a-z2-7]{8})");
    private static final Comparator<LedgerStart> ORDER =
            Comparator.comparingLong(LedgerStart::number).thenComparing(LedgerStart::tail);

    public LedgerStart {
        if (!FORM.matcher(number + "-" + tail).matches())
            throw new IllegalArgumentException("not a ledger start: " + number + "-" + tail);
    }

    /** @throws IllegalArgumentException if {@code text} is not what {@link #toString()} gives */
    public static LedgerStart parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) throw new IllegalArgumentException("not a ledger start: " + text);
        return new LedgerStart(Long.parseLong(match.group(1)), match.group(2));
    }

    @Override
    public int compareTo(LedgerStart other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return number + "-" + tail;
    }
}
