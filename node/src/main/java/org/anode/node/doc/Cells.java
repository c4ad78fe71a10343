package org.anode.node.doc;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.anode.node.replicate.BatchCodec;
import org.anode.node.replicate.BatchContents;
import org.anode.node.replicate.BatchWriter;
import org.anode.node.replicate.SealedBatch;
import org.anode.node.store.CrashMarker;
import org.anode.node.store.DocumentLog;
import org.anode.node.store.Snapshot;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.DocumentName;
import org.anode.schema.Parsed;
import org.anode.schema.cells.CellsDocument;
import org.anode.schema.cells.CellsEdit;
import org.anode.schema.cells.CellsView;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.engine.Genesis;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The cells of an open notebook. The view comes from its rows at once; the document is loaded (snapshot, then batches)
 * with the first edit. Batches are never deleted; a newer snapshot replaces the older one once it has been loaded again
 * and gave the same heads (SY-9).
 */
final class Cells implements AutoCloseable {
    /** Batches after a snapshot before the next one: loading them takes well under a second. */
    static final int SNAPSHOT_AFTER_BATCHES = 500;

    /** On closing a snapshot is worth its write after fewer. */
    static final int SNAPSHOT_ON_CLOSE_AFTER_BATCHES = 50;

    private static final System.Logger LOG = System.getLogger(Cells.class.getName());
    private static final CellsView NOTHING = new CellsView(Set.of(), Map.of(), JsonNodeFactory.instance.objectNode());

    private final Desk desk;
    private final Pending pending;
    private final DocumentLog log;
    private final CellRows rows;
    private final BatchWriter writer;
    private CellsView view = NOTHING;
    private @Nullable CellsMachine machine;
    private long snapshotNext;

    Cells(Desk desk, Pending pending) {
        this.desk = desk;
        this.pending = pending;
        this.log = desk.log().document(new DocumentName.Cells());
        this.rows = new CellRows(desk.log());
        this.writer = desk.writer(log.document());
        var stored = rows.read();
        if (stored.isPresent() && stored.get().next() == log.next())
            view = stored.get().view();
        else if (log.next() > 0) rebuild();
    }

    CellsView view() {
        return view;
    }

    /**
     * One transaction, as a rule one batch.
     *
     * @return whether the edits changed anything
     */
    boolean edit(List<CellsEdit> edits) {
        var chunks = machine().edit(edits);
        if (chunks.isEmpty()) return false;
        for (var batch : writer.write(chunks)) pending.add(log.append(batch));
        show(machine().view());
        return true;
    }

    /** Whether a snapshot would spare the next load much. */
    boolean wantsSnapshot() {
        return machine != null && log.next() - snapshotNext >= SNAPSHOT_AFTER_BATCHES;
    }

    /** Save, load again, compare heads, and only then replace the former one. */
    void snapshot() {
        var machine = machine();
        if (machine.hasParked()) return;
        var saved = machine.save();
        if (!loadsAs(saved, view)) {
            LOG.log(Level.WARNING, "a snapshot of {0} did not load again; the log is kept", desk.notebook());
            return;
        }
        snapshotNext = log.next();
        pending.add(log.putSnapshot(new Snapshot(saved, view.heads(), snapshotNext)));
    }

    /** Before {@link #close}. */
    void snapshotOnClose() {
        if (machine != null && log.next() - snapshotNext >= SNAPSHOT_ON_CLOSE_AFTER_BATCHES) snapshot();
    }

    @Override
    public void close() {
        if (machine != null) machine.close();
        machine = null;
    }

    private void show(CellsView now) {
        pending.add(rows.changes(view, now, log.next()));
        view = now;
    }

    /** The rows are missing, of another form, or behind the log. */
    private void rebuild() {
        LOG.log(Level.INFO, "making the view of {0} anew from its log", desk.notebook());
        rows.read().ifPresent(stale -> view = stale.view());
        show(machine().view());
    }

    private CellsMachine machine() {
        var loaded = machine;
        if (loaded == null) machine = loaded = load();
        return loaded;
    }

    private CellsMachine load() {
        desk.crashes().settle(log, Genesis.CELLS).ifPresent(this::warn);
        var aside = log.quarantined().keySet();
        var machine = new CellsMachine(log.newestSnapshot().map(this::open).orElseGet(this::create));
        log.batches(snapshotNext, stored -> {
            switch (BatchCodec.decode(stored.encoded())) {
                case Parsed.Ok<SealedBatch>(var sealed) when aside.contains(sealed.hash()) -> {}
                case Parsed.Ok<SealedBatch>(var sealed) -> mergeMarked(machine, sealed);
                case Parsed.Malformed<SealedBatch>(var reason) -> warn(reason);
            }
            return true;
        });
        if (log.marker().isPresent()) desk.store().write(List.of(log.clearMarker()));
        return machine;
    }

    /** If this kills the process, the marker is still there when it starts again (SY-10). */
    private void mergeMarked(CellsMachine machine, SealedBatch sealed) {
        desk.store().write(List.of(log.setMarker(new CrashMarker(sealed.hash(), 0))));
        merge(machine, sealed);
    }

    private CellsDocument create() {
        return CellsDocument.create(writer.actor());
    }

    private CellsDocument open(Snapshot snapshot) {
        return switch (CellsDocument.load(snapshot.saved(), writer.actor())) {
            case CellsDocument.Opened.Ok(var document) -> {
                snapshotNext = snapshot.next();
                yield document;
            }
            case CellsDocument.Opened.Malformed(var reason) -> {
                warn("snapshot: " + reason);
                yield create();
            }
        };
    }

    /** Stored batches were checked when they came; what does not open now was damaged on the disk. */
    private void merge(CellsMachine machine, SealedBatch sealed) {
        switch (BatchContents.open(sealed.batch())) {
            case Parsed.Ok<List<ChangeChunk>>(var chunks) ->
                machine.merge(chunks).forEach(this::warn);
            case Parsed.Malformed<List<ChangeChunk>>(var reason) -> warn(reason);
        }
    }

    private boolean loadsAs(Bytes saved, CellsView expected) {
        return switch (CellsDocument.load(saved, new ActorId(Bytes.wrap(new byte[ActorId.SIZE_BYTES])))) {
            case CellsDocument.Opened.Ok(var scratch) -> {
                try (scratch) {
                    yield scratch.heads().equals(expected.heads());
                }
            }
            case CellsDocument.Opened.Malformed _ -> false;
        };
    }

    private void warn(String reason) {
        LOG.log(Level.WARNING, "a change of {0} is not used: {1}", desk.notebook(), reason);
    }
}
