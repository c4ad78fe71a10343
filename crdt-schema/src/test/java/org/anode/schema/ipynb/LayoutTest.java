package org.anode.schema.ipynb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.cells.Cell;
import org.anode.schema.cells.CellType;
import org.anode.schema.cells.CellsView;
import org.anode.schema.output.Data;
import org.anode.schema.output.Output;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a file looks like survives where nothing changed, and only there. */
class LayoutTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canonical.ipynb",
                "ascii.ipynb",
                "minified.ipynb",
                "one-line.ipynb",
                "tabs-crlf.ipynb",
                "four-spaces.ipynb",
                "slashes.ipynb",
                "strings.ipynb",
                "by-hand.ipynb"
            })
    @DisplayName("an untouched valid 4.5 file is exported byte for byte, whatever it looks like")
    void byteIdentical(String name) {
        var file = Notebooks.resource(name);
        assertEquals(file, Notebooks.exported(file));
    }

    @Test
    @DisplayName("a file as nbformat writes it needs no layout; the same in ASCII needs only a style")
    void canonicalNeedsNothing() {
        assertEquals(Optional.empty(), layout(withoutBigNumber("canonical.ipynb")));
        assertEquals(Optional.of("{\"style\":{\"beyondAscii\":\"LOWER\"}}"), layout(withoutBigNumber("ascii.ipynb")));
    }

    @Test
    @DisplayName("the layout holds neither sources nor outputs")
    void holdsNoContents() {
        for (var name : List.of("by-hand.ipynb", "strings.ipynb", "slashes.ipynb")) {
            var layout = layout(imported(name)).orElseThrow();
            for (var content :
                    List.of("pri", "nt(1)", "two", "three", "Z\\u00fcrich", "quoted", "gr", "red", "one", "hello"))
                assertFalse(layout.contains(content), name + " remembers " + content + ": " + layout);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"canonical.ipynb", "four-spaces.ipynb", "strings.ipynb", "slashes.ipynb", "tabs-crlf.ipynb"})
    @DisplayName("after a change of one source the diff touches lines of that source only")
    void diffTouchesOneCell(String name) {
        var file = Notebooks.resource(name);
        var notebook = Notebooks.accept(file).notebook();
        var changed = IpynbCodec.render(Notebooks.forExport(
                        notebook,
                        cell -> cell.id().value().equals("calc") ? withSource(cell, "x = 1\ny = 5\nx / 2") : cell))
                .toUtf8();
        var before = file.lines().toList();
        var after = changed.lines().toList();
        int same = 0;
        while (before.get(same).equals(after.get(same))) same++;
        int tail = 0;
        while (before.reversed().get(tail).equals(after.reversed().get(tail))) tail++;
        assertTrue(
                before.get(same).contains("x = 1")
                        || before.get(same).contains("x / 2")
                        || before.get(same).contains("x \\/ 2"),
                before.get(same));
        assertEquals(before.size() - tail, same + (name.equals("strings.ipynb") ? 1 : 0), changed);
        assertTrue(after.size() - before.size() <= 1, changed);
    }

    @Test
    @DisplayName("a new cell is written as nbformat writes it, in the file's style")
    void newCellIsCanonical() {
        var file = Notebooks.resource("four-spaces.ipynb");
        var notebook = Notebooks.accept(file).notebook();
        var whole = Notebooks.forExport(notebook, cell -> cell);
        var cells = new HashMap<>(whole.view().cells());
        var id = new CellId("new");
        cells.put(id, new Cell(id, CellType.CODE, "zzz", "a\nb", false, NODES.objectNode(), NODES.objectNode()));
        var view = new CellsView(whole.view().heads(), cells, whole.view().meta());
        var exported = IpynbCodec.render(new NotebookForExport(view, whole.runs(), whole.blobs()))
                .toUtf8();
        var written = List.of(
                "        {",
                "            \"cell_type\": \"code\",",
                "            \"execution_count\": null,",
                "            \"id\": \"new\",",
                "            \"metadata\": {},",
                "            \"outputs\": [],",
                "            \"source\": [",
                "                \"a\\n\",",
                "                \"b\"",
                "            ]",
                "        }",
                "    ],");
        assertTrue(exported.contains(String.join("\n", written)), exported);
    }

    @Test
    @DisplayName("hints of an output do not touch the output of a new run")
    void newOutputsAreCanonical() {
        var notebook = Notebooks.accept("""
                {"cells":[{"cell_type":"code","id":"a","metadata":{},"execution_count":1,"source":[],"outputs":[
                {"output_type":"stream","name":"stdout","text":"old","unknown":[1]}]}],
                "metadata":{},"nbformat":4,"nbformat_minor":5}""").notebook();
        var old = Notebooks.forExport(notebook, cell -> cell);
        assertTrue(IpynbCodec.render(old).toUtf8().contains("\"unknown\":[1]"));
        var run = new CellRun(java.util.OptionalLong.of(2), List.of(new Output.Stream("stdout", new Data.Text("new"))));
        var exported = IpynbCodec.render(new NotebookForExport(old.view(), Map.of(new CellId("a"), run), old.blobs()))
                .toUtf8();
        assertFalse(exported.contains("unknown"), exported);
        assertTrue(exported.contains("\"text\":[\"new\"]"), exported);
    }

    @Test
    @DisplayName("reserved keys never leak, and a file's own members of these names survive")
    void reservedKeys() {
        var notebook = imported("by-hand.ipynb");
        var exported = Notebooks.exported(notebook);
        assertFalse(exported.contains("sha"), exported);
        assertEquals(1, exported.split("\\$layout", -1).length - 1);
        assertEquals(1, exported.split("\\$title", -1).length - 1);
        assertTrue(notebook.meta().get(Reserved.LAYOUT).has(Reserved.BLOB));
    }

    @Test
    @DisplayName("a title from the file's name is exported once it was changed, not before")
    void givenTitle() {
        var notebook = imported("canonical.ipynb");
        assertTrue(notebook.title().isEmpty());
        var whole = Notebooks.forExport(notebook, cell -> cell);
        assertEquals(Notebooks.TITLE_OF_FILE, whole.view().meta().get("title").stringValue());
        var meta = (ObjectNode) whole.view().meta().deepCopy();
        meta.put("title", "A name of its own");
        var view = new CellsView(whole.view().heads(), whole.view().cells(), meta);
        var exported = IpynbCodec.render(new NotebookForExport(view, whole.runs(), whole.blobs()))
                .toUtf8();
        assertTrue(exported.contains("\"title\": \"A name of its own\""));
        assertEquals(
                Optional.of("A name of its own"),
                Notebooks.accept(exported).notebook().title());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json at all",
                "[]",
                "{\"style\":[],\"hint\":7}",
                "{\"style\":{\"indent\":\"}\",\"newline\":\"x\",\"colon\":\"\",\"comma\":\",,\",\"head\":\"[\",\"tail\":\"{\"}}",
                "{\"style\":{\"beyondAscii\":\"NONE\",\"ascii\":{\"47\":\"\\\"\",\"x\":\"y\",\"34\":\"\\\"\"}}}",
                "{\"hint\":{\"o\":[\"nbformat\",\"nbformat\",5],\"x\":{\"cells\":\"[]\",\"y\":\"]\"},\"g\":[\"1\"]}}",
                "{\"hint\":{\"k\":{\"cells\":[0,\"x\"]},\"m\":{\"nbformat\":{\"s\":\"5\"},\"metadata\":{\"g\":[\"}\"]}}}}",
                "{\"hint\":{\"m\":{\"cells\":{\"i\":{\"calc\":{\"m\":{\"source\":{\"f\":[1,-1,99]}}}}}}}}",
                "{\"hint\":{\"m\":{\"cells\":{\"i\":{\"calc\":{\"m\":{\"source\":{\"i\":{\"0\":{\"e\":[0,\"\\\"\",1]}}}}}}}}}}"
            })
    @DisplayName("R12 a layout that somebody made up spoils no export")
    void hostileLayout(String layout) {
        var notebook = imported("canonical.ipynb");
        var whole = Notebooks.forExport(notebook, cell -> cell);
        var stow = new Stow();
        var meta = (ObjectNode) whole.view().meta().deepCopy();
        meta.set(Reserved.LAYOUT, stow.reference(layout));
        var blobs = new HashMap<BlobId, Bytes>(notebook.blobs());
        blobs.putAll(stow.blobs());
        var view = new CellsView(whole.view().heads(), whole.view().cells(), meta);
        var exported = IpynbCodec.render(new NotebookForExport(view, whole.runs(), Notebooks.blobs(blobs)))
                .toUtf8();
        assertEquals(notebook.cells(), Notebooks.accept(exported).notebook().cells());
        NbformatSchema.assertValid(exported);
    }

    /** Documents keep 64 bits of a number, the rest is for the layout. */
    private static ImportedNotebook withoutBigNumber(String name) {
        return Notebooks.accept(Notebooks.resource(name).replaceAll(" *\"big\": [0-9]+,\n", ""))
                .notebook();
    }

    private static ImportedNotebook imported(String name) {
        return Notebooks.accept(Notebooks.resource(name)).notebook();
    }

    private static Optional<String> layout(ImportedNotebook notebook) {
        return new Stow.Unstow(Notebooks.blobs(notebook.blobs()))
                .text(notebook.meta().path(Reserved.LAYOUT));
    }

    private static Cell withSource(Cell cell, String source) {
        return new Cell(cell.id(), cell.type(), cell.order(), source, false, cell.meta(), cell.attachments());
    }
}
