package org.anode.node.browser;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A notebook file in the making. */
final class Notebook {
    /** @param outputs of nbformat; text cells have none */
    private record Cell(String type, String source, ArrayNode outputs) {}

    private final List<Cell> cells = new ArrayList<>();

    static Notebook of(String... sources) {
        var notebook = new Notebook();
        Arrays.stream(sources).forEach(notebook::code);
        return notebook;
    }

    Notebook code(String source) {
        return ran(source, none());
    }

    private Notebook ran(String source, ArrayNode outputs) {
        cells.add(new Cell("code", source, outputs));
        return this;
    }

    private static ArrayNode none() {
        return JsonMapper.shared().createArrayNode();
    }

    /** A cell that has printed. */
    Notebook stream(String source, String text) {
        var outputs = none();
        outputs.addObject().put("output_type", "stream").put("name", "stdout").put("text", text);
        return ran(source, outputs);
    }

    /** A cell that has failed. */
    Notebook error(String source, String name, String message) {
        var outputs = none();
        var error = outputs.addObject()
                .put("output_type", "error")
                .put("ename", name)
                .put("evalue", message);
        error.putArray("traceback").add("Cell 1, line 1").add("  " + source).add(name + ": " + message);
        return ran(source, outputs);
    }

    /** A cell with a result of one MIME type. */
    Notebook result(String source, String mime, String content) {
        var outputs = none();
        var result = outputs.addObject().put("output_type", "execute_result").put("execution_count", 1);
        result.putObject("metadata");
        var data = result.putObject("data").put("text/plain", source);
        if (mime.endsWith("json")) data.set(mime, JsonMapper.shared().readTree(content));
        else data.put(mime, content);
        return ran(source, outputs);
    }

    Notebook text(String source) {
        cells.add(new Cell("markdown", source, none()));
        return this;
    }

    String json() {
        var json = JsonMapper.shared().createObjectNode().put("nbformat", 4).put("nbformat_minor", 5);
        json.putObject("metadata");
        var array = json.putArray("cells");
        for (int i = 0; i < cells.size(); i++) write(cells.get(i), "c" + i, array.addObject());
        return json.toString();
    }

    private static void write(Cell cell, String id, ObjectNode json) {
        json.put("cell_type", cell.type).put("id", id).put("source", cell.source);
        json.putObject("metadata");
        if (!cell.type.equals("code")) return;
        json.set("outputs", cell.outputs);
        if (cell.outputs.isEmpty()) json.putNull("execution_count");
        else json.put("execution_count", 1);
    }
}
