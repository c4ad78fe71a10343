package org.anode.node.doc;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.anode.node.identity.Statement;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.ExecId;
import org.anode.schema.GrantId;
import org.anode.schema.cells.CellsView;
import org.anode.schema.ledger.ExecutionView;
import org.anode.schema.ledger.LedgerRecord.ControlKind;
import org.anode.schema.ledger.Run;
import org.anode.schema.ledger.SessionView;
import org.anode.schema.output.Output;

/**
 * Everything that counts in an open notebook.
 *
 * @param batches the digest of what is here and admitted, of documents that nobody reads too
 */
record Counting(
        CellsView cells,
        Bytes batches,
        Set<GrantId> valid,
        Set<GrantId> live,
        Optional<Statement.Epoch> epoch,
        List<Run> runs,
        Map<SessionView, Set<ControlKind>> sessions,
        long generation,
        Map<CellId, Optional<ExecId>> shown,
        Map<ExecId, List<Output>> outputs) {

    static Counting in(OpenNotebook open) {
        var standing = Scene.members(open).standing();
        var view = open.ledgers().view();
        return new Counting(
                open.view(),
                open.replication().machine().digest().batches(),
                standing.valid(),
                standing.live(),
                standing.epoch(),
                view.runs(),
                view.sessions().stream().collect(Collectors.toMap(session -> session, view::asked)),
                generation(open),
                shown(view),
                view.runs().stream().collect(Collectors.toMap(Run::exec, run -> open.outputs(run.exec()))));
    }

    Counting withoutBatches() {
        return new Counting(cells, Bytes.EMPTY, valid, live, epoch, runs, sessions, generation, shown, outputs);
    }

    static long generation(OpenNotebook open) {
        return open.ledgers()
                .view()
                .nextGeneration(SessionView.SCOPE_ALL, open.ledgers().mine());
    }

    private static Map<CellId, Optional<ExecId>> shown(ExecutionView view) {
        return view.cells().stream()
                .collect(Collectors.toMap(cell -> cell, cell -> view.shown(cell).map(Run::exec)));
    }
}
