package org.anode.node.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.anode.node.replicate.Held;
import org.anode.node.replicate.Position;
import org.anode.node.replicate.SealedBatch;
import org.anode.node.store.Store.Change;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.DocumentName;
import org.anode.schema.NotebookId;

/**
 * What is kept of one document: batches in order of arrival, positions, snapshots, the crash marker, quarantine.
 * Methods that give {@link Change}s write nothing: the caller puts them into one atomic write with what belongs to
 * them. Reading: any thread. Appending: the document's one owner thread, for it hands out the numbers.
 */
public final class DocumentLog implements Held {
    private final Store store;
    private final NotebookId notebook;
    private final DocumentName document;
    private final LogKeys keys;
    private long next;

    DocumentLog(Store store, NotebookId notebook, DocumentName document) {
        this.store = store;
        this.notebook = notebook;
        this.document = document;
        this.keys = new LogKeys(notebook, document);
        this.next = store.last(Column.LOG, keys.batches())
                .map(entry -> Keys.numberBefore(entry.key(), entry.key().size()) + 1)
                .orElse(0L);
    }

    public DocumentName document() {
        return document;
    }

    /** The number the next batch gets. */
    public long next() {
        return next;
    }

    /** The batch, its index entry and the moved position. The number is spent even if the write then fails. */
    public List<Change> append(SealedBatch sealed) {
        return append(List.of(sealed));
    }

    /**
     * Batches that are written together, each after what it follows. A tip that moves on at once is not written. One kind of
     * key after the other: the store is quickest with keys that ascend.
     */
    public List<Change> append(List<SealedBatch> batches) {
        var changes = new ArrayList<Change>(2 * batches.size() + 2);
        long first = next;
        for (var sealed : batches) changes.add(new Change.Put(Column.LOG, keys.batch(next++), sealed.encoded()));
        for (int i = 0; i < batches.size(); i++) changes.add(indexed(batches.get(i), first + i));
        changes.addAll(moved(batches));
        return changes;
    }

    private Change indexed(SealedBatch sealed, long number) {
        var index = keys.index(sealed.actor(), sealed.batch().lastSeq(), sealed.hash());
        return new Change.Put(Column.LOG, index, Keys.number(number));
    }

    private List<Change> moved(List<SealedBatch> batches) {
        var changes = new ArrayList<Change>();
        var here = batches.stream().map(SealedBatch::hash).collect(Collectors.toSet());
        var passed = batches.stream().map(one -> one.batch().previous()).collect(Collectors.toSet());
        for (var sealed : batches) {
            var batch = sealed.batch();
            if (!batch.isFirst() && !here.contains(batch.previous()))
                changes.add(new Change.Delete(Column.POSITIONS, position(sealed.actor(), batch.previous())));
            if (!passed.contains(sealed.hash()))
                changes.add(new Change.Put(
                        Column.POSITIONS, position(sealed.actor(), sealed.hash()), Keys.number(batch.lastSeq())));
        }
        return changes;
    }

    private Bytes position(ActorId actor, BatchHash hash) {
        return Keys.position(notebook, document, actor, hash);
    }

    /** Visits the batches from {@code number} on in order of arrival until {@code visitor} gives false. */
    public void batches(long number, Predicate<StoredBatch> visitor) {
        var prefix = keys.batches();
        store.scan(
                Column.LOG,
                prefix,
                keys.batch(number),
                (key, encoded) -> visitor.test(new StoredBatch(Keys.numberBefore(key, key.size()), encoded)));
    }

    /** Visits the places of an actor's batches from this one on, with their numbers, until {@code visitor} gives false. */
    void places(Position from, BiPredicate<Position, Long> visitor) {
        var prefix = keys.indexOf(from.actor());
        store.scan(Column.LOG, prefix, keys.index(from.actor(), from.lastSeq(), from.hash()), (key, number) -> {
            int seqEnd = prefix.size() + Long.BYTES;
            var hash = new BatchHash(key.slice(seqEnd, key.size()));
            var place = new Position(from.actor(), Keys.numberBefore(key, seqEnd), hash);
            return visitor.test(place, Keys.numberBefore(number, Long.BYTES));
        });
    }

    /** Visits the actor's batches that end after {@code seq}, by sequence number, until {@code visitor} gives false. */
    public void batchesOf(ActorId actor, long seq, Predicate<StoredBatch> visitor) {
        var prefix = keys.indexOf(actor);
        var from = Bytes.concat(prefix, Keys.number(seq + 1));
        store.scan(Column.LOG, prefix, from, (_, number) -> {
            long n = Keys.numberBefore(number, Long.BYTES);
            var encoded = store.get(Column.LOG, keys.batch(n));
            return encoded.isEmpty() || visitor.test(new StoredBatch(n, encoded.get()));
        });
    }

