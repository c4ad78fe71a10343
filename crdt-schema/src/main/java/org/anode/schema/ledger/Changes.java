package org.anode.schema.ledger;

import java.util.Set;
import org.anode.schema.CellId;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;

/** What may look different in an {@link ExecutionView} after records were added. */
public record Changes(Set<ExecId> runs, Set<SessionId> sessions, Set<CellId> cells) {
    public Changes {
        runs = Set.copyOf(runs);
        sessions = Set.copyOf(sessions);
        cells = Set.copyOf(cells);
    }

    public boolean isEmpty() {
        return runs.isEmpty() && sessions.isEmpty() && cells.isEmpty();
    }
}
