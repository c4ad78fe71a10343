package org.anode.schema.ledger;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.anode.schema.ExecId;
import org.anode.schema.ledger.LedgerRecord.Ended;
import org.anode.schema.ledger.LedgerRecord.FinishState;
import org.anode.schema.ledger.LedgerRecord.Finished;

/** The records that end a session and settle all that hangs on it; to be written in one change (EX-8, EX-13). */
public final class Settlement {
    private static final String STOPPED = "Anode was stopped while this session was open";

    private Settlement() {}

    /**
     * Ends one session of one's own.
     *
     * @param why       a sentence for people
     * @param outputsOf how many output entries a run has
     */
    public static List<LedgerRecord> of(
            ExecutionView view, SessionView session, String why, ToLongFunction<ExecId> outputsOf) {
        var finishes = view.unsettled(session.id()).stream().map(u -> finish(u, why, outputsOf));
        var ended = session.endWritten() ? Stream.<LedgerRecord>empty() : Stream.of(new Ended(session.id(), why));
        return Stream.concat(ended, finishes).toList();
    }

    /**
     * What a node writes into its new ledger when it starts: its former sessions end, what was started is lost, all
     * else cancelled. Nothing is ever run again by itself (EX-8).
     */
    public static List<LedgerRecord> atStart(ExecutionView view, LedgerId now, ToLongFunction<ExecId> outputsOf) {
        return view.sessions().stream()
                .filter(s -> now.isLaterStartOf(s.ledger()))
                .filter(s -> !s.endWritten())
                .flatMap(s -> of(view, s, STOPPED, outputsOf).stream())
                .toList();
    }

    private static LedgerRecord finish(ExecutionView.Unsettled run, String why, ToLongFunction<ExecId> outputsOf) {
        var state = run.started() ? FinishState.LOST : FinishState.CANCELLED;
        return new Finished(
                run.exec(), state, Optional.of(why), OptionalLong.empty(), outputsOf.applyAsLong(run.exec()));
    }
}
