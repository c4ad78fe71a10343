package org.anode.node.host;

import org.anode.schema.ledger.LedgerRecord.FinishState;
import org.jspecify.annotations.Nullable;

/** How a run ends, and why where the state does not say it. Codes before a colon are EX-2's. */
record Outcome(FinishState state, @Nullable String reason) {
    static final Outcome OK = new Outcome(FinishState.OK, null);
    static final Outcome FAILED = new Outcome(FinishState.ERROR, null);
    static final Outcome INTERRUPTED = new Outcome(FinishState.ERROR, "It was interrupted.");
    static final Outcome CANCELLED = new Outcome(FinishState.CANCELLED, "It was cancelled.");
    static final Outcome SUPERSEDED =
            new Outcome(FinishState.CANCELLED, "Another computer went on before it started; run it again.");
    static final Outcome ELSEWHERE = new Outcome(FinishState.CANCELLED, "Another computer has it.");
    static final Outcome BATCH_FAILED = new Outcome(FinishState.CANCELLED, "An earlier cell failed.");
    static final Outcome QUEUE_FULL =
            new Outcome(FinishState.REFUSED, "Too many runs are waiting here already; try again later.");
    static final Outcome NO_SUCH_CELL =
            new Outcome(FinishState.ERROR, "no-such-cell: the cell this run was asked for does not exist.");
    static final Outcome HASH_MISMATCH =
            new Outcome(FinishState.ERROR, "hash-mismatch: the cell does not hold the text this run was asked for.");
    static final Outcome SOURCE_NOT_AVAILABLE = new Outcome(
            FinishState.ERROR, "source-not-available: the text this run was asked for did not arrive in time.");
}
