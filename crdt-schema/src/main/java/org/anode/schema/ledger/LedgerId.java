package org.anode.schema.ledger;

import java.util.Comparator;
import org.anode.schema.GrantId;
import org.anode.schema.LedgerStart;

/** A ledger: the records of one process start of one grant. */
public record LedgerId(GrantId grant, LedgerStart start) implements Comparable<LedgerId> {
    private static final Comparator<LedgerId> ORDER =
            Comparator.comparing(LedgerId::grant).thenComparing(LedgerId::start);

    /** Whether this ledger belongs to a later start of the same grant (EX-4). */
    public boolean isLaterStartOf(LedgerId other) {
        return grant.equals(other.grant) && start.number() > other.start.number();
    }

    @Override
    public int compareTo(LedgerId other) {
        return ORDER.compare(this, other);
    }
}
