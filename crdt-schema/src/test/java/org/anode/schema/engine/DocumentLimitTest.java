package org.anode.schema.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.chunk.ChangeChunk;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DocumentLimitTest {
    private static final long VALUE_BYTES = AutomergeDoc.VALUE_BYTES_MAX;

    private final Random random = new Random(1);

    @Test
    @DisplayName(
            "R10 a full document refuses edits and stays as it was; what others wrote meanwhile still fits, to a limit")
    void full() {
        try (var doc = create(1, new Room(8 * VALUE_BYTES, 10 * VALUE_BYTES));
                var other = create(2, new Room())) {
            assertThrows(DocumentFull.class, () -> {
                for (int i = 0; i < 100; i++) put(doc);
            });
            var heads = doc.heads();
            assertThrows(DocumentFull.class, () -> put(doc));
            assertEquals(heads, doc.heads());
            var theirs = new ArrayList<ChangeChunk>();
            for (int i = 0; i < 5; i++) theirs.addAll(put(other));
            var refused = assertInstanceOf(Applied.Malformed.class, doc.apply(theirs));
            assertTrue(refused.count() > 0, "one fitted");
            assertTrue(refused.reason().contains("too large"), refused.reason());
            var saved = doc.save();
            assertTrue(saved.size() > 7 * VALUE_BYTES && saved.size() <= 10 * VALUE_BYTES, "bytes " + saved.size());
            var again = assertInstanceOf(Loaded.Ok.class, AutomergeDoc.load(saved, actor(3)));
            assertEquals(doc.heads(), again.document().heads());
            again.document().close();
        }
    }

    @Test
    @DisplayName("R10 an edit too large for the room there is has not happened, though it took several changes")
    void largeEdit() {
        try (var doc = create(1, new Room(8 * VALUE_BYTES, 10 * VALUE_BYTES))) {
            put(doc);
            var heads = doc.heads();
            var texts = Stream.generate(this::text).limit(9).toList();
            assertThrows(
                    DocumentFull.class,
                    () -> doc.edit(tx -> texts.forEach(text -> tx.put(Obj.ROOT, "k" + texts.indexOf(text), text))));
            assertEquals(heads, doc.heads());
            assertEquals(Optional.empty(), doc.get(Obj.ROOT, "k0"));
            put(doc);
        }
    }

    @Test
    @DisplayName("what packs well is measured as it is saved, now and then")
    void packed() {
        try (var doc = create(1, new Room(8 * VALUE_BYTES, 10 * VALUE_BYTES))) {
            for (int i = 0; i < 50; i++) {
                var text = "x".repeat(AutomergeDoc.VALUE_BYTES_MAX - 100) + i;
                doc.edit(tx -> tx.put(Obj.ROOT, "value", text));
            }
            assertTrue(doc.save().size() < VALUE_BYTES);
        }
    }

    @Test
    @DisplayName("R10 a saved document of more than 64 MiB is refused before native code sees it")
    void largeSnapshot() {
        var size = (int) Room.DOCUMENT_BYTES_MAX + 1;
        var refused = assertInstanceOf(Loaded.Malformed.class, AutomergeDoc.load(document(size), actor(1)));
        assertTrue(refused.reason().contains("64 MiB"), refused.reason());
    }

    /** A document chunk of so many zeros, which is whole from outside. */
    private static Bytes document(int size) {
        var length = new byte[] {
            (byte) ((size & 0x7f) | 0x80),
            (byte) (((size >> 7) & 0x7f) | 0x80),
            (byte) (((size >> 14) & 0x7f) | 0x80),
            (byte) (size >> 21)
        };
        var typed = Bytes.concat(Bytes.wrap(new byte[] {0}), Bytes.wrap(length), Bytes.wrap(new byte[size]));
        return Bytes.concat(Bytes.hex("856f4a83"), typed.sha256().slice(0, 4), typed);
    }

    private List<ChangeChunk> put(AutomergeDoc doc) {
        var text = text();
        return doc.edit(tx -> tx.put(Obj.ROOT, "value", text));
    }

    /** Half a MiB that can hardly be packed. */
    private String text() {
        var text = new StringBuilder();
        random.ints(AutomergeDoc.VALUE_BYTES_MAX, ' ', 0x7f).forEach(c -> text.append((char) c));
        return text.toString();
    }

    private static AutomergeDoc create(int actor, Room room) {
        return AutomergeDoc.create(Genesis.OUTPUTS.chunk(), actor(actor), room);
    }

    private static ActorId actor(int n) {
        var id = new byte[ActorId.SIZE_BYTES];
        id[0] = (byte) n;
        return new ActorId(Bytes.wrap(id));
    }
}
