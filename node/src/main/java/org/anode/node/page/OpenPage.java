package org.anode.node.page;

import java.util.HashSet;
import java.util.Set;
import org.anode.node.doc.NotebookEvent;
import org.anode.node.doc.OpenNotebook;
import org.anode.schema.CellId;
import org.anode.schema.ExecId;

/** One page's view of its open notebook: what the page hears of it. On the notebook's own thread. */
final class OpenPage implements NotebookEvent.Observer {
    private final OpenNotebook notebook;
    private final Outbox outbox;
    private final Set<CellId> visible = new HashSet<>();

    private OpenPage(OpenNotebook notebook, Outbox outbox) {
        this.notebook = notebook;
        this.outbox = outbox;
    }

    /** Sends the whole notebook, and from now on what changes. */
    static OpenPage begin(OpenNotebook notebook, Outbox outbox) {
        var page = new OpenPage(notebook, outbox);
        SnapshotFrames.send(notebook, outbox);
        page.remember();
        notebook.observe(page);
        return page;
    }

    private void remember() {
        visible.clear();
        for (var cell : notebook.view().visible()) visible.add(cell.id());
    }

    @Override
    public void on(NotebookEvent event) {
        switch (event) {
            case NotebookEvent.TextChanged text -> outbox.send(Frames.update(text));
            case NotebookEvent.CellsChanged(var put) -> cells(put);
            case NotebookEvent.ShownChanged(var cell) -> run(cell);
            case NotebookEvent.OutputsChanged changed -> outputs(changed);
            case NotebookEvent.KernelChanged _ -> outbox.send(Frames.session(notebook));
            case NotebookEvent.InputWanted(var prompt) -> runOf(prompt.exec());
            case NotebookEvent.InputSettled(var exec) -> runOf(exec);
            case NotebookEvent.Closed _ -> outbox.close(Outbox.Goodbye.AGAIN);
            case NotebookEvent.RunChanged _, NotebookEvent.Live _ -> {}
        }
    }

    @Override
    public boolean canAnswer() {
        return true;
    }

    private void runOf(ExecId exec) {
        cellOf(exec).ifPresent(this::run);
    }

    private void cells(Set<CellId> put) {
        var before = Set.copyOf(visible);
        remember();
        var gone = new HashSet<>(before);
        gone.removeAll(visible);
        outbox.send(Frames.cells(notebook, put, gone));
        // A cell that came back shows its run again.
        for (var cell : visible) if (!before.contains(cell)) whole(cell);
    }

    private void whole(CellId cell) {
        notebook.shown(cell).ifPresent(shown -> {
            outbox.send(Frames.run(shown));
            var outputs = notebook.outputs(shown.run().exec());
            var all = new java.util.HashMap<Integer, org.anode.schema.output.Output>();
            for (int i = 0; i < outputs.size(); i++) all.put(i, outputs.get(i));
            outbox.send(Frames.outputs(
                    cell, new NotebookEvent.OutputsChanged(shown.run().exec(), outputs.size(), all)));
        });
    }

    private void run(CellId cell) {
        if (!visible.contains(cell)) return;
        notebook.shown(cell)
                .ifPresentOrElse(shown -> outbox.send(Frames.run(shown)), () -> outbox.send(Frames.noRun(cell)));
    }

    private void outputs(NotebookEvent.OutputsChanged changed) {
        cellOf(changed.exec()).ifPresent(cell -> outbox.send(Frames.outputs(cell, changed)));
    }

    /** The cell that shows the run, if one does. */
    private java.util.Optional<CellId> cellOf(ExecId exec) {
        return notebook.run(exec)
                .map(run -> run.cell())
                .filter(visible::contains)
                .filter(cell -> notebook.shown(cell)
                        .filter(shown -> shown.run().exec().equals(exec))
                        .isPresent());
    }
}
