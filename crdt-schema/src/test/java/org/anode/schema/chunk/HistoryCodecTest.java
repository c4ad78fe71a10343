package org.anode.schema.chunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.Deflater;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.Parsed;
import org.anode.schema.cells.CellType;
import org.anode.schema.cells.CellsDocument;
import org.anode.schema.cells.CellsEdit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class HistoryCodecTest {
    private static List<ChangeChunk> typed(int keys) {
        var none = JsonNodeFactory.instance.objectNode();
        var cell = new org.anode.schema.CellId("cell");
        try (var document = CellsDocument.create(new ActorId(Bytes.utf8("actor-0000000001")))) {
            document.edit(List.of(new CellsEdit.Insert(cell, CellType.CODE, "a", "", none, none)));
            for (int i = 0; i < keys; i++) document.edit(List.of(new CellsEdit.Splice(cell, i, 0, "é")));
            return changes(document.history());
        }
    }

    private static List<ChangeChunk> changes(Bytes history) {
        return ChunkCodec.parseOwn(history) instanceof Parsed.Ok<List<ChangeChunk>>(var changes) ? changes : List.of();
    }

    private static Parsed<Set<ChangeHash>> decode(Bytes encoded) {
        return HistoryCodec.decode(encoded, (_, _) -> {});
    }

    private static String refused(Bytes encoded) {
        return assertInstanceOf(Parsed.Malformed.class, decode(encoded)).reason();
    }

    private static Bytes deflated(byte[] plain) {
        var out = new byte[plain.length + 100];
        try (var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
            deflater.setInput(plain);
            deflater.finish();
            return Bytes.wrap(out).slice(0, deflater.deflate(out));
        }
    }

    @Test
    @DisplayName("SY-8 a history comes back change by change, with the hashes it had, in few bytes")
    void round_trip() {
        var changes = typed(500);
        var encoded = HistoryCodec.encode(changes);
        var hashes = new ArrayList<ChangeHash>();
        var ops = new ArrayList<Integer>();
        var heads = HistoryCodec.decode(encoded, (hash, some) -> {
            hashes.add(hash);
            ops.add(some.size());
        });
        assertEquals(changes.stream().map(ChangeChunk::hash).toList(), hashes);
        assertEquals(changes.stream().map(change -> (int) change.ops()).toList(), ops);
        assertEquals(new Parsed.Ok<>(Set.of(changes.getLast().hash())), heads);
        assertTrue(encoded.size() < changes.size() * 16, encoded.size() + " bytes");
    }

    @Test
    @DisplayName("SY-8 what builds on something that is not there is no history")
    void closed() {
        var changes = typed(3);
        assertThrows(IllegalArgumentException.class, () -> HistoryCodec.encode(changes.subList(1, changes.size())));
        assertEquals("history: dep is above 0", refused(deflated(new byte[] {1, 1})));
    }

    @Test
    @DisplayName(
            "R13 a history that is cut off is malformed; altered anywhere, it has other heads or none, or the same changes")
    void altered() {
        var encoded = HistoryCodec.encode(typed(20));
        var random = new Random(8);
        for (int length = 0; length < encoded.size(); length++)
            assertInstanceOf(Parsed.Malformed.class, decode(encoded.slice(0, length)));
        var right = hashes(encoded);
        for (int i = 0; i < 2_000; i++) {
            var bytes = encoded.toArray();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            var other = Bytes.wrap(bytes);
            if (decode(other).equals(decode(encoded))) assertEquals(right, hashes(other));
        }
    }

    private static List<ChangeHash> hashes(Bytes encoded) {
        var hashes = new ArrayList<ChangeHash>();
        var _ = HistoryCodec.decode(encoded, (hash, _) -> hashes.add(hash));
        return hashes;
    }

    @Test
    @DisplayName("R10 a history that inflates too far is refused")
    void inflated() {
        var reason = refused(deflated(new byte[1 << 20]));
        assertTrue(reason.contains("inflates to more than"), reason);
    }
}
