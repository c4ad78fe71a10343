package org.anode.schema.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.Parsed;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.chunk.ChunkCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AutomergeDocTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final List<AutomergeDoc> docs = new ArrayList<>();
    private AutomergeDoc doc;

    @BeforeEach
    void open() {
        doc = create(1);
    }

    @AfterEach
    void close() {
        docs.forEach(AutomergeDoc::close);
        assertEquals(0, AutomergeDoc.openCount());
    }

    private AutomergeDoc create(int actor) {
        return kept(AutomergeDoc.create(Genesis.OUTPUTS.chunk(), actor(actor)));
    }

    private AutomergeDoc kept(AutomergeDoc made) {
        docs.add(made);
        return made;
    }

    private AutomergeDoc reloaded(AutomergeDoc from, int actor) {
        return kept(((Loaded.Ok) AutomergeDoc.load(from.save(), actor(actor))).document());
    }

    private static ActorId actor(int n) {
        return new ActorId(Bytes.utf8("actor-%010d".formatted(n)));
    }

    private static List<ChangeChunk> put(AutomergeDoc doc, String key, String value) {
        return doc.edit(tx -> tx.put(Obj.ROOT, key, value));
    }

    private static String string(AutomergeDoc doc, String key) {
        return doc.get(Obj.ROOT, key)
                .map(v -> ((Value.Scalar) v).json().stringValue())
                .orElse("nothing");
    }

    @Test
    @DisplayName("a peer that sets a key concurrently and loses only makes a patch")
    void flagConflict() {
        var other = create(2);
        var mine = put(doc, "k", "one");
        var theirs = put(other, "k", "two");
        // One of the two directions has the local value win, which is the FlagConflict patch.
        for (var applied : List.of(doc.apply(theirs), other.apply(mine))) {
            assertEquals(
                    Set.of(KeyPath.of("k")),
                    assertInstanceOf(Applied.Ok.class, applied).touched());
        }
        assertEquals(string(doc, "k"), string(other, "k"));
    }

    @Test
    @DisplayName("an edit that puts nothing makes no change, and rollback after a merge survives")
    void emptyEdits() {
        for (int i = 2; i < 5; i++) {
            assertEquals(
                    List.of(), doc.edit(tx -> assertTrue(tx.get(Obj.ROOT, "k").isEmpty())));
            assertInstanceOf(Applied.Ok.class, doc.apply(put(create(i), "k" + i, "v")));
            assertThrows(
                    ArithmeticException.class,
                    () -> doc.edit(tx -> {
                        tx.put(Obj.ROOT, "k", "v");
                        throw new ArithmeticException();
                    }));
            assertEquals("nothing", string(doc, "k"));
        }
    }

    @Test
    @DisplayName("keys that are not ASCII are refused before the native code sees them")
    void keys() {
        for (var key : List.of("", "é", "😀", "\n")) {
            List<Consumer<Tx>> calls = List.of(
                    tx -> tx.put(Obj.ROOT, key, "x"),
                    tx -> tx.put(Obj.ROOT, key, JSON.readTree("{}")),
                    tx -> tx.update(Obj.ROOT, key, JSON.readTree("{}")),
                    tx -> tx.put(Obj.ROOT, key, 1),
                    tx -> tx.put(Obj.ROOT, key, true),
                    tx -> tx.putMap(Obj.ROOT, key),
                    tx -> tx.putText(Obj.ROOT, key, ""),
                    tx -> tx.map(Obj.ROOT, key));
            for (var call : calls) assertThrows(IllegalArgumentException.class, () -> doc.edit(call));
            assertEquals(List.of(), doc.edit(tx -> tx.delete(Obj.ROOT, key)));
            assertEquals(Optional.empty(), doc.get(Obj.ROOT, key));
            assertEquals(List.of(), doc.conflicts(Obj.ROOT, key));
        }
        assertEquals(1, doc.heads().size());
    }

    @Test
    @DisplayName("strings of any kind come back; a lone surrogate is one U+FFFD")
    void strings() {
        for (var text : List.of("", "\0", "é", "😀 and 👩‍👩‍👧", "\uFFFF\u2028")) {
            var _ = put(doc, "k", text);
            var _ = doc.edit(tx -> tx.putText(Obj.ROOT, "t", text));
            assertEquals(text, string(doc, "k"));
            assertEquals(text, doc.text(doc.find(KeyPath.of("t")).orElseThrow()));
            assertEquals(text, string(reloaded(doc, 9), "k"));
        }
        var _ = put(doc, "k", "a\uD83Db");
        assertEquals("a\uFFFDb", string(doc, "k"));
    }

    @Test
    @DisplayName("JSON comes back as it went in: integers, floats, nesting, order")
    void json() {
        var text = "{\"b\":[1,-1,2147483648,-2147483649,9007199254740993,9223372036854775808,1.0,0.1,1e300,true,null,"
                + "\"s\",[],{}],\"a\":{\"x\":{\"y\":[{\"z\":1}]}}}";
        var _ = doc.edit(tx -> tx.put(Obj.ROOT, "k", JSON.readTree(text)));
        assertEquals(
                JSON.readTree(text).toString(),
                doc.json(KeyPath.of("k")).orElseThrow().toString());
        assertEquals(doc.json(Obj.ROOT), reloaded(doc, 2).json(Obj.ROOT));
        assertEquals(List.of(), doc.edit(tx -> tx.update(Obj.ROOT, "k", JSON.readTree(text))));
    }

    @Test
    @DisplayName("R10 JSON deeper than Jackson reads is refused")
    void depth() {
        JsonNode deep = JSON.readTree("1");
        for (int i = 0; i < 600; i++) deep = JSON.createArrayNode().add(deep);
        var tooDeep = deep;
        assertThrows(IllegalArgumentException.class, () -> doc.edit(tx -> tx.put(Obj.ROOT, "k", tooDeep)));
    }

    @Test
    @DisplayName("texts are edited in UTF-16 units, appended without being read")
    void texts() {
        var _ = doc.edit(tx -> {
            var text = tx.putText(Obj.ROOT, "t", "a😀b");
            tx.splice(text, 3, 1, "B😁");
            tx.splice(text, 1, 2, "");
            tx.append(text, "👍!");
            tx.splice(text, 0, 0, ">");
        });
        var text = doc.find(KeyPath.of("t")).orElseThrow();
        assertEquals(">aB😁👍!", doc.text(text));
        assertEquals(6, doc.codePoints(text));
        var _ = doc.edit(tx -> tx.setText(text, ">aB😁👎!"));
        assertEquals(">aB😁👎!", doc.text(text));
        assertEquals(1, doc.edit(tx -> tx.append(text, "x")).getFirst().ops());
    }

    @Test
    @DisplayName("SY-3 a change is applied only after what it builds on")
    void dependencies() {
        var first = put(doc, "a", "1");
        var second = put(doc, "b", "2");
        var other = create(2);
        var missing = assertInstanceOf(Applied.Missing.class, other.apply(second));
        assertEquals(Set.of(first.getFirst().hash()), missing.deps());
        assertEquals("nothing", string(other, "b"));
        var both = new ArrayList<>(first);
        both.addAll(second);
        assertEquals(2, other.apply(both).count());
        assertTrue(other.has(first.getFirst().hash()));
        assertFalse(other.has(new ChangeHash(Bytes.wrap(new byte[32]))));
        assertEquals(doc.heads(), other.heads());
    }

    @Test
    @DisplayName("a loaded document knows its old changes")
    void afterLoad() {
        var first = put(doc, "a", "1");
        var _ = put(doc, "b", "2");
        var other = create(2);
        assertEquals(1, other.apply(first).count());
        var old = put(other, "c", "3"); // builds on a change below the heads of doc
        var loaded = reloaded(doc, 3);
        assertEquals(1, assertInstanceOf(Applied.Ok.class, loaded.apply(first)).count());
        assertInstanceOf(Applied.Ok.class, loaded.apply(old));
        assertEquals("3", string(loaded, "c"));
        assertNotEquals(doc.heads(), loaded.heads());
    }

    @Test
    @DisplayName("SY-2 a second change of the same seq by one actor is refused")
    void usedSeq() {
        var twin = create(1);
        assertInstanceOf(Applied.Ok.class, doc.apply(put(create(2), "x", "y")));
        var _ = put(doc, "a", "1");
        var reason = assertInstanceOf(Applied.Malformed.class, doc.apply(put(twin, "a", "2")))
                .reason();
        assertTrue(reason.contains("does not follow"), reason);
        assertEquals("1", string(doc, "a"));
    }

    @Test
    @DisplayName("SY-3 of a run that stops in the middle, what stands before it is applied")
    void stopsInTheMiddle() {
        var twin = create(1);
        var run = new ArrayList<>(put(doc, "a", "1"));
        run.addAll(put(doc, "b", "2"));
        var later = put(doc, "c", "3");
        var usedSeq = put(twin, "x", "y");
        var other = create(2);
        var refused = assertInstanceOf(
                Applied.Malformed.class, other.apply(List.of(run.get(0), run.get(1), usedSeq.getFirst())));
        assertEquals(2, refused.count());
        assertEquals(Set.of(KeyPath.of("a"), KeyPath.of("b")), refused.touched());
        var lacking = create(3);
        var missing = assertInstanceOf(Applied.Missing.class, lacking.apply(List.of(run.getFirst(), later.getFirst())));
        assertEquals(1, missing.count());
        assertEquals("1", string(lacking, "a"));
        assertEquals(
                3,
                assertInstanceOf(Applied.Ok.class, lacking.apply(allOf(run, later)))
                        .count());
        assertEquals(doc.save(), lacking.save());
    }

    @Test
    @DisplayName(
            "SY-14 what the native code does not take is found one by one, and the document is as it was without it")
    void refusedByNativeCode() {
        var first = put(doc, "a", "1").getFirst();
        var second = put(doc, "b", "2").getFirst();
        var third = put(doc, "c", "3").getFirst();
        // Its bytes are those of a change that is there already, so the native code passes it over.
        var lie = new ChangeChunk(
                second.hash(),
                second.deps(),
                second.actor(),
                second.seq(),
                second.startOp(),
                1,
                ChunkCodec.ops(second),
                first.encoded());
        var other = create(2);
        var refused = assertInstanceOf(Applied.Malformed.class, other.apply(List.of(first, lie, third)));
        assertEquals(1, refused.count());
        assertEquals(Set.of(KeyPath.ROOT), refused.touched());
        assertEquals("1", string(other, "a"));
        assertEquals(
                3,
                assertInstanceOf(Applied.Ok.class, other.apply(List.of(first, second, third)))
                        .count());
        assertEquals(doc.json(Obj.ROOT), other.json(Obj.ROOT));
        assertEquals(doc.heads(), other.heads());
    }

    private static List<ChangeChunk> allOf(List<ChangeChunk> some, List<ChangeChunk> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    @Test
    @DisplayName("touched paths name the key, the text or the list that changed")
    void touched() {
        var other = create(2);
        var made = doc.edit(tx -> {
            var map = tx.putMap(Obj.ROOT, "m");
            tx.put(map, "list", JSON.readTree("[[1]]"));
            var _ = tx.putText(map, "text", "t");
        });
        assertTrue(other.apply(made).touched().contains(KeyPath.of("m")));
        var spliced = doc.edit(tx -> tx.append(tx.find(KeyPath.of("m", "text")).orElseThrow(), "x"));
        assertEquals(Set.of(KeyPath.of("m", "text")), other.apply(spliced).touched());
        var deleted = doc.edit(tx -> tx.delete(tx.find(KeyPath.of("m")).orElseThrow(), "list"));
        assertEquals(Set.of(KeyPath.of("m", "list")), other.apply(deleted).touched());
    }

    @Test
    @DisplayName("what a map holds that another hides is touched all the same")
    void touchedOutOfSight() {
        var other = create(2);
        var mine = doc.edit(tx -> tx.put(tx.putMap(Obj.ROOT, "k"), "mine", "1"));
        var theirs = other.edit(tx -> tx.put(tx.putMap(Obj.ROOT, "k"), "theirs", "2"));
        assertInstanceOf(Applied.Ok.class, doc.apply(theirs));
        assertInstanceOf(Applied.Ok.class, other.apply(mine));
        var both = doc.conflicts(Obj.ROOT, "k");
        assertEquals(2, both.size());
        for (var map : both) {
            var edit = doc.edit(tx -> tx.put(map, "more", "3"));
            assertEquals(Set.of(KeyPath.of("k", "more")), other.apply(edit).touched());
        }
    }

    @Test
    @DisplayName("what lies in a list is touched where the list is")
    void touchedInList() {
        var other = create(2);
        var made = doc.edit(tx -> tx.put(tx.putMap(Obj.ROOT, "m"), "list", JSON.readTree("[{\"a\": 1}]")));
        assertInstanceOf(Applied.Ok.class, other.apply(made));
        var list = doc.find(KeyPath.of("m", "list")).orElseThrow();
        var item = assertInstanceOf(Value.Ref.class, doc.items(list).getFirst()).obj();
        var edit = doc.edit(tx -> tx.put(item, "a", "2"));
        assertEquals(Set.of(KeyPath.of("m", "list")), other.apply(edit).touched());
    }

    @Test
    @DisplayName("a document belongs to one thread, and to no one once closed")
    void ownership() throws InterruptedException {
        var thrown = new AtomicReference<Throwable>();
        var thread = new Thread(() -> {
            try {
                var _ = doc.heads();
            } catch (IllegalStateException e) {
                thrown.set(e);
            }
        });
        thread.start();
        thread.join();
        assertInstanceOf(IllegalStateException.class, thrown.get());
        var closed = AutomergeDoc.create(Genesis.CELLS.chunk(), actor(7));
        closed.close();
        closed.close();
        assertThrows(IllegalStateException.class, closed::heads);
        var leaked = new AtomicReference<Tx>();
        var _ = doc.edit(leaked::set);
        assertThrows(IllegalStateException.class, () -> leaked.get().put(Obj.ROOT, "k", "v"));
        assertThrows(IllegalStateException.class, () -> doc.edit(_ -> doc.edit(_ -> {})));
    }

    @Test
    @DisplayName("too much for one chunk becomes several, each within the limits")
    void parts() {
        var chunks = doc.edit(tx -> {
            for (int i = 0; i < 60; i++) tx.put(Obj.ROOT, "k" + i, "é".repeat(10_000) + i);
        });
        assertTrue(chunks.size() > 1);
        for (var chunk : chunks) assertInstanceOf(Parsed.Ok.class, ChunkCodec.parse(chunk.encoded()));
        var other = create(2);
        assertInstanceOf(Applied.Ok.class, other.apply(chunks));
        assertEquals(doc.json(Obj.ROOT), other.json(Obj.ROOT));
    }

    @Test
    @DisplayName("what was put before a pause is a change of its own if it is much, and is taken back with the rest")
    void pauses() {
        var much = "x".repeat(40_000);
        var chunks = doc.edit(tx -> {
            tx.put(Obj.ROOT, "little", "1");
            tx.pause();
            tx.put(Obj.ROOT, "much", much);
            tx.pause();
            tx.put(Obj.ROOT, "last", "3");
        });
        assertEquals(2, chunks.size());
        var other = create(2);
        assertInstanceOf(Applied.Ok.class, other.apply(chunks.subList(0, 1)));
        assertEquals(much, string(other, "much"));
        assertTrue(other.get(Obj.ROOT, "last").isEmpty());
        var before = doc.heads();
        assertThrows(
                ArithmeticException.class,
                () -> doc.edit(tx -> {
                    tx.put(Obj.ROOT, "much", much + "y");
                    tx.pause();
                    tx.put(Obj.ROOT, "last", "4");
                    throw new ArithmeticException();
                }));
        assertEquals(before, doc.heads());
        assertEquals(much, string(doc, "much"));
    }

    @Test
    @DisplayName("the native library is chosen by platform, unpacked once and used again")
    void nativeLibrary(@TempDir Path directory) throws Exception {
        assertEquals("aarch64-unknown-linux-gnu/libautomerge_jni.so", NativeLibrary.platform("Linux", "aarch64"));
        assertEquals("x86_64-apple-darwin/libautomerge_jni.dylib", NativeLibrary.platform("Mac OS X", "x86_64"));
        assertThrows(IllegalStateException.class, () -> NativeLibrary.platform("Windows 11", "amd64"));
        assertThrows(IllegalStateException.class, () -> NativeLibrary.platform("Linux", "riscv64"));
        var file = NativeLibrary.unpacked(directory.resolve("cache"));
        var time = Files.getLastModifiedTime(file);
        assertEquals(file, NativeLibrary.unpacked(directory.resolve("cache")));
        assertEquals(time, Files.getLastModifiedTime(file));
        Files.write(file, new byte[10]); // torn by something else
        assertTrue(Files.size(NativeLibrary.unpacked(directory.resolve("cache"))) > 1_000_000);
        try (var left = Files.list(file.getParent())) {
            assertEquals(List.of(file), left.toList());
        }
    }

    @Test
    void textsReadWithoutAskingNativeCodeAreWhatItHolds() {
        doc.edit(tx -> tx.putText(Obj.ROOT, "text", "start 😀"));
        var other = reloaded(doc, 2);
        for (long seed = 0; seed < 40; seed++) {
            var random = new Random(seed);
            var mine = doc.edit(tx -> change(tx, random));
            assertEquals(textOf(reloaded(doc, 3)), textOf(doc), "seed " + seed);
            var theirs = other.edit(tx -> change(tx, random));
            doc.apply(theirs);
            other.apply(mine);
            assertEquals(textOf(reloaded(doc, 3)), textOf(doc), "seed " + seed);
            assertEquals(textOf(doc), textOf(other), "seed " + seed);
        }
    }

    private static void change(Tx tx, Random random) {
        var text = tx.find(KeyPath.of("text")).orElseThrow();
        for (int i = random.nextInt(4); i >= 0; i--)
            switch (random.nextInt(3)) {
                case 0 -> tx.append(text, "end 😀");
                case 1 -> tx.setText(text, tx.text(text).replace("e", "😀é"));
                default -> tx.splice(text, random.nextInt(20), random.nextInt(3), "é😀x");
            }
    }

    private static String textOf(AutomergeDoc doc) {
        return doc.text(doc.find(KeyPath.of("text")).orElseThrow());
    }
}
