package org.anode.node.doc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.anode.schema.CellId;
import org.anode.schema.NotebookId;
import org.anode.schema.cells.CellsView;
import org.anode.schema.ipynb.CellRun;
import org.anode.schema.ledger.Run;
import org.anode.schema.ledger.SessionView;

/**
 * What a notebook shows at one moment; immutable, so that it is rendered away from the notebook's own thread.
 *
 * @param runs    what each cell shows, cells without a run left out
 * @param outputs what each run put out so far
 * @param prompt  what the running cell asks, if it waits for input
 */
public record Shown(
        NotebookId id,
        CellsView view,
        Map<CellId, Run> runs,
        Map<CellId, CellRun> outputs,
        List<SessionView> sessions,
        Optional<Prompt> prompt) {
    public Shown {
        runs = Map.copyOf(runs);
        outputs = Map.copyOf(outputs);
        sessions = List.copyOf(sessions);
    }

    /** As a turn of its {@link NotebookActor}. */
    public static Shown of(OpenNotebook notebook) {
        var ledgers = notebook.ledgers().view();
        var runs = new HashMap<CellId, Run>();
        var outputs = new HashMap<CellId, CellRun>();
        for (var cell : notebook.cells().view().visible())
            ledgers.shown(cell.id()).ifPresent(run -> {
                runs.put(cell.id(), run);
                outputs.put(
                        cell.id(), new CellRun(count(run), notebook.outputs().of(run.exec())));
            });
        return new Shown(notebook.id(), notebook.cells().view(), runs, outputs, ledgers.sessions(), notebook.prompt());
    }

    public String title() {
        return view.meta().path("title").asString("");
    }

    private static OptionalLong count(Run run) {
        return run.count();
    }
}
