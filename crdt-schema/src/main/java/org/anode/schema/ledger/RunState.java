package org.anode.schema.ledger;

import java.util.Locale;

/** Where a request stands; derived, never stored (execution.md). */
public enum RunState {
    PENDING,
    ASSIGNED,
    EXECUTING,
    OK,
    ERROR,
    CANCELLED,
    LOST,
    REFUSED;

    /** Whether the run is over. */
    public boolean isEnd() {
        return compareTo(EXECUTING) > 0;
    }

    /** The word on the command line and in the page. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RunState of(LedgerRecord.FinishState state) {
        return switch (state) {
            case OK -> OK;
            case ERROR -> ERROR;
            case CANCELLED -> CANCELLED;
            case LOST -> LOST;
            case REFUSED -> REFUSED;
        };
    }
}