    @Override
    public boolean holds(ActorId actor, long lastSeq, BatchHash hash) {
        return store.get(Column.LOG, keys.index(actor, lastSeq, hash)).isPresent();
    }

    /** The batch at this place, encoded. */
    public Optional<Bytes> batch(Position at) {
        return find(at).map(StoredBatch::encoded);
    }

    /** The number of the batch at this place. */
    public Optional<Long> number(Position at) {
        return store.get(Column.LOG, keys.index(at.actor(), at.lastSeq(), at.hash()))
                .map(number -> Keys.numberBefore(number, Long.BYTES));
    }

    /** The batch at this place, with its number. */
    public Optional<StoredBatch> find(Position at) {
        return number(at)
                .flatMap(number ->
                        store.get(Column.LOG, keys.batch(number)).map(encoded -> new StoredBatch(number, encoded)));
    }

    /** The last batch of every branch (SY-5), by actor, then hash. */
    public List<Position> positions() {
        var prefix = Keys.document(notebook, document);
        var found = new ArrayList<Position>();
        store.scan(Column.POSITIONS, prefix, (key, seq) -> {
            int at = prefix.size() + ActorId.SIZE_BYTES;
            var actor = new ActorId(key.slice(prefix.size(), at));
            var hash = new BatchHash(key.slice(at, key.size()));
            return found.add(new Position(actor, Keys.numberBefore(seq, Long.BYTES), hash));
        });
        return found;
    }

    /** The newest snapshot whose bytes are what was written. */
    public Optional<Snapshot> newestSnapshot() {
        return snapshots().reversed().stream()
                .flatMap(entry -> SnapshotCodec.decode(entry.value(), nextIn(entry.key())).stream())
                .findFirst();
    }

    /** Whether each is what was written; loading passes over those that are not. */
    boolean allSnapshotsWhole() {
        return snapshots().stream()
                .allMatch(entry ->
                        SnapshotCodec.decode(entry.value(), nextIn(entry.key())).isPresent());
    }

    /** The snapshot, and the end of all older ones (SY-9). */
    public List<Change> putSnapshot(Snapshot snapshot) {
        var key = Keys.snapshot(notebook, document, snapshot.next());
        var changes = new ArrayList<>(dropSnapshots());
        changes.add(new Change.Put(Column.SNAPSHOTS, key, SnapshotCodec.encode(snapshot)));
        return changes;
    }

    /** The end of all snapshots: they hold what does not count any more, or lack what does now. */
    public List<Change> dropSnapshots() {
        return snapshots().stream()
                .<Change>map(older -> new Change.Delete(Column.SNAPSHOTS, older.key()))
                .toList();
    }

    public Change setMarker(CrashMarker marker) {
        return new Change.Put(
                Column.META,
                Keys.marker(notebook, document),
                Bytes.concat(marker.batch().value(), Keys.number(marker.chunk())));
    }

    public Change clearMarker() {
        return new Change.Delete(Column.META, Keys.marker(notebook, document));
    }

    /** Present when the process died while it applied what the marker names. */
    public Optional<CrashMarker> marker() {
        return store.get(Column.META, Keys.marker(notebook, document))
                .map(value -> new CrashMarker(
                        new BatchHash(value.slice(0, BatchHash.SIZE_BYTES)),
                        Math.toIntExact(Keys.numberBefore(value, value.size()))));
    }

    public Change quarantine(BatchHash batch, String reason) {
        return new Change.Put(Column.META, Keys.quarantine(notebook, document, batch), Bytes.utf8(reason));
    }

    /** Batches that are stored but never applied, each with a sentence why. */
    public Map<BatchHash, String> quarantined() {
        var prefix = Keys.quarantine(notebook, document);
        var found = new HashMap<BatchHash, String>();
        store.scan(Column.META, prefix, (key, reason) -> {
            found.put(new BatchHash(key.slice(prefix.size(), key.size())), reason.toUtf8());
            return true;
        });
        return found;
    }

    private List<Store.Entry> snapshots() {
        var found = new ArrayList<Store.Entry>();
        store.scan(
                Column.SNAPSHOTS,
                Keys.document(notebook, document),
                (key, value) -> found.add(new Store.Entry(key, value)));
        return found;
    }

    private static long nextIn(Bytes key) {
        return Keys.numberBefore(key, key.size());
    }
}
