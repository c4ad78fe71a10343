package org.anode.node.doc;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
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
import org.anode.node.replicate.Effect;
import org.anode.node.replicate.Position;
import org.anode.node.replicate.SealedBatch;
import org.anode.node.store.DocumentLog;
import org.anode.node.store.Snapshot;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.ChangeHash;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;
import org.anode.schema.Parsed;
import org.anode.schema.cells.CellsChange;
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
final class Cells implements Merged, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Cells.class.getName());
    private static final CellsView NOTHING = new CellsView(Set.of(), Map.of(), JsonNodeFactory.instance.objectNode());

    /** Said of what only a preview shows. */
    static final String ARRIVING = "The notebook is still arriving; it can be edited in a moment.";

    /** Seconds in which peers are there and give nothing of what a preview shows: they never will. */
    private static final int QUIET_TICKS_MAX = 300;

    private final Desk desk;
    private final Pending pending;
    private final Replication replication;
    private final Follower follower;
    private final DocumentLog log;
    private final CellRows rows;
    private BatchWriter writer;
    private CellsView view = NOTHING;
    /** What is shown until the log has come as far (SY-8). */
    private @Nullable CellsView preview;

    private int quietTicks;
    private @Nullable CellsMachine machine;
    private Growth growth = new Growth(0, 0, 0);
    /** The number of the first batch that no snapshot holds. */
    private long snapshotEnd;

    /** Who hears what others did to the cells. */
    interface Follower {
        /**
         * @param touched no other cells differ
         * @param author  empty where it is not known
         */
        void merged(CellsView before, CellsView after, Set<CellId> touched, Optional<GrantId> author);

        /** {@link #isArriving} is another. */
        void arrivalChanged();
    }

    Cells(Desk desk, Pending pending, Replication replication, Follower follower) {
        this.desk = desk;
        this.pending = pending;
        this.replication = replication;
        this.follower = follower;
        this.log = replication.log(new DocumentName.Cells());
        this.rows = new CellRows(desk.log());
        this.writer = desk.writer(log.document());
        var stored = rows.read();
        if (stored.isPresent() && stored.get().next() == log.next())
            view = stored.get().view();
        else if (log.next() > 0) remake();
    }

    /** What is shown. */
    CellsView view() {
        var shown = preview;
        return shown == null ? view : shown;
    }

    /** Whether what is shown is not all in the log yet: then nothing may be built on it, nor written from it. */
    boolean isArriving() {
        return preview != null;
    }

    /**
     * All of them or none; as a rule one batch.
     *
     * @return whether the edits changed anything
     * @throws Refusal if the document is full (R10), or nothing can be written here
     */
    boolean edit(List<CellsEdit> edits) {
        desk.requireMayWrite();
        if (isArriving()) throw new Refusal(ARRIVING);
        var chunks = changes(edits);
        if (chunks.isEmpty()) return false;
        var batches = writer.write(chunks);
        replication.wrote(log, batches, chunks);
        batches.forEach(this::grow);
        show(
                machine().view(),
                edits.stream().flatMap(edit -> edit.target().stream()).collect(Collectors.toSet()));
        return true;
    }

    /** Of one author after the other: what each did is told as his. */
    @Override
    public List<Refused> applyAll(List<Effect.Apply> run) {
        var refused = new ArrayList<Refused>();
        for (int from = 0, to; from < run.size(); from = to) {
            var actor = actor(run.get(from));
            for (to = from + 1; to < run.size() && actor(run.get(to)).equals(actor); ) to++;
            refused.addAll(applyPart(run.subList(from, to)));
        }
        return refused;
    }

    private static ActorId actor(Effect.Apply one) {
        return one.changes().getLast().actor();
    }

    /**
     * Shows them when all are applied. The mark names the first: if one of them ends the process, the next start applies
     * them again one by one, each marked (SY-10).
     */
    private List<Refused> applyPart(List<Effect.Apply> run) {
        if (run.size() == 1) return Merged.super.applyAll(run);
        var author = author(run.getFirst());
        if (machine == null) follow(author);
        if (run.stream().anyMatch(this::isInSnapshot)) dropSnapshots();
        var changes = run.stream().flatMap(one -> one.changes().stream()).toList();
        // What one result can not say of several is found out one by one; what is applied is passed over then.
        return merge(run.getFirst().batch(), changes, author) instanceof CellsChange.Ok
                ? List.of()
                : Merged.super.applyAll(run);
    }

    @Override
    public Optional<String> apply(Effect.Apply one) {
        var author = author(one);
        if (machine == null) follow(author);
        if (isInSnapshot(one)) dropSnapshots();
        return switch (merge(one.batch(), one.changes(), author)) {
            case CellsChange.Ok _ -> Optional.empty();
            case CellsChange.Missing missing -> Optional.of("it builds on " + missing.deps() + ", which is not here");
            case CellsChange.Malformed malformed -> Optional.of(malformed.reason());
        };
    }

    /** @param author of all of them */
    private CellsChange merge(BatchHash first, List<ChangeChunk> changes, Optional<GrantId> author) {
        var before = view;
        replication.mark(log, first);
        var change = machine().apply(changes);
        growth = growth.plus(changes.size(), sizeOf(changes));
        show(machine().view(), change.cells());
        tell(before, change.cells(), author);
        return change;
    }

    /** What others did is seen at once, or with the rest once all that the preview shows is here. */
    private void tell(CellsView before, Set<CellId> touched, Optional<GrantId> author) {
        quietTicks = 0;
        var shown = preview;
        if (shown == null) follower.merged(before, view, touched, author);
        else if (holds(shown)) endPreview();
        else follower.merged(shown, shown, Set.of(), author);
    }

    private boolean holds(CellsView other) {
        return other.heads().stream().allMatch(machine()::has);
    }

    @Override
    public Optional<Bytes> history() {
        return Optional.of(machine().history());
    }

    @Override
    public void showPreview(CellsView now) {
        if (holds(now)) return;
        var before = view();
        preview = now;
        quietTicks = 0;
        follower.merged(before, now, cellsOf(before, now), Optional.empty());
        follower.arrivalChanged();
    }

    @Override
    public void endPreview() {
        var shown = preview;
        if (shown == null) return;
        preview = null;
        follower.merged(shown, view, cellsOf(shown, view), Optional.empty());
        follower.arrivalChanged();
    }

    private static Set<CellId> cellsOf(CellsView one, CellsView other) {
        var all = new HashSet<>(one.cells().keySet());
        all.addAll(other.cells().keySet());
        return all;
    }

    /** Peers are there, and give nothing of what they showed. */
    @Override
    public void ticked() {
        if (isArriving() && ++quietTicks > QUIET_TICKS_MAX) endPreview();
    }

    /** It waited for something when the snapshot was made, so that does not hold it. */
    private boolean isInSnapshot(Effect.Apply one) {
        return one.waited() && log.number(position(one)).orElse(Long.MAX_VALUE) < snapshotEnd;
    }

    private static Position position(Effect.Apply one) {
        var last = one.changes().getLast();
        return new Position(last.actor(), last.seq(), one.batch());
    }

    private Optional<GrantId> author(Effect.Apply one) {
        return log.batch(position(one)).flatMap(Cells::grant);
    }

    private static Optional<GrantId> grant(Bytes encoded) {
        return BatchCodec.decode(encoded) instanceof Parsed.Ok<SealedBatch>(var sealed)
                ? Optional.of(sealed.batch().grant())
                : Optional.empty();
    }

    /** A batch waited for something when they were made, or does not count any more. */
    private void dropSnapshots() {
        pending.add(log.dropSnapshots());
        snapshotEnd = 0;
    }

    private static long sizeOf(List<ChangeChunk> changes) {
        return changes.stream().mapToLong(change -> change.encoded().size()).sum();
    }

    @Override
    public void rebuild() {
        snapshotEnd = 0;
        close();
        follow(Optional.empty());
    }

    @Override
    public void recover() {
        follow(Optional.empty());
    }

    @Override
    public void newActor() {
        writer = desk.writer(log.document());
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

    /** What a cell's source was at {@code heads}; empty if those are not here, or the cell was not. */
    Optional<String> sourceAt(CellId cell, Set<ChangeHash> heads) {
        return machine().sourceAt(cell, heads);
    }

    /** Whether all these changes are here. */
    boolean has(Set<ChangeHash> heads) {
        return heads.equals(view().heads()) || heads.stream().allMatch(machine()::has);
    }

    /** Loads the document, if it is not loaded: neither the first edit nor what others did then waits for it. */
    void load() {
        if (replication.isShared()) machine().expectOthers();
        else machine();
    }

    /** Whether a newer snapshot is worth its write. */
    boolean wantsSnapshot() {
        return machine != null && growth.isDue() && !machine.hasParked();
    }

    /** Whether a newer snapshot is worth any wait. */
    boolean isSnapshotOverdue() {
        return growth.isOverdue();
    }

    /** Save, load again, compare heads, and only then replace the former one. */
    void snapshot() {
        var saved = machine().save();
        growth = new Growth(0, 0, saved.size());
        switch (Compaction.verified(saved, view.heads(), log.next())) {
            case Parsed.Ok<Snapshot>(var snapshot) -> {
                pending.add(log.putSnapshot(snapshot));
                snapshotEnd = snapshot.next();
            }
            case Parsed.Malformed<Snapshot>(var reason) -> warn("a snapshot is not kept: " + reason);
        }
    }

    @Override
    public void close() {
        if (machine != null) machine.close();
        machine = null;
    }

    /** @param touched no other cells differ */
    private void show(CellsView now, Set<CellId> touched) {
        pending.add(rows.changes(view, now, touched, log.next()));
        view = now;
    }

    /** The rows are missing, of another form, or behind the log. */
    private void remake() {
        LOG.log(Level.INFO, "making the view of {0} anew from its log", desk.notebook());
        rows.read().ifPresent(stale -> view = stale.view());
        var _ = showDocument();
    }

    /** Whatever the view was made of, it is what the document says from now on. */
    private void follow(Optional<GrantId> author) {
        var before = view;
        var touched = showDocument();
        tell(before, touched, author);
    }

    /** @return the cells that may differ */
    private Set<CellId> showDocument() {
        var touched = new HashSet<>(view.cells().keySet());
        var now = machine().view();
        touched.addAll(now.cells().keySet());
        show(now, touched);
        return touched;
    }

    private CellsMachine machine() {
        var loaded = machine;
        if (loaded == null) machine = loaded = loaded();
        return loaded;
    }

    private CellsMachine loaded() {
        desk.crashes().settle(log, Genesis.CELLS).ifPresent(this::warn);
        var snapshot = log.newestSnapshot();
        var opened = snapshot.flatMap(this::open);
        var machine = new CellsMachine(opened.orElseGet(() -> CellsDocument.create(writer.actor())));
        snapshotEnd = opened.isPresent() ? snapshot.get().next() : 0;
        replication.replay(log, snapshotEnd, stored -> {
            switch (BatchCodec.decode(stored.encoded())) {
                case Parsed.Ok<SealedBatch>(var sealed) -> mergeMarked(machine, sealed);
                case Parsed.Malformed<SealedBatch>(var reason) -> setAside(BatchCodec.hash(stored.encoded()), reason);
            }
        });
        if (log.marker().isPresent()) desk.store().write(List.of(log.clearMarker()));
        return machine;
    }

    /** If this kills the process, the marker is still there when it starts again (SY-10). */
    private void mergeMarked(CellsMachine machine, SealedBatch sealed) {
        replication.mark(log, sealed.hash());
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
        switch (BatchContents.open(sealed)) {
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
