package org.anode.schema.chunk;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.Parsed;

/**
 * All changes of a document in few bytes (SY-8). What follows from the others is left out: a hash, since it is computed
 * of what it names, is written as how many changes ago that was; an actor as its number; sequence and operation counters
 * as how far they are from the usual next. The reader makes each change's body again and its hash of that, so it knows
 * of every change exactly what the hash of a head commits to. Deflated as a whole; pure.
 */
public final class HistoryCodec {
    /** Inflated: as large as a document may be (R10). */
    public static final int BYTES_MAX = 64 << 20;

    /** Their hashes are held while it is read, 100 bytes each. */
    public static final int CHANGES_MAX = 500_000;

    private static final int BUFFER_BYTES = 64 << 10;

    private HistoryCodec() {}

    /** Is told each change, after those it builds on. */
    @FunctionalInterface
    public interface Visitor {
        void change(ChangeHash hash, List<Op> ops);
    }

    /** @throws IllegalArgumentException if one builds on what is not before it */
    public static Bytes encode(List<ChangeChunk> changes) {
        var out = new Writing();
        changes.forEach(out::add);
        return deflate(out.bytes.toByteArray());
    }

    /** The heads: the changes on which none of the others builds. Never throws. */
    public static Parsed<Set<ChangeHash>> decode(Bytes encoded, Visitor visitor) {
        try {
            var reading = new Reading(new Cursor(Bytes.wrap(inflate(encoded.toArray()))), visitor);
            return new Parsed.Ok<>(reading.heads());
        } catch (MalformedChunk e) {
            return new Parsed.Malformed<>("history: " + e.reason());
        }
    }

    private static Bytes deflate(byte[] plain) {
        var out = new ByteArrayOutputStream(plain.length / 2);
        var buffer = new byte[BUFFER_BYTES];
        try (var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
            deflater.setInput(plain);
            deflater.finish();
            while (!deflater.finished()) out.write(buffer, 0, deflater.deflate(buffer));
        }
        return Bytes.wrap(out.toByteArray());
    }

    private static byte[] inflate(byte[] deflated) throws MalformedChunk {
        var out = new ByteArrayOutputStream();
        var buffer = new byte[BUFFER_BYTES];
        long max = Math.min(BYTES_MAX, (long) deflated.length * ChunkCodec.INFLATE_RATIO_MAX);
        try (var inflater = new Inflater(true)) {
            inflater.setInput(deflated);
            int step;
            while ((step = inflater.inflate(buffer)) > 0) {
                out.write(buffer, 0, step);
                if (out.size() > max) throw new MalformedChunk("inflates to more than " + max + " bytes");
            }
            if (!inflater.finished() || inflater.getRemaining() > 0) throw new MalformedChunk("not one deflate stream");
        } catch (DataFormatException e) {
            throw new MalformedChunk("not one deflate stream");
        }
        return out.toByteArray();
    }

    /** What both sides know of the changes so far. */
    private static final class Known {
        private final HashMap<ActorId, Next> next = new HashMap<>();
        private final List<ActorId> actors = new ArrayList<>();

        /** The usual next of an actor. */
        record Next(int number, long seq, long startOp) {}

        Next of(ActorId actor) {
            return next.computeIfAbsent(actor, one -> {
                actors.add(one);
                return new Next(actors.size(), 1, 1);
            });
        }

        void saw(ActorId actor, long seq, long maxOp) {
            next.put(actor, new Next(of(actor).number, seq + 1, maxOp + 1));
        }
    }

    /** The changes in the making, not deflated. */
    private static final class Writing {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final HashMap<ChangeHash, Integer> numbers = new HashMap<>();
        private final Known known = new Known();

        void add(ChangeChunk change) {
            unsigned(change.deps().size());
            for (var dep : change.deps()) {
                var number = numbers.get(dep);
                if (number == null) throw new IllegalArgumentException("builds on what is not before it");
                unsigned(numbers.size() - number);
            }
            actor(change.actor());
            var usual = known.of(change.actor());
            signed(change.seq() - usual.seq);
            signed(change.startOp() - usual.startOp);
            var rest = ChunkCodec.afterCounters(change);
            unsigned(rest.size());
            rest.writeTo(bytes);
            known.saw(change.actor(), change.seq(), change.maxOp());
            numbers.put(change.hash(), numbers.size());
        }

        private void actor(ActorId actor) {
            boolean fresh = !known.next.containsKey(actor);
            unsigned(fresh ? 0 : known.of(actor).number);
            if (fresh) actor.value().writeTo(bytes);
        }

        private void unsigned(long value) {
            Frame.writeUnsigned(bytes, value);
        }

        private void signed(long value) {
            unsigned((value << 1) ^ (value >> (Long.SIZE - 1)));
        }
    }

    /** Reads to the end. */
    private static final class Reading {
        private final Cursor in;
        private final Visitor visitor;
        private final List<ChangeHash> hashes = new ArrayList<>();
        private final Known known = new Known();

        Reading(Cursor in, Visitor visitor) {
            this.in = in;
            this.visitor = visitor;
        }

        Set<ChangeHash> heads() throws MalformedChunk {
            var heads = new HashSet<ChangeHash>();
            while (!in.atEnd()) {
                if (hashes.size() == CHANGES_MAX) throw new MalformedChunk("more than " + CHANGES_MAX + " changes");
                var deps = deps();
                deps.forEach(heads::remove);
                heads.add(change(deps));
            }
            return heads;
        }

        private List<ChangeHash> deps() throws MalformedChunk {
            int count = in.count(1, "number of deps");
            var deps = new ArrayList<ChangeHash>(count);
            for (int i = 0; i < count; i++) {
                long back = in.unsigned(hashes.size(), "dep");
                if (back == 0) throw new MalformedChunk("a change that builds on itself");
                deps.add(hashes.get(hashes.size() - (int) back));
            }
            return deps;
        }

        private ChangeHash change(List<ChangeHash> deps) throws MalformedChunk {
            var actor = actor();
            var usual = known.of(actor);
            long seq = usual.seq + signed();
            long startOp = usual.startOp + signed();
            var rest = in.take((int) in.unsigned(ChunkCodec.BODY_BYTES_MAX, "length"));
            var body = ChunkCodec.body(deps, actor, seq, startOp, rest);
            var change = ChunkCodec.read(body);
            known.saw(actor, change.seq(), change.maxOp());
            hashes.add(change.hash());
            visitor.change(change.hash(), change.read());
            return change.hash();
        }

        private ActorId actor() throws MalformedChunk {
            int number = (int) in.unsigned(known.actors.size(), "actor");
            return number == 0 ? new ActorId(in.take(ActorId.SIZE_BYTES)) : known.actors.get(number - 1);
        }

        private long signed() throws MalformedChunk {
            long value = in.unsigned(-1L, "counter");
            return (value >>> 1) ^ -(value & 1);
        }
    }
}
