package org.anode.schema.chunk;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.Parsed;

/**
 * Reads a run of change chunks. Layout of one: magic {@code 85 6f 4a 83}, checksum (the first 4 bytes of the hash),
 * type (1 change, 2 deflated change; all else is refused), ULEB128 length, body. The hash is SHA-256 over type 1, the
 * length of the inflated body and the inflated body.
 */
public final class ChunkCodec {
    /** A body larger than this, inflated, is refused (R10): memory is bounded by it before the native code sees it. */
    public static final int BODY_BYTES_MAX = 1 << 20;

    /** A deflated body that grows by more is refused (R10). What our own engine makes is not deflated. */
    public static final int INFLATE_RATIO_MAX = 100;

    private static final int MAGIC = 0x856f4a83;
    private static final int TYPE_DOCUMENT = 0;
    static final int TYPE_CHANGE = 1;
    static final int TYPE_DEFLATED = 2;
    private static final int TYPE_AT = 8; // after magic and checksum
    private static final long SEQ_MAX = 1L << 53; // DO-8
    private static final int BODY_HEAD_BYTES = 64; // of a usual body: one dep, the actor, counters

    private ChunkCodec() {}

    /**
     * Bytes from a peer or the disk: all of them whole, sound change chunks, or none may be used. Never throws.
     */
    public static Parsed<List<ChangeChunk>> parse(Bytes bytes) {
        return parse(bytes, Limits.PEER);
    }

    /** Bytes the engine of this process has just made: the same checks, but as large as a document. */
    public static Parsed<List<ChangeChunk>> parseOwn(Bytes bytes) {
        return parse(bytes, Limits.OWN);
    }

    private static Parsed<List<ChangeChunk>> parse(Bytes bytes, Limits limits) {
        var chunks = new ArrayList<ChangeChunk>();
        var cursor = new Cursor(bytes);
        try {
            while (!cursor.atEnd()) chunks.add(chunk(cursor, limits));
            return new Parsed.Ok<>(List.copyOf(chunks));
        } catch (MalformedChunk e) {
            return new Parsed.Malformed<>("chunk " + chunks.size() + ": " + e.reason());
        }
    }

    /** What is wrong with the outside of a saved document: it must be one whole document chunk. Empty if nothing is. */
    public static Optional<String> snapshotProblem(Bytes snapshot) {
        var cursor = new Cursor(snapshot);
        try {
            var header = Frame.readHeader(cursor, MAGIC);
            if (header.type() != TYPE_DOCUMENT) return Optional.of("the snapshot is no document");
            long length = cursor.unsigned(snapshot.size(), "length");
            if (length != cursor.remaining()) return Optional.of("the snapshot is cut off");
            var hash = Frame.hash(TYPE_DOCUMENT, cursor);
            return hash.value().startsWith(header.checksum())
                    ? Optional.empty()
                    : Optional.of("the snapshot does not match its checksum");
        } catch (MalformedChunk e) {
            return Optional.of("the snapshot " + e.reason());
        }
    }

    /** Whether opening the chunk means inflating it; also false if it is none. */
    public static boolean isDeflated(Bytes chunk) {
        return chunk.size() > TYPE_AT && chunk.at(TYPE_AT) == TYPE_DEFLATED;
    }

    private static ChangeChunk chunk(Cursor cursor, Limits limits) throws MalformedChunk {
        int from = cursor.position();
        var header = Frame.readHeader(cursor, MAGIC);
        var body = Frame.body(header.type(), cursor, limits);
        var hash = Frame.hash(TYPE_CHANGE, body);
        if (!hash.value().startsWith(header.checksum())) throw new MalformedChunk("checksum does not match");
        return change(hash, body, cursor.since(from), new Keeping(limits.opsKeptMax()));
    }

    /** The operations of a chunk, unless there are more than {@code max}. */
    private static final class Keeping implements OpColumns.Visitor {
        private final int max;
        private List<Op> operations = List.of();
        private int count;

        Keeping(int max) {
            this.max = max;
        }

        @Override
        public void visit(Op op) {
            if (count == 0 && max > 0) operations = new ArrayList<>(2);
            if (++count <= max) operations.add(op);
            else operations = List.of();
        }
    }

    private static ChangeChunk change(ChangeHash hash, Cursor body, Bytes encoded, Keeping kept) throws MalformedChunk {
        var head = head(body);
        long ops = new OpColumns(body, head.actors, head.startOp).read(kept);
        return new ChangeChunk(
                hash, head.deps, head.actors.getFirst(), head.seq, head.startOp, ops, kept.operations, encoded);
    }

