package org.anode.schema.chunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.Parsed;
import org.anode.schema.engine.AutomergeDoc;
import org.anode.schema.engine.Genesis;
import org.anode.schema.engine.KeyPath;
import org.anode.schema.engine.Obj;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ChunkCodecTest {
    private static final ActorId ACTOR = new ActorId(Bytes.utf8("actor-0000000001"));

    /** As the engine made them; a text long enough to be deflated among them. */
    private static List<ChangeChunk> sample() {
        try (var doc = AutomergeDoc.create(Genesis.CELLS.chunk(), ACTOR)) {
            var chunks = new ArrayList<ChangeChunk>();
            for (var text : List.of("short", "print('a longer one')\n".repeat(30), "😀")) {
                chunks.addAll(doc.edit(tx -> {
                    var cells = tx.find(KeyPath.of("cells")).orElseThrow();
                    var cell = tx.putMap(cells, "c" + text.length());
                    var _ = tx.putText(cell, "source", text);
                    tx.put(cell, "order", "V");
                }));
            }
            chunks.addAll(doc.edit(tx -> tx.delete(tx.find(KeyPath.of("cells")).orElseThrow(), "c5")));
            return chunks;
        }
    }

    private static Bytes joined(List<ChangeChunk> chunks) {
        return Bytes.concat(chunks.stream().map(ChangeChunk::encoded).toArray(Bytes[]::new));
    }

    private static List<ChangeChunk> ok(Bytes bytes) {
        if (ChunkCodec.parse(bytes) instanceof Parsed.Ok<List<ChangeChunk>>(var chunks)) return chunks;
        throw new AssertionError("refused: " + bytes);
    }

    private static String refused(Bytes bytes) {
        return assertInstanceOf(Parsed.Malformed.class, ChunkCodec.parse(bytes)).reason();
    }

    private static byte[] bytes(Object... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            switch (part) {
                case Integer number -> out.write(number);
                case byte[] array -> out.writeBytes(array);
                case Bytes bytes -> out.writeBytes(bytes.toArray());
                default -> throw new IllegalArgumentException(part.toString());
            }
        }
        return out.toByteArray();
    }

    /** deps, actor, seq 1, start op, time, message, other actors; columns follow. */
    private static byte[] head(byte[] startOp) {
        return bytes(0, 16, ACTOR.value(), 1, startOp, 0, 0, 0);
    }

    @Test
    @DisplayName("golden: the genesis of cells, field by field")
    void golden() {
        var chunk = ok(Genesis.CELLS.chunk()).getFirst();
        var hash = ChangeHash.parse("f8d4441a" + chunk.hash().toString().substring(8));
        assertEquals(hash, chunk.hash());
        assertEquals(List.of(), chunk.deps());
        assertEquals(Genesis.ACTOR, chunk.actor());
        assertEquals(List.of(1L, 1L, 2L), List.of(chunk.seq(), chunk.startOp(), chunk.ops()));
        assertEquals(Genesis.CELLS.chunk(), chunk.encoded());
        assertEquals(2, chunk.maxOp());
        var ops = ChunkCodec.ops(chunk);
        assertEquals(List.of("cells", "meta"), ops.stream().map(Op::key).toList());
        assertEquals(new Op.Id(2, Genesis.ACTOR), ops.getLast().id());
    }

    @Test
    @DisplayName("what the engine makes reads back, deflated or not, in any number")
    void engineOutput() {
        var chunks = sample();
        assertEquals(chunks, ok(joined(chunks)));
        assertEquals(List.of(), ok(Bytes.EMPTY));
        for (int i = 1; i < chunks.size(); i++) {
            assertEquals(List.of(chunks.get(i - 1).hash()), chunks.get(i).deps());
            assertEquals(i + 1, chunks.get(i).seq());
            assertEquals(chunks.get(i - 1).maxOp() + 1, chunks.get(i).startOp());
        }
    }

    @Test
    @DisplayName("deflated and inflated forms are the same change")
    void sameChange() {
        for (var chunk : sample()) {
            var body = Forge.body(chunk);
            assertEquals(chunk.hash(), ok(Forge.chunk(body)).getFirst().hash());
            assertEquals(chunk.hash(), ok(Forge.deflated(body)).getFirst().hash());
            assertEquals(
                    ChunkCodec.ops(chunk),
                    ChunkCodec.ops(ok(Forge.deflated(body)).getFirst()));
        }
    }

    @Test
    @DisplayName("cut off at any byte, a chunk is refused")
    void truncated() {
        for (var chunk : sample())
            for (int size = 1; size < chunk.encoded().size(); size++)
                refused(chunk.encoded().slice(0, size));
    }

    @Test
    @DisplayName("with any byte changed, a chunk is refused")
    void flipped() {
        for (var chunk : sample())
            for (int at = 0; at < chunk.encoded().size(); at++) {
                var bytes = chunk.encoded().toArray();
                bytes[at] ^= 0x55;
                refused(Bytes.wrap(bytes));
            }
    }

    @Test
    @DisplayName("a sound chunk with a damaged one after it is refused whole")
    void wholeTail() {
        var chunks = sample();
        var all = joined(chunks);
        refused(all.slice(0, all.size() - 1));
        refused(Bytes.concat(all, Bytes.wrap(new byte[] {0})));
    }

    @Test
    @DisplayName("R13 random bytes never throw, with or without a right frame around them")
    void random() {
        var random = new Random(7);
        var body = Forge.body(sample().get(1));
        for (int i = 0; i < 4_000; i++) {
            var noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            refusedOrOk(Bytes.wrap(noise));
            refusedOrOk(Forge.chunk(noise));
            refusedOrOk(Forge.deflated(noise));
            var damaged = body.clone();
            for (int n = random.nextInt(4); n >= 0; n--)
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            refusedOrOk(Forge.chunk(damaged));
        }
    }

    private static void refusedOrOk(Bytes bytes) {
        switch (ChunkCodec.parse(bytes)) {
            case Parsed.Ok<List<ChangeChunk>>(var chunks) ->
                chunks.forEach(c -> assertEquals(c.ops(), ChunkCodec.ops(c).size()));
            case Parsed.Malformed<List<ChangeChunk>>(var reason) -> assertTrue(!reason.isEmpty());
        }
    }

    @Test
    @DisplayName("documents, bundles and unknown types are refused")
    void types() {
        var body = Forge.body(sample().getFirst());
        for (int type : new int[] {0, 3, 4, 255})
            assertTrue(refused(Forge.chunk(type, body, body)).contains("type " + type));
    }

    @Test
    @DisplayName("R10 a deflate bomb is refused before it is inflated whole")
    void bomb() {
        var large = new byte[ChunkCodec.BODY_BYTES_MAX / 2];
        assertTrue(refused(Forge.deflated(large)).contains("inflates to more than"));
        var noise = new byte[ChunkCodec.BODY_BYTES_MAX + 1];
        new Random(1).nextBytes(noise);
        assertTrue(refused(Forge.chunk(noise)).contains("length"));
        assertTrue(refused(Forge.chunk(2, large, new byte[] {3, 0, 1, 2})).contains("deflate"));
    }

    @Test
    @DisplayName("R10 a run length that stands for a billion operations is refused")
    void runLengthBomb() {
        var billion = bytes(0x80, 0x94, 0xeb, 0xdc, 0x03); // as a signed LEB128
        var columns = bytes(1, 0x42, 1 + billion.length, billion, 1);
        assertTrue(refused(Forge.chunk(bytes(head(new byte[] {1}), columns))).contains("run of"));
        var preds = bytes(2, 0x42, 2, 0x70, 5, 1, 1, 1, Forge.unsigned(1 << 20), 0);
        refused(Forge.chunk(bytes(head(new byte[] {1}), preds)));
    }

    /** One operation that sets {@code key} of the root to null. */
    private static byte[] setNull(Bytes key) {
        var table = bytes(5, 0x15, 2 + key.size(), 0x34, 1, 0x42, 2, 0x56, 2, 0x70, 2);
        return bytes(table, 0x7f, key.size(), key, 1, 0x7f, 1, 0x7f, 0, 0x7f, 0);
    }

    @Test
    @DisplayName("operation counters stay within 32 bits")
    void counters() {
        var columns = setNull(Bytes.utf8("a"));
        ok(Forge.chunk(bytes(head(Forge.unsigned(0xffff_ffffL)), columns)));
        refused(Forge.chunk(bytes(head(Forge.unsigned(0x1_0000_0000L)), columns)));
        refused(Forge.chunk(bytes(head(new byte[] {0}), columns)));
        refused(Forge.chunk(bytes(head(bytes(0x81, 0)), columns)));
    }

    @Test
    @DisplayName("keys the native code might not bear are refused")
    void keys() {
        for (var key : List.of("é", "😀", "\n", ""))
            assertTrue(refused(Forge.chunk(bytes(head(new byte[] {1}), setNull(Bytes.utf8(key)))))
                    .contains("key"));
    }

    @Test
    @DisplayName("a snapshot must be one whole document chunk")
    void snapshots() {
        try (var doc = AutomergeDoc.create(Genesis.OUTPUTS.chunk(), ACTOR)) {
            assertEquals(1, doc.entries(Obj.ROOT).size());
            assertTrue(ChunkCodec.snapshotProblem(doc.save()).isEmpty());
        }
        assertTrue(ChunkCodec.snapshotProblem(Genesis.CELLS.chunk()).isPresent());
        assertTrue(ChunkCodec.snapshotProblem(Bytes.EMPTY).isPresent());
    }
}
