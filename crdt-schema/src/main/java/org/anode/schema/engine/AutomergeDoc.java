package org.anode.schema.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.Parsed;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.chunk.ChunkCodec;
import org.automerge.Document;
import org.automerge.Opened;
import org.automerge.PatchLog;
import org.automerge.Transaction;
import tools.jackson.databind.JsonNode;

/**
 * One Automerge document. Belongs to the thread that made it; every call from another throws IllegalStateException.
 * Holds native memory until {@link #close}.
 */
public final class AutomergeDoc implements Reader, AutoCloseable {
    /** Of one string, in UTF-8: a change that holds it must stay under the limit of a chunk. Texts have no such limit. */
    public static final int VALUE_BYTES_MAX = 512 << 10;

    /** With less room than this an edit is not begun: to take it back would take long. */
    private static final long EDIT_BYTES_MIN = 16 << 10;

    private static final org.automerge.ChangeHash[] NO_HEADS = {};
    private static final AtomicInteger OPEN = new AtomicInteger();

    private final Thread owner = Thread.currentThread();
    private final ActorId actor;
    private final ChangeIndex index = new ChangeIndex(this::history);
    private Document document;
    private Reads reads;
    private final Room room;
    private boolean editing;
    private boolean closed;

    private AutomergeDoc(ActorId actor, Room room) {
        this.room = room;
        NativeLibrary.ensureLoaded();
        this.actor = actor;
        this.document = new Document(actor.value().toArray());
        this.reads = new Reads(document);
        OPEN.incrementAndGet();
    }

    /** A document that holds {@code genesis} (one change chunk, DO-1) and nothing else. */
    public static AutomergeDoc create(Bytes genesis, ActorId actor) {
        return create(genesis, actor, new Room());
    }

    static AutomergeDoc create(Bytes genesis, ActorId actor, Room room) {
        var doc = new AutomergeDoc(actor, room);
        if (ChunkCodec.parse(genesis) instanceof Parsed.Ok<List<ChangeChunk>>(var chunks)
                && doc.apply(chunks) instanceof Applied.Ok) return doc;
        doc.close();
        throw new IllegalArgumentException("not a genesis change");
    }

    /** What {@link #save} gave. */
    public static Loaded load(Bytes snapshot, ActorId actor) {
        var problem = ChunkCodec.snapshotProblem(snapshot);
        if (problem.isPresent()) return new Loaded.Malformed(problem.get());
        if (snapshot.size() > Room.DOCUMENT_BYTES_MAX)
            return new Loaded.Malformed("the snapshot is larger than 64 MiB");
        var doc = new AutomergeDoc(actor, new Room());
        var refusal = Opened.apply(doc.document, snapshot.toArray());
        var heads = doc.heads();
        if (refusal.isEmpty() && !heads.isEmpty()) {
            doc.index.addHeads(heads);
            doc.room.saved(snapshot.size());
            return new Loaded.Ok(doc);
        }
        doc.close();
        return new Loaded.Malformed("the snapshot does not load: " + refusal.orElse("it holds nothing"));
    }

    /** How many are not closed, in this process; a number that grows is a leak of native memory. */
    public static int openCount() {
        return OPEN.get();
    }

    public ActorId actor() {
        return actor;
    }

    /** Whether the change is in the document. */
    public boolean has(ChangeHash change) {
        check();
        return index.has(change);
    }

    /** The whole document with its history. */
    public Bytes save() {
        checkIdle();
        var saved = document.save();
        room.saved(saved.length);
        return Bytes.wrap(saved);
    }

    private long measure() {
        return document.save().length;
    }

    /** Applies the chunks in order, each only if what it builds on is here. */
    public Applied apply(List<ChangeChunk> chunks) {
        checkIdle();
        reads.forgetAll();
        var log = new PatchLog();
        try {
            return apply(chunks, log);
        } finally {
            log.free();
        }
    }

    private Applied apply(List<ChangeChunk> chunks, PatchLog log) {
        int count = 0;
        for (var chunk : chunks) {
            if (!index.has(chunk.hash())) {
                var missing = index.missing(chunk);
                var damage = index.damage();
                if (damage.isPresent()) return new Applied.Malformed(count, touched(log), damage.get());
                if (!missing.isEmpty()) return new Applied.Missing(count, touched(log), Set.copyOf(missing));
                var problem = index.problem(chunk);
                if (problem.isPresent()) return new Applied.Malformed(count, touched(log), problem.get());
                if (!room.hasForApplying(chunk.encoded().size(), this::measure))
                    return new Applied.Malformed(count, touched(log), "the document would be too large");
                var refusal = applyOne(chunk, log);
                // The log may be lost with the exception, so everything counts as touched.
                if (refusal.isPresent()) return new Applied.Malformed(count, Set.of(KeyPath.ROOT), refusal.get());
                index.add(chunk);
                room.add(chunk.encoded().size());
            }
            count++;
        }
        return new Applied.Ok(count, touched(log));
    }

    /** Why the native code did not take it; empty if it did. */
    private Optional<String> applyOne(ChangeChunk chunk, PatchLog log) {
        var refusal = Opened.apply(document, chunk.encoded().toArray(), log);
        if (refusal.isPresent()) return refusal.map(r -> "change " + chunk.hash() + " does not apply: " + r);
        if (reads.heads().contains(chunk.hash())) return Optional.empty();
        return Optional.of("change " + chunk.hash() + " was passed over");
    }