    /** @param actors the author, then all others the operations name */
    private record Head(List<ChangeHash> deps, List<ActorId> actors, long seq, long startOp) {}

    private static Head head(Cursor body) throws MalformedChunk {
        var deps = deps(body);
        var actors = new ArrayList<ActorId>();
        actors.add(actor(body));
        long seq = positive(body, SEQ_MAX, "seq");
        long startOp = positive(body, OpColumns.COUNTER_MAX, "start op");
        var _ = body.signed("time");
        body.skipUtf8(body.count(1, "message length"), "message");
        int others = body.count(1 + ActorId.SIZE_BYTES, "number of actors");
        for (int i = 0; i < others; i++) {
            var other = actor(body);
            if (other.equals(actors.getFirst()) || (i > 0 && actors.getLast().compareTo(other) >= 0))
                throw new MalformedChunk("actors are not ascending");
            actors.add(other);
        }
        return new Head(deps, actors, seq, startOp);
    }

    /** The operations of a chunk that came out of {@link #parse}. */
    public static List<Op> ops(ChangeChunk chunk) {
        if (chunk.ops() == chunk.read().size()) return chunk.read();
        var cursor = new Cursor(chunk.encoded());
        var ops = new ArrayList<Op>();
        try {
            var body = Frame.body(Frame.readHeader(cursor, MAGIC).type(), cursor, Limits.OWN);
            var head = head(body);
            var _ = new OpColumns(body, head.actors, head.startOp).read(ops::add);
            return ops;
        } catch (MalformedChunk e) {
            throw new IllegalArgumentException("not a parsed chunk: " + e.reason(), e);
        }
    }

    /** What stands in the body behind the counters: time, message, other actors, columns. */
    static Bytes afterCounters(ChangeChunk chunk) {
        var cursor = new Cursor(chunk.encoded());
        try {
            var body = Frame.body(Frame.readHeader(cursor, MAGIC).type(), cursor, Limits.OWN);
            var _ = deps(body);
            var _ = actor(body);
            var _ = positive(body, SEQ_MAX, "seq");
            var _ = positive(body, OpColumns.COUNTER_MAX, "start op");
            return body.take(body.remaining());
        } catch (MalformedChunk e) {
            throw new IllegalArgumentException("not a parsed chunk: " + e.reason(), e);
        }
    }

    /** A body whose parts were read elsewhere; {@link #read} says whether it is sound. */
    static Bytes body(List<ChangeHash> deps, ActorId actor, long seq, long startOp, Bytes afterCounters) {
        var body = new ByteArrayOutputStream(afterCounters.size() + BODY_HEAD_BYTES);
        Frame.writeUnsigned(body, deps.size());
        for (var dep : deps) dep.value().writeTo(body);
        Frame.writeUnsigned(body, ActorId.SIZE_BYTES);
        actor.value().writeTo(body);
        Frame.writeUnsigned(body, seq);
        Frame.writeUnsigned(body, startOp);
        afterCounters.writeTo(body);
        return Bytes.wrap(body.toByteArray());
    }

    /** A change by its body alone, with all its operations, held against the same limits as one that comes as a chunk. */
    static ChangeChunk read(Bytes body) throws MalformedChunk {
        if (body.size() > BODY_BYTES_MAX) throw new MalformedChunk("length is above " + BODY_BYTES_MAX);
        var cursor = new Cursor(body);
        return change(Frame.hash(TYPE_CHANGE, cursor), cursor, Bytes.EMPTY, new Keeping(Integer.MAX_VALUE));
    }

    private static List<ChangeHash> deps(Cursor body) throws MalformedChunk {
        int count = body.count(ChangeHash.SIZE_BYTES, "number of deps");
        var deps = new ArrayList<ChangeHash>(count);
        for (int i = 0; i < count; i++) {
            var dep = new ChangeHash(body.take(ChangeHash.SIZE_BYTES));
            if (i > 0 && deps.getLast().compareTo(dep) >= 0) throw new MalformedChunk("deps are not ascending");
            deps.add(dep);
        }
        return deps;
    }

    /** SY-2: every actor is 16 bytes. */
    private static ActorId actor(Cursor body) throws MalformedChunk {
        long size = body.unsigned(body.remaining(), "actor length");
        if (size != ActorId.SIZE_BYTES) throw new MalformedChunk("actor of " + size + " bytes");
        return new ActorId(body.take(ActorId.SIZE_BYTES));
    }

    private static long positive(Cursor body, long max, String what) throws MalformedChunk {
        long value = body.unsigned(max, what);
        if (value == 0) throw new MalformedChunk(what + " is 0");
        return value;
    }
}
