package org.anode.schema.cells;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.Parsed;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.chunk.ChunkCodec;
import org.anode.schema.engine.ChildJvm;
import org.anode.schema.engine.Genesis;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Documents made here are ordinary Automerge documents to the JavaScript library, and its changes are ordinary to us. */
class JsInteropIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path SOURCE = Path.of("src/test/js").toAbsolutePath();
    private static final Path DIRECTORY = Path.of("target/js-interop").toAbsolutePath();
    private static final CellId A = new CellId("a");
    private static final CellId B = new CellId("b");
    private static final CellId JS = new CellId("js");

    /** The package is installed below target/, once for all runs. */
    @BeforeAll
    static void install() throws Exception {
        assumeTrue(runs("node", "--version") && runs("npm", "--version"), "node or npm is missing");
        Files.createDirectories(DIRECTORY);
        for (var name : List.of("package.json", "interop.js"))
            Files.copy(SOURCE.resolve(name), DIRECTORY.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        if (Files.exists(DIRECTORY.resolve("node_modules/@automerge/automerge/package.json"))) return;
        var npm = ChildJvm.run(List.of("npm", "install", "--no-audit", "--no-fund", "--no-package-lock"), DIRECTORY);
        assumeTrue(npm.exitCode() == 0, "npm can not install @automerge/automerge: " + npm.output());
    }

    private static boolean runs(String... command) {
        try {
            return ChildJvm.run(List.of(command), Path.of("").toAbsolutePath()).exitCode() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("there and back with @automerge/automerge: equal content, hashes and heads, emoji included")
    void thereAndBack() throws Exception {
        try (var ours = CellsDocument.create(actor(1));
                var theirs = CellsDocument.create(actor(2))) {
            var chunks = edited(ours);
            var input = DIRECTORY.resolve("input.json");
            var output = DIRECTORY.resolve("output.json");
            Files.writeString(input, JSON.writeValueAsString(input(ours, chunks)));
            var node = ChildJvm.run(List.of("node", "interop.js", input.toString(), output.toString()), DIRECTORY);
            assertEquals(0, node.exitCode(), node.output());
            check(ours, theirs, chunks, JSON.readTree(Files.readString(output)));
        }
    }

    private static List<ChangeChunk> edited(CellsDocument document) {
        var meta = JSON.readTree("{\"f\": 0.5, \"n\": 3, \"tags\": [\"é😀\", null]}");
        var none = JSON.readTree("{}");
        var chunks = new ArrayList<ChangeChunk>();
        chunks.addAll(document.edit(List.of(
                new CellsEdit.Insert(A, CellType.CODE, "V", "x😀y = '👩‍👩‍👧'\n", meta, none),
                new CellsEdit.Insert(B, CellType.RAW, "W", "z".repeat(400), none, none),
                new CellsEdit.SetMeta("k", Optional.of(JSON.readTree("{\"v\": [1, [2]]}"))))));
        chunks.addAll(document.edit(List.of(new CellsEdit.Splice(A, 3, 1, "Y😁"))));
        chunks.addAll(document.edit(List.of(new CellsEdit.SetDeleted(B, false), new CellsEdit.Move(B, "U"))));
        return chunks;
    }

    private static JsonNode input(CellsDocument document, List<ChangeChunk> chunks) {
        var input = JSON.createObjectNode();
        input.put("snapshot", document.save().toHex());
        document.heads().stream().sorted().forEach(h -> input.withArray("heads").add(h.toString()));
        input.withArray("chunks").add(Genesis.CELLS.chunk().toHex());
        input.withArray("hashes").add(genesisHash());
        for (var chunk : chunks) {
            input.withArray("chunks").add(chunk.encoded().toHex());
            input.withArray("hashes").add(chunk.hash().toString());
        }
        var cells = JSON.createObjectNode();
        document.view().cells().forEach((id, cell) -> cells.set(id.value(), content(cell)));
        input.withObject("content").set("cells", cells);
        input.withObject("content").set("meta", document.view().meta());
        return input;
    }

    private static String genesisHash() {
        return chunks(Genesis.CELLS.chunk()).getFirst().hash().toString();
    }

    private static List<ChangeChunk> chunks(Bytes encoded) {
        if (ChunkCodec.parse(encoded) instanceof Parsed.Ok<List<ChangeChunk>>(var chunks)) return chunks;
        throw new AssertionError("refused: " + encoded);
    }

    private static JsonNode content(Cell cell) {
        var content = JSON.createObjectNode();
        content.put("type", cell.type().word());
        content.put("order", cell.order());
        content.put("source", cell.source());
        content.put("deleted", cell.deleted());
        content.set("meta", cell.meta());
        content.set("attachments", cell.attachments());
        return content;
    }

    private static void check(CellsDocument ours, CellsDocument theirs, List<ChangeChunk> chunks, JsonNode output) {
        var made = new ArrayList<ChangeChunk>();
        for (var chunk : output.get("chunks")) made.addAll(chunks(Bytes.hex(chunk.stringValue())));
        assertEquals(3, made.size());
        assertEquals(
                strings(output.get("hashes")),
                made.stream().map(c -> c.hash().toString()).toList());
        assertInstanceOf(CellsChange.Ok.class, ours.apply(made));
        assertInstanceOf(CellsChange.Ok.class, theirs.apply(chunks));
        assertInstanceOf(CellsChange.Ok.class, theirs.apply(made));
        assertEquals(ours.view(), theirs.view());
        assertEquals(
                strings(output.get("heads")),
                ours.heads().stream().map(Object::toString).toList());
        assertEquals(
                output.get("sourceOfA").stringValue(),
                ours.view().cells().get(A).source());
        assertTrue(ours.view().cells().get(B).deleted());
        assertEquals("# from JS 😀\n", ours.view().cells().get(JS).source());
        assertEquals(
                JSON.readTree("{\"f\": 1.5, \"list\": [true, null, \"é\"], \"n\": 1}"),
                ours.view().cells().get(JS).meta());
        var snapshot = CellsDocument.load(Bytes.hex(output.get("snapshot").stringValue()), actor(3));
        try (var loaded =
                assertInstanceOf(CellsDocument.Opened.Ok.class, snapshot).document()) {
            assertEquals(ours.view(), loaded.view());
        }
    }

    private static List<String> strings(JsonNode array) {
        var strings = new ArrayList<String>();
        for (var element : array) strings.add(element.stringValue());
        return strings;
    }

    private static ActorId actor(int n) {
        return new ActorId(Bytes.utf8("actor-%010d".formatted(n)));
    }
}
