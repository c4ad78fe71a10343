package org.anode.schema.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.Parsed;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.chunk.ChunkCodec;
import org.automerge.Document;
import org.automerge.Opened;
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
    private ChangeIndex index = new ChangeIndex(this::history);
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
            doc.index = doc.indexOf(heads);
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

    /** Reads the whole history now, which else the first change of somebody else waits for. */
    public void expectOthers() {
        checkIdle();
        index.complete();
    }

    /** Applies the chunks in order, each only if what it builds on is here. */
    public Applied apply(List<ChangeChunk> chunks) {
        checkIdle();
        reads.forgetAll();
        if (chunks.isEmpty()) return new Applied.Ok(0, Set.of());
        boolean roomy = room.hasWithoutMeasuring(sizeOf(chunks));
        return new Application(chunks).run(roomy ? chunks.size() : 1);
    }

    private static long sizeOf(List<ChangeChunk> chunks) {
        return chunks.stream().mapToLong(chunk -> chunk.encoded().size()).sum();
    }

    /** Others' changes on their way into the document. */
    private final class Application {
        private final List<ChangeChunk> chunks;
        private final Set<KeyPath> touched = new HashSet<>();
        private boolean everywhere; // the document is another one: everything counts as touched

        Application(List<ChangeChunk> chunks) {
            this.chunks = chunks;
        }

        /**
         * Each is held against those before it without native code, which then gets {@code step} of them in one call:
         * many times quicker than a call for each. If it does not take them, which one is at fault shows one by one.
         */
        Applied run(int step) {
            for (int from = 0; from < chunks.size(); from += step) {
                var incoming = Incoming.of(chunks.subList(from, from + step), index, this::fits, touched);
                var refusal = give(incoming.fresh());
                if (refusal.isPresent()) {
                    undo(incoming.fresh());
                    return step > 1 ? run(1) : new Applied.Malformed(from, touched(), refusal.get());
                }
                if (!incoming.isWhole()) return incoming.applied(from, touched());
            }
            return new Applied.Ok(chunks.size(), touched());
        }

        private boolean fits(ChangeChunk chunk) {
            return room.hasForApplying(chunk.encoded().size(), AutomergeDoc.this::measure);
        }

        /** Why the native code did not take them; empty if it did. */
        private Optional<String> give(List<ChangeChunk> fresh) {
            if (fresh.isEmpty()) return Optional.empty();
            var encoded = fresh.stream().map(ChangeChunk::encoded).toArray(Bytes[]::new);
            var refusal = Opened.apply(document, Bytes.concat(encoded).toArray());
            var last = fresh.getLast().hash();
            if (refusal.isPresent()) return refusal.map(r -> "change " + last + " does not apply: " + r);
            if (!index.isAt(reads.heads())) return Optional.of("change " + last + " was passed over");
            room.add(sizeOf(fresh));
            return Optional.empty();
        }

        private void undo(List<ChangeChunk> fresh) {
            leaveOut(fresh);
            index = indexOf(reads.heads());
            everywhere = true;
        }

        private Set<KeyPath> touched() {
            return everywhere ? Set.of(KeyPath.ROOT) : touched;
        }
    }

    private ChangeIndex indexOf(Set<ChangeHash> heads) {
        var made = new ChangeIndex(this::history);
        made.addHeads(heads);
        return made;
    }

    /** There is no way to take changes back but to make the document anew without them. */
    private void leaveOut(List<ChangeChunk> chunks) {
        var gone = chunks.stream().map(ChangeChunk::hash).collect(Collectors.toSet());
        var kept = own(history().toArray()).stream().filter(chunk -> !gone.contains(chunk.hash()));
        replace(Bytes.concat(kept.map(ChangeChunk::encoded).toArray(Bytes[]::new))
                .toArray());
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
            room.add(sizeOf(part));
            if (!room.hasForEdit(0, AutomergeDoc.this::measure)) throw new DocumentFull();
        }

        void undo() {
            room.backTo(bytesBefore);
            if (!made.isEmpty()) leaveOut(made);
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
        return at(
                heads,
                then -> document.text(text.id(), then)
                        .map(before -> TextHistory.of(
                                text.id(), before, reads.text(text), document.diff(then, document.getHeads()))));
    }

    /** What {@code text} was at {@code heads}; empty if some of those are not here, or it was not there. */
    public Optional<String> textAt(Obj text, Set<ChangeHash> heads) {
        return at(heads, then -> document.text(text.id(), then));
    }

    private <T> Optional<T> at(Set<ChangeHash> heads, Function<org.automerge.ChangeHash[], Optional<T>> question) {
        checkIdle();
        if (heads.isEmpty() || !heads.stream().allMatch(index::has)) return Optional.empty();
        return question.apply(heads.stream()
                .map(head -> Opened.hash(head.value().toArray()))
                .toArray(org.automerge.ChangeHash[]::new));
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
