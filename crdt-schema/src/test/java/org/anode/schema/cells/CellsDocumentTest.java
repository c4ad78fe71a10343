package org.anode.schema.cells;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.engine.AutomergeDoc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CellsDocumentTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final CellId A = new CellId("a");
    private static final CellId B = new CellId("b");

    private final List<CellsDocument> documents = new ArrayList<>();
    private final Random random = new Random(1);
    private CellsDocument one;

    @BeforeEach
    void open() {
        one = document(1);
    }

    @AfterEach
    void close() {
        documents.forEach(CellsDocument::close);
        assertEquals(0, AutomergeDoc.openCount());
    }

    private CellsDocument document(int actor) {
        return kept(CellsDocument.create(actor(actor)));
    }

    private CellsDocument kept(CellsDocument document) {
        documents.add(document);
        return document;
    }

    private static ActorId actor(int n) {
        return new ActorId(Bytes.utf8("actor-%010d".formatted(n)));
    }

    private static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    private static CellsEdit insert(CellId id, String order, String source) {
        return new CellsEdit.Insert(id, CellType.CODE, order, source, json("{}"), json("{}"));
    }

    private static Cell cell(CellsDocument document, CellId id) {
        return document.view().cells().get(id);
    }

    private void exchange(CellsDocument from, List<ChangeChunk> chunks) {
        for (var to : documents) if (to != from) assertInstanceOf(CellsChange.Ok.class, to.apply(chunks));
    }

    private CellsDocument reloaded(CellsDocument document, int actor) {
        return kept(((CellsDocument.Opened.Ok) CellsDocument.load(document.save(), actor(actor))).document());
    }

    @Test
    @DisplayName("a new document has no cells and no metadata")
    void empty() {
        assertTrue(one.view().cells().isEmpty());
        assertEquals(json("{}"), one.view().meta());
        assertEquals(1, one.heads().size());
    }

    @Test
    void insertAndReload() {
        var meta = json(
                "{\"tags\": [\"x\", 1, 2.5, null, true, 4294967296, -4294967296, 9007199254740993, -1], \"collapsed\": false}");
        var attachments = json("{\"a.png\": {\"image/png\": {\"$blob\": \"00\", \"size\": 7}}}");
        var made = one.edit(
                List.of(new CellsEdit.Insert(A, CellType.MARKDOWN, "V", "# hi 😀\0 there", meta, attachments)));
        assertEquals(1, made.size());
        var expected = new Cell(A, CellType.MARKDOWN, "V", "# hi 😀\0 there", false, meta, attachments);
        assertEquals(expected, cell(one, A));
        assertEquals(expected, cell(reloaded(one, 2), A));
    }

    @Test
    @DisplayName("SY-8 an edit of many cells is several changes: whoever has the first shows the first cells, whole")
    void manyCells() {
        var edits = new ArrayList<CellsEdit>();
        for (int i = 0; i < 100; i++) edits.add(insert(new CellId("c" + i), "V%03d".formatted(i), "x".repeat(1_000)));
        var made = one.edit(edits);
        assertTrue(made.size() >= 3, made.size() + " changes");
        var two = document(2);
        assertInstanceOf(CellsChange.Ok.class, two.apply(made.subList(0, 1)));
        var shown = two.view().visible();
        assertTrue(!shown.isEmpty() && shown.size() < 50, shown.size() + " cells");
        assertEquals(one.view().visible().subList(0, shown.size()), shown);
        assertInstanceOf(CellsChange.Ok.class, two.apply(made));
        assertEquals(one.view(), two.view());
    }

    @Test
    @DisplayName("the actor given at load writes the changes")
    void actorAtLoad() {
        one.edit(List.of(insert(A, "V", "")));
        var two = reloaded(one, 2);
        var made = two.edit(List.of(new CellsEdit.SetSource(A, "x")));
        assertEquals(actor(2), made.getFirst().actor());
        assertEquals(one.heads(), Set.copyOf(made.getFirst().deps()));
    }

    @Test
    @DisplayName("splices count UTF-16 units")
    void splice() {
        one.edit(List.of(insert(A, "V", "a😀b😀c")));
        one.edit(List.of(new CellsEdit.Splice(A, 4, 2, "-é-")));
        assertEquals("a😀b-é-c", cell(one, A).source());
        one.edit(List.of(new CellsEdit.Splice(A, 3, 1, ""), new CellsEdit.Splice(A, 0, 1, "😀")));
        assertEquals("😀😀-é-c", cell(one, A).source());
    }

    @Test
    @DisplayName("setting a source touches only what differs, and never half a character")
    void setSource() {
        one.edit(List.of(insert(A, "V", "x = '😀'\ny = 2\n")));
        var two = reloaded(one, 2);
        exchange(one, one.edit(List.of(new CellsEdit.SetSource(A, "x = '😁'\ny = 2\n"))));
        assertEquals("x = '😁'\ny = 2\n", cell(one, A).source());
        var left = one.edit(List.of(new CellsEdit.SetSource(A, "xx = '😁'\ny = 2\n")));
        var right = two.edit(List.of(new CellsEdit.SetSource(A, "x = '😁'\ny = 23\n")));
        exchange(one, left);
        exchange(two, right);
        assertEquals("xx = '😁'\ny = 23\n", cell(one, A).source());
        assertEquals(one.view(), two.view());
    }

    @Test
    @DisplayName("an edit that changes nothing makes no change")
    void nothing() {
        one.edit(List.of(
                new CellsEdit.Insert(A, CellType.CODE, "V", "x", json("{\"n\": 1}"), json("{}")),
                new CellsEdit.SetMeta("k", Optional.of(json("{\"v\": [1, 2.0]}")))));
        var heads = one.heads();
        var nothing = one.edit(List.of(
                insert(A, "W", "other"),
                new CellsEdit.SetSource(A, "x"),
                new CellsEdit.Splice(A, 0, 0, ""),
                new CellsEdit.Move(A, "V"),
                new CellsEdit.SetDeleted(A, false),
                new CellsEdit.SetType(A, CellType.CODE),
                new CellsEdit.SetCellMeta(A, "n", Optional.of(json("1"))),
                new CellsEdit.SetCellMeta(A, "gone", Optional.empty()),
                new CellsEdit.SetMeta("k", Optional.of(json("{\"v\": [1, 2.0]}"))),
                new CellsEdit.SetAttachments(A, json("{}")),
                new CellsEdit.SetSource(B, "no such cell")));
        assertEquals(List.of(), nothing);
        assertEquals(heads, one.heads());
    }

    @Test
    @DisplayName("DO-4 a deleted cell is in the bin, takes concurrent edits, and comes back")
    void bin() {
        one.edit(List.of(insert(A, "V", "x")));
        var two = reloaded(one, 2);
        var deleted = one.edit(List.of(new CellsEdit.SetDeleted(A, true)));
        var edited = two.edit(List.of(new CellsEdit.SetSource(A, "xy")));
        exchange(one, deleted);
        exchange(two, edited);
        assertEquals(List.of(), two.view().visible());
        assertEquals("xy", one.view().bin().getFirst().source());
        one.edit(List.of(new CellsEdit.SetDeleted(A, false)));
        assertEquals("xy", one.view().visible().getFirst().source());
    }

    @Test
    @DisplayName(
            "DO-2 of conflicting maps for one id everyone shows the one with the lowest object id, the bin the others")
    void conflictingMaps() {
        var two = document(2);
        var mine = one.edit(List.of(insert(A, "V", "one")));
        var theirs = two.edit(List.of(insert(A, "V", "two")));
        exchange(one, mine);
        exchange(two, theirs);
        assertEquals("one", cell(one, A).source());
        assertEquals(one.view(), two.view());
        assertEquals(List.of("two"), one.view().bin().stream().map(Cell::source).toList());
        assertEquals(one.view(), reloaded(one, 3).view());
        exchange(two, two.edit(List.of(new CellsEdit.SetSource(A, "edited"))));
        assertEquals("edited", cell(one, A).source());
        assertEquals(one.view(), two.view());
    }

    @Test
    @DisplayName("DO-2 a hidden cell is restored as a cell of its own")
    void restoreHidden() {
        var two = document(2);
        var mine = one.edit(List.of(insert(A, "V", "one")));
        var theirs = two.edit(List.of(insert(A, "V", "two")));
        exchange(one, mine);
        exchange(two, theirs);
        var hidden = one.view().bin().getFirst().id();
        exchange(one, one.edit(List.of(new CellsEdit.SetDeleted(hidden, false))));
        assertEquals(
                Set.of("one", "two"),
                Set.copyOf(two.view().visible().stream().map(Cell::source).toList()));
        assertEquals(List.of(), two.view().bin());
        assertEquals(one.view(), two.view());
    }

    @Test
    @DisplayName("DO-7 metadata keys may be anything and keep their order")
    void keys() {
        var meta = json(
                "{\"z\": 1, \"ключ\": {\"😀\": 2, \"a\\n\": 3, \"\": 4, \"%\": 5}, \"$keys\": 6, \"a\": {\"$number\": \"x\"},"
                        + " \"big\": 123456789012345678901234567890}");
        one.edit(List.of(new CellsEdit.Insert(A, CellType.CODE, "V", "", meta, json("{}"))));
        one.edit(List.of(
                new CellsEdit.SetMeta("z", Optional.of(json("1"))),
                new CellsEdit.SetMeta("Ä", Optional.of(json("2"))),
                new CellsEdit.SetMeta("a", Optional.of(json("3")))));
        var two = reloaded(one, 2);
        assertEquals(meta.toString(), cell(two, A).meta().toString());
        assertEquals("{\"z\":1,\"Ä\":2,\"a\":3}", two.view().meta().toString());
        two.edit(List.of(
                new CellsEdit.SetMeta("z", Optional.empty()), new CellsEdit.SetCellMeta(A, "z", Optional.empty())));
        assertEquals("{\"Ä\":2,\"a\":3}", two.view().meta().toString());
        assertEquals(4, cell(two, A).meta().size());
    }

    @Test
    @DisplayName("two people who change different keys of one metadata object both win")
    void metaMerges() {
        one.edit(List.of(new CellsEdit.SetMeta("k", Optional.of(json("{\"a\": 1, \"b\": {\"c\": 1, \"d\": 1}}")))));
        var two = reloaded(one, 2);
        var left = one.edit(
                List.of(new CellsEdit.SetMeta("k", Optional.of(json("{\"a\": 2, \"b\": {\"c\": 1, \"d\": 1}}")))));
        var right = two.edit(List.of(new CellsEdit.SetMeta("k", Optional.of(json("{\"a\": 1, \"b\": {\"c\": 2}}")))));
        exchange(one, left);
        exchange(two, right);
        assertEquals(json("{\"k\": {\"a\": 2, \"b\": {\"c\": 2}}}"), one.view().meta());
        assertEquals(one.view(), two.view());
    }

    @Test
    @DisplayName("a change to one cell leaves the others as they are")
    void incremental() {
        var edits = new ArrayList<CellsEdit>();
        String order = null;
        for (int i = 0; i < 500; i++) {
            order = Order.between(order, null, random);
            edits.add(insert(new CellId("c" + i), order, "source " + i));
        }
        one.edit(edits);
        var two = reloaded(one, 2);
        var before = two.view();
        var changed = two.apply(one.edit(List.of(new CellsEdit.SetSource(new CellId("c7"), "other"))));
        assertEquals(Set.of(new CellId("c7")), changed.cells());
        var after = two.view();
        for (var id : before.cells().keySet()) {
            if (id.value().equals("c7"))
                assertNotSame(before.cells().get(id), after.cells().get(id));
            else assertSame(before.cells().get(id), after.cells().get(id));
        }
        two.edit(List.of(new CellsEdit.Splice(new CellId("c8"), 0, 0, "x")));
        assertSame(after.cells().get(new CellId("c9")), two.view().cells().get(new CellId("c9")));
    }

    @Test
    @DisplayName("changes without what they build on wait with the caller")
    void missing() {
        var two = document(2);
        var first = one.edit(List.of(insert(A, "V", "x")));
        var second = one.edit(List.of(new CellsEdit.SetSource(A, "xy")));
        var early = assertInstanceOf(CellsChange.Missing.class, two.apply(second));
        assertEquals(Set.of(first.getFirst().hash()), early.deps());
        assertEquals(0, early.count());
        exchange(one, first);
        exchange(one, second);
        exchange(one, second); // once more does nothing
        assertEquals(one.view(), two.view());
    }

    @Test
    @DisplayName("a snapshot that is damaged or no document is refused as a value")
    void badSnapshots() {
        one.edit(List.of(insert(A, "V", "x")));
        var good = one.save();
        for (int size = 0; size < good.size(); size++)
            assertInstanceOf(CellsDocument.Opened.Malformed.class, CellsDocument.load(good.slice(0, size), actor(9)));
        for (int i = 0; i < good.size(); i++) {
            var bytes = good.toArray();
            bytes[i] ^= 0x41;
            assertInstanceOf(CellsDocument.Opened.Malformed.class, CellsDocument.load(Bytes.wrap(bytes), actor(9)));
        }
    }

    @Test
    @DisplayName("R10 a text that deflates too well, or is too much for a chunk, still reaches others")
    void hugeTexts() {
        var two = document(2);
        exchange(one, one.edit(List.of(insert(A, "V", "=".repeat(100_000)))));
        var noise = new StringBuilder();
        random.ints(200_000, 0x20, 0x2fff).forEach(c -> noise.append((char) c));
        var parts = one.edit(List.of(insert(B, "W", noise.toString())));
        assertTrue(parts.size() > 1);
        exchange(one, parts);
        assertEquals(noise.toString(), cell(two, B).source());
    }

    @Test
    @DisplayName("an edit that fails in the middle leaves nothing behind, even after its first chunk")
    void failedEdit() {
        one.edit(List.of(insert(A, "V", "x")));
        var before = one.view();
        var heads = one.heads();
        var noise = "é".repeat(300_000);
        var tooMuch = json("\"" + "v".repeat(600_000) + "\"");
        assertThrows(
                IllegalArgumentException.class,
                () -> one.edit(
                        List.of(new CellsEdit.SetSource(A, noise), new CellsEdit.SetMeta("k", Optional.of(tooMuch)))));
        assertEquals(heads, one.heads());
        assertEquals(before, one.view());
        var two = document(2);
        one.edit(List.of(new CellsEdit.SetSource(A, "y")));
        assertEquals("y", cell(one, A).source());
        assertEquals("y", cell(reloaded(one, 3), A).source());
        assertEquals(1, two.heads().size());
    }
}
