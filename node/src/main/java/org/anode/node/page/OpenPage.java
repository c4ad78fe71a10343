package org.anode.node.page;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.anode.node.doc.NotebookEvent;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.doc.RunShown;
import org.anode.node.share.Member;
import org.anode.schema.CellId;
import org.anode.schema.ExecId;
import org.anode.schema.ledger.Run;
import org.anode.schema.output.Output;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One page's view of its open notebook: what the page hears of it. On the notebook's own thread. */
final class OpenPage implements NotebookEvent.Observer {
    /** So many places in the queue are told anew with each start of a run; of more the page hears … */
    private static final int PLACES_MAX = 10;

    /** … this often. */
    private static final long PLACES_MS = 250;

    private final OpenNotebook notebook;
    private final Doubts doubts;
    private final Outbox outbox;
    private final Runnable onHosts;
    private final LongSupplier nowMs;
    private final Set<CellId> visible = new HashSet<>();
    private final Map<CellId, RunShown> told = new HashMap<>();
    private final ToldOutputs toldOutputs = new ToldOutputs();
    private long placesMs;
    private @Nullable JsonNode toldHosts;

    private OpenPage(OpenNotebook notebook, Doubts doubts, Outbox outbox, Runnable onHosts, LongSupplier nowMs) {
        this.notebook = notebook;
        this.doubts = doubts;
        this.outbox = outbox;
        this.onHosts = onHosts;
        this.nowMs = nowMs;
    }

    /**
     * Sends the whole notebook, and from now on what changes.
     *
     * @param onHosts runs when something happened that may change where cells run; must not block
     */
    static OpenPage begin(OpenNotebook notebook, Doubts doubts, Outbox outbox, Runnable onHosts) {
        var page = new OpenPage(notebook, doubts, outbox, onHosts, () -> System.nanoTime() / 1_000_000);
        SnapshotFrames.send(notebook, doubts, outbox, page.told);
        if (!notebook.runsAsked().isEmpty()) outbox.send(HostFrames.asks(notebook));
        page.remember();
        notebook.observe(page);
        return page;
    }

    /** Trust changed: runs of others are told again. */
    void judgeAgain() {
        var ofOthers = told.values().stream().map(RunShown::run).filter(doubts::isForeign);
        for (var run : ofOthers.toList()) run(run.cell());
    }

    /** Who can be reached, or would run what, may be another: told if it is, with the runs that wait for one of them. */
    void look(List<Member> members, HostFrames.Here here) {
        var now = HostFrames.hosts(notebook, members, here);
        if (!now.equals(toldHosts)) outbox.send(now);
        toldHosts = now;
        for (var before : List.copyOf(told.values())) if (!before.run().state().isEnd()) lookAgain(before);
    }

    private void lookAgain(RunShown before) {
        var now = notebook.shown(before.run().cell());
        boolean same = now.filter(shown -> shown.gone() == before.gone()
                        && shown.waitsFor().equals(before.waitsFor())
                        && shown.host().equals(before.host()))
                .isPresent();
        if (!same) run(before.run().cell());
    }

    private void remember() {
        visible.clear();
        for (var cell : notebook.view().visible()) visible.add(cell.id());
    }

    @Override
    public boolean canAnswer() {
        return true;
    }

    @Override
    public void on(NotebookEvent event) {
        switch (event) {
            case NotebookEvent.TextChanged text -> text(text);
            case NotebookEvent.CellsChanged(var put) -> {
                cells(put);
                onHosts.run();
            }
            case NotebookEvent.ShownChanged(var cell) -> {
                run(cell);
                places();
                onHosts.run();
            }
            case NotebookEvent.OutputsChanged changed -> outputs(changed);
            case NotebookEvent.KernelChanged _ -> {
                kernel();
                onHosts.run();
            }
            case NotebookEvent.MembersChanged _, NotebookEvent.PolicyChanged _ -> onHosts.run();
            case NotebookEvent.RunsAsked _ -> outbox.send(HostFrames.asks(notebook));
            case NotebookEvent.InputWanted(var prompt) -> cellOf(prompt.exec()).ifPresent(this::run);
            case NotebookEvent.InputSettled(var exec) -> cellOf(exec).ifPresent(this::run);
            case NotebookEvent.Closed _ -> outbox.close(Outbox.Goodbye.AGAIN);
            case NotebookEvent.RunChanged _,
                    NotebookEvent.Live _,
                    NotebookEvent.BlobsNamed _,
                    NotebookEvent.SyncChanged _,
                    NotebookEvent.Noticed _ -> {}
        }
    }

    /** A text that is changed, or changed back, makes its run another's or its own again. */
    private void text(NotebookEvent.TextChanged text) {
        outbox.send(Frames.update(text));
        var before = told.get(text.cell());
        if (before == null) return;
        var edited = notebook.shown(text.cell()).filter(now -> now.edited() != before.edited());
        if (edited.isPresent()) run(text.cell());
    }

    private void cells(Set<CellId> put) {
        var before = Set.copyOf(visible);
        remember();
        var gone = new HashSet<>(before);
        gone.removeAll(visible);
        told.keySet().removeAll(gone);
        outbox.send(Frames.cells(notebook, put, gone));
        for (var cell : visible) if (!before.contains(cell)) back(cell);
    }

    /** A cell that came back shows its run again. */
    private void back(CellId cell) {
        notebook.shown(cell).ifPresent(shown -> {
            run(cell);
            toldOutputs.forget();
            var outputs = notebook.outputs(shown.run().exec());
            var all = new HashMap<Integer, Output>();
            for (int i = 0; i < outputs.size(); i++) all.put(i, outputs.get(i));
            var exec = shown.run().exec();
            outputs(cell, new NotebookEvent.OutputsChanged(exec, outputs.size(), all));
        });
    }

    private void run(CellId cell) {
        if (!visible.contains(cell)) return;
        var shown = notebook.shown(cell);
        if (shown.isPresent()) {
            told.put(cell, shown.get());
            outbox.send(Frames.run(shown.get(), doubts));
        } else {
            told.remove(cell);
            outbox.send(Frames.noRun(cell));
        }
    }

    /** Those who wait for a kernel that starts wait for something else when it is there. */
    private void kernel() {
        outbox.send(Frames.session(notebook));
        places();
    }

    private void places() {
        var waiting = notebook.waiting();
        var now = nowMs.getAsLong();
        if (waiting.size() > PLACES_MAX && now - placesMs < PLACES_MS) return;
        placesMs = now;
        for (int i = 0; i < waiting.size(); i++) place(waiting.get(i), i + 1);
    }

    private void place(Run run, int place) {
        var before = told.get(run.cell());
        if (before == null || !before.run().exec().equals(run.exec())) return;
        var same = before.queue().orElse(0) == place && before.waitsFor().equals(notebook.waitsFor(run.exec()));
        if (!same) run(run.cell());
    }

    private void outputs(NotebookEvent.OutputsChanged changed) {
        cellOf(changed.exec()).ifPresentOrElse(cell -> outputs(cell, changed), toldOutputs::forget);
    }

    private void outputs(CellId cell, NotebookEvent.OutputsChanged changed) {
        outbox.send(Frames.outputs(cell, changed, toldOutputs.next(changed)));
    }

    /** The cell that shows the run, if one does. */
    private Optional<CellId> cellOf(ExecId exec) {
        return notebook.run(exec)
                .map(Run::cell)
                .filter(visible::contains)
                .filter(cell -> notebook.shown(cell)
                        .filter(shown -> shown.run().exec().equals(exec))
                        .isPresent());
    }
}