    private Set<KeyPath> touched(PatchLog log) {
        return Touched.paths(document.makePatches(log));
    }

    /**
     * Runs {@code change} and commits. Gives the changes made: none if nothing was put, more than one if it was too much
     * for one chunk. If {@code change} throws, nothing has happened.
     *
     * @throws DocumentFull if there is no room for it; nothing has happened
     */
    public List<ChangeChunk> edit(Consumer<Tx> change) {
        checkIdle();
        editing = true;
        try {
            return commit(change);
        } finally {
            editing = false;
        }
    }

    private List<ChangeChunk> commit(Consumer<Tx> change) {
        var parts = new CommittedParts();
        var tx = new OpenTx(parts, reads);
        boolean done = false;
        try {
            if (!room.hasForEdit(EDIT_BYTES_MIN, this::measure)) throw new DocumentFull();
            change.accept(tx);
            tx.finish();
            done = true;
        } finally {
            if (!done) {
                tx.abandon();
                parts.undo();
            }
        }
        parts.made.forEach(index::add);
        reads.know(tx.spliced());
        return parts.made;
    }

    /** The chunks of one edit, and the way back to before its first. */
    private final class CommittedParts implements OpenTx.Parts {
        private final List<ChangeChunk> made = new ArrayList<>();
        private final long bytesBefore = room.bytes();
        private org.automerge.ChangeHash[] headsBefore = NO_HEADS;

        @Override
        public Transaction begin() {
            headsBefore = document.getHeads();
            return document.startTransaction();
        }

        @Override
        public void commit(Transaction part, boolean last) {
            boolean kept = part.commit().isPresent();
            if (kept) add(own(document.encodeChangesSince(headsBefore)));
            else replace(document.save()); // after an empty commit a rollback would end the process
        }

        /** An edit that is too large ends with the part that is too much. */
        private void add(List<ChangeChunk> part) {
            made.addAll(part);
            room.add(part.stream().mapToLong(chunk -> chunk.encoded().size()).sum());
            if (!room.hasForEdit(0, AutomergeDoc.this::measure)) throw new DocumentFull();
        }

        /** There is no way to take a committed change back but to leave it out. */
        void undo() {
            room.backTo(bytesBefore);
            if (made.isEmpty()) return;
            var undone = made.stream().map(ChangeChunk::hash).collect(Collectors.toSet());
            var kept = own(history().toArray()).stream().filter(c -> !undone.contains(c.hash()));
            replace(Bytes.concat(kept.map(ChangeChunk::encoded).toArray(Bytes[]::new))
                    .toArray());
        }
    }

    private static List<ChangeChunk> own(byte[] encoded) {
        return switch (ChunkCodec.parseOwn(Bytes.wrap(encoded))) {
            case Parsed.Ok<List<ChangeChunk>>(var chunks) -> chunks;
            case Parsed.Malformed<List<ChangeChunk>>(var reason) ->
                throw new IllegalStateException("our own change does not parse: " + reason);
        };
    }

    private void replace(byte[] snapshot) {
        var fresh = new Document(actor.value().toArray());
        fresh.applyEncodedChanges(snapshot);
        document.free();
        document = fresh;
        reads = new Reads(fresh);
    }

    /** All changes as chunks, the genesis first, each after what it builds on. */
    public Bytes history() {
        return Bytes.wrap(document.encodeChangesSince(NO_HEADS));
    }

    /** What was done to {@code text} since {@code heads}; empty if some of those are not here, or it was not there. */
    public Optional<TextHistory> since(Obj text, Set<ChangeHash> heads) {
        checkIdle();
        if (heads.isEmpty() || !heads.stream().allMatch(index::has)) return Optional.empty();
        var then = heads.stream()
                .map(head -> Opened.hash(head.value().toArray()))
                .toArray(org.automerge.ChangeHash[]::new);
        return document.text(text.id(), then)
                .map(before ->
                        TextHistory.of(text.id(), before, reads.text(text), document.diff(then, document.getHeads())));
    }

    private void check() {
        if (!Thread.currentThread().equals(owner))
            throw new IllegalStateException("this document belongs to thread " + owner.getName());
        if (closed) throw new IllegalStateException("this document is closed");
    }

    private void checkIdle() {
        check();
        if (editing) throw new IllegalStateException("an edit of this document is open");
    }

    @Override
    public SortedSet<ChangeHash> heads() {
        checkIdle();
        return reads.heads();
    }

    @Override
    public Optional<Value> get(Obj map, String key) {
        check();
        return reads.get(map, key);
    }

    @Override
    public Optional<Obj> find(KeyPath path) {
        check();
        return reads.find(path);
    }

    @Override
    public List<Obj> conflicts(Obj map, String key) {
        check();
        return reads.conflicts(map, key);
    }

    @Override
    public Map<String, Value> entries(Obj map) {
        check();
        return reads.entries(map);
    }

    @Override
    public List<Value> items(Obj list) {
        check();
        return reads.items(list);
    }

    @Override
    public String text(Obj text) {
        check();
        return reads.text(text);
    }

    @Override
    public long codePoints(Obj text) {
        check();
        return reads.codePoints(text);
    }

    @Override
    public JsonNode json(Obj obj) {
        check();
        return reads.json(obj);
    }

    @Override
    public Optional<JsonNode> json(KeyPath path) {
        check();
        return reads.json(path);
    }

    @Override
    public void close() {
        if (closed) return;
        checkIdle();
        closed = true;
        document.free();
        OPEN.decrementAndGet();
    }
}
