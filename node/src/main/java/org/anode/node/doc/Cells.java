package org.anode.node.doc;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.anode.node.Refusal;
import org.anode.node.recovery.Compaction;
import org.anode.node.recovery.Compaction.Growth;
import org.anode.node.replicate.BatchCodec;
import org.anode.node.replicate.BatchContents;
import org.anode.node.replicate.BatchWriter;
import org.anode.node.replicate.SealedBatch;
import org.anode.node.store.CrashMarker;
import org.anode.node.store.DocumentLog;
import org.anode.node.store.Snapshot;
import org.anode.schema.BatchHash;
import org.anode.schema.CellId;
import org.anode.schema.ChangeHash;
import org.anode.schema.DocumentName;
import org.anode.schema.Parsed;
import org.anode.schema.cells.CellsDocument;
import org.anode.schema.cells.CellsEdit;
import org.anode.schema.cells.CellsView;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.engine.DocumentFull;
import org.anode.schema.engine.Genesis;
import org.anode.schema.engine.TextHistory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The cells of an open notebook. The view comes from its rows at once; the document is loaded (snapshot, then batches)
 * with the first edit. Batches are never deleted; a newer snapshot replaces the older one once it has been loaded again
 * and gave the same heads (SY-9).
 */
final class Cells implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Cells.class.getName());
    private static final CellsView NOTHING = new CellsView(Set.of(), Map.of(), JsonNodeFactory.instance.objectNode());

    private final Desk desk;
    private final Pending pending;
    private final DocumentLog log;
    private final CellRows rows;
    private final BatchWriter writer;
    private CellsView view = NOTHING;
    private @Nullable CellsMachine machine;
    private Growth growth = new Growth(0, 0, 0);

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
     * @throws Refusal if the document is full (R10)
     */
    boolean edit(List<CellsEdit> edits) {
        var chunks = changes(edits);
        if (chunks.isEmpty()) return false;
        for (var batch : writer.write(chunks)) {
            pending.add(log.append(batch));
            grow(batch);
        }
        var touched = edits.stream().flatMap(edit -> edit.target().stream()).collect(Collectors.toSet());
        var now = machine().view();
        pending.add(rows.changes(view, now, touched, log.next()));
        view = now;
        return true;
    }

    private List<ChangeChunk> changes(List<CellsEdit> edits) {
        try {
            return machine().edit(edits);
        } catch (DocumentFull e) {
            throw new Refusal("There is no room for this edit: " + e.getMessage()
                    + ", history included; export the notebook and import the file to go on without the history.");
        }
    }

    /** What was done to a cell's source since {@code heads}; empty if those are not here, or the cell was not. */
    Optional<TextHistory> sourceSince(CellId cell, Set<ChangeHash> heads) {
        return machine().sourceSince(cell, heads);
    }

    /** Loads the document, if it is not loaded: the first edit then waits for nothing. */
    void load() {
        var _ = machine();
    }

    /** Whether a newer snapshot is worth its write. */
    boolean wantsSnapshot() {
        return machine != null && growth.isDue() && !machine.hasParked();
    }

    /** Save, load again, compare heads, and only then replace the former one. */
    void snapshot() {
        var saved = machine().save();
        growth = new Growth(0, 0, saved.size());
        switch (Compaction.verified(saved, view.heads(), log.next())) {
            case Parsed.Ok<Snapshot>(var snapshot) -> pending.add(log.putSnapshot(snapshot));
            case Parsed.Malformed<Snapshot>(var reason) -> warn("a snapshot is not kept: " + reason);
        }
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
        if (loaded == null) machine = loaded = loaded();
        return loaded;
    }

    private CellsMachine loaded() {
        desk.crashes().settle(log, Genesis.CELLS).ifPresent(this::warn);
        var aside = log.quarantined().keySet();
        var snapshot = log.newestSnapshot();
        var opened = snapshot.flatMap(this::open);
        var machine = new CellsMachine(opened.orElseGet(() -> CellsDocument.create(writer.actor())));
        log.batches(opened.isPresent() ? snapshot.get().next() : 0, stored -> {
            switch (BatchCodec.decode(stored.encoded())) {
                case Parsed.Ok<SealedBatch>(var sealed) when aside.contains(sealed.hash()) -> {}
                case Parsed.Ok<SealedBatch>(var sealed) -> mergeMarked(machine, sealed);
                case Parsed.Malformed<SealedBatch>(var reason) -> setAside(BatchCodec.hash(stored.encoded()), reason);
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

    /** Empty if it does not load: then every batch is applied again. */
    private Optional<CellsDocument> open(Snapshot snapshot) {
        return switch (CellsDocument.load(snapshot.saved(), writer.actor())) {
            case CellsDocument.Opened.Ok(var document) -> {
                growth = new Growth(0, 0, snapshot.saved().size());
                yield Optional.of(document);
            }
            case CellsDocument.Opened.Malformed(var reason) -> {
                warn("snapshot: " + reason);
                yield Optional.empty();
            }
        };
    }

    /** Stored batches were checked when they came; one that can not be applied now is shown with its reason. */
    private void merge(CellsMachine machine, SealedBatch sealed) {
        grow(sealed);
        switch (BatchContents.open(sealed.batch())) {
            case Parsed.Ok<List<ChangeChunk>>(var chunks) ->
                machine.merge(chunks).forEach(refused -> setAside(sealed, chunks, refused));
            case Parsed.Malformed<List<ChangeChunk>>(var reason) -> setAside(sealed.hash(), reason);
        }
    }

    /** A change of another batch had waited for this one; it is tried, and waits, again at the next load. */
    private void setAside(SealedBatch sealed, List<ChangeChunk> chunks, CellsMachine.Refused refused) {
        if (chunks.stream().anyMatch(chunk -> chunk.hash().equals(refused.change())))
            setAside(sealed.hash(), refused.reason());
        else warn(refused.reason());
    }

    private void setAside(BatchHash batch, String reason) {
        warn(reason);
        desk.store().write(List.of(log.quarantine(batch, "It can not be applied: " + reason + ".")));
    }

    private void grow(SealedBatch sealed) {
        growth = growth.plus(sealed.batch().chunks().size(), sealed.encoded().size());
    }

    private void warn(String reason) {
        LOG.log(Level.WARNING, "a change of {0} is not used: {1}", desk.notebook(), reason);
    }
}
