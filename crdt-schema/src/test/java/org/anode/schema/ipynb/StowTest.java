package org.anode.schema.ipynb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.output.Data;
import org.anode.schema.output.Output;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StowTest {
    private static final String LONG = "é".repeat(600);
    private static final String FILE = """
            {"cells":[{"attachments":{"a.png":{"image/png":"aGk=","text/x":["l1\\n","l2"]}},"cell_type":"markdown","id":"a",\
            "metadata":{"note":"LONG"},"source":[]},\
            {"cell_type":"code","execution_count":1,"id":"b","metadata":{},"outputs":[\
            {"name":"stdout","output_type":"stream","text":["LONG"]},\
            {"data":{"application/json":{"z":["LONG"],"a":1e0}},"metadata":{"m":"LONG"},"output_type":"display_data"}],\
            "source":["LONG"]}],\
            "metadata":{"huge":1e999,"list":["LONG",1.50],"small":{"x":[1]},"text":"LONG"},"nbformat":4,"nbformat_minor":5}""".replace("LONG", LONG);

    @Test
    @DisplayName("DO-7 metadata and outputs from 1 KiB on and all attachments are blobs, and come back inline")
    void blobs() {
        var notebook = Notebooks.accept(FILE).notebook();
        var meta = notebook.meta();
        assertEquals(
                Bytes.utf8("\"" + LONG + "\""),
                blob(notebook, meta.get("text").get("$blob").stringValue()));
        assertEquals(LONG.length() * 2 + 2, meta.get("text").get("size").asInt());
        assertEquals(
                Bytes.utf8("[\"" + LONG + "\",1.50]"),
                blob(notebook, meta.get("list").get("$blob").stringValue()));
        assertEquals("[1]", meta.get("small").get("x").toString());
        var attached = notebook.cells().getFirst().attachments().get("a.png");
        assertEquals(
                Bytes.utf8("aGk="),
                blob(notebook, attached.get("image/png").get("$blob").stringValue()));
        assertEquals(
                Bytes.utf8("l1\nl2"),
                blob(notebook, attached.get("text/x").get("$blob").stringValue()));
        assertEquals(LONG, notebook.cells().get(1).source());
        var outputs = notebook.cells().get(1).outputs();
        assertEquals(
                new Data.Blob(new BlobId(Bytes.utf8(LONG).sha256()), 1200), ((Output.Stream) outputs.get(0)).text());
        var json = ((Output.Display) outputs.get(1)).data().get("application/json");
        assertEquals(
                Bytes.utf8("{\"z\":[\"" + LONG + "\"],\"a\":1e0}"),
                notebook.blobs().get(((Data.Blob) json).blob()));
        assertEquals(FILE, Notebooks.exported(notebook));
    }

    @Test
    @DisplayName("DO-7 no value of a document is large")
    void nothingLargeInline() {
        var notebook = Notebooks.accept(FILE).notebook();
        assertTrue(notebook.meta().toString().length() < 2_000);
        notebook.cells().forEach(cell -> assertTrue(cell.meta().toString().length() < 1_000));
    }

    @Test
    @DisplayName("DO-7 a metadata object stays native members until it is very large")
    void objects() {
        var members = IntStream.range(0, 200)
                .mapToObj(i -> "\"key" + i + "\":\"value\"")
                .toList();
        var file = "{\"cells\":[],\"metadata\":{\"some\":{%s}},\"nbformat\":4,\"nbformat_minor\":5}";
        var some = file.formatted(String.join(",", members));
        assertEquals(200, Notebooks.accept(some).notebook().meta().get("some").size());
        assertEquals(some, Notebooks.exported(some));
        var many = file.formatted(String.join(",", members).replace("value", "value".repeat(20)));
        assertTrue(Notebooks.accept(many).notebook().meta().get("some").has("$blob"));
        assertEquals(many, Notebooks.exported(many));
    }

    @Test
    @DisplayName("a file's own $blob members are values like any other")
    void foreignReferences() {
        var reference = "{\"$blob\":\"" + "ab".repeat(32) + "\",\"size\":3}";
        var file = "{\"cells\":[{\"cell_type\":\"raw\",\"id\":\"a\",\"metadata\":" + reference
                + ",\"source\":[]}],\"metadata\":{\"$blob\":\"x\",\"in\":{\"deep\":" + reference
                + "}},\"nbformat\":4,\"nbformat_minor\":5}";
        assertEquals(file, Notebooks.exported(file));
        assertFalse(Notebooks.accept(file).notebook().meta().has("$blob"));
    }

    @Test
    @DisplayName("DO-6 an import is edits for the notebook's metadata and one insert for each cell, in order")
    void edits() {
        var notebook = Notebooks.accept(FILE).notebook();
        var view = Notebooks.forExport(notebook, cell -> cell).view();
        assertEquals(
                List.of("a", "b"),
                view.visible().stream().map(cell -> cell.id().value()).toList());
        assertEquals(Notebooks.TITLE_OF_FILE, view.meta().get("title").stringValue());
        var runs = IpynbImport.runs(notebook);
        assertEquals(1, runs.size());
        assertEquals(2, runs.getFirst().outputs().size());
        var minter = IpynbImport.minter(new Random(3));
        assertTrue(minter.get().value().matches("[0-9a-f]{8}"));
        assertEquals(
                IpynbImport.minter(new Random(3)).get(),
                IpynbImport.minter(new Random(3)).get());
    }

    private static Bytes blob(ImportedNotebook notebook, String id) {
        return notebook.blobs().get(BlobId.parse(id));
    }
}
