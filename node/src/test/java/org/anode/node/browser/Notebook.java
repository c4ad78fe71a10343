package org.anode.node.browser;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A notebook file in the making. */
final class Notebook {
    private record Cell(String type, String source) {}

    private final List<Cell> cells = new ArrayList<>();

    static Notebook of(String... sources) {
        var notebook = new Notebook();
        Arrays.stream(sources).forEach(notebook::code);
        return notebook;
    }

    Notebook code(String source) {
        cells.add(new Cell("code", source));
        return this;
    }

    Notebook text(String source) {
        cells.add(new Cell("markdown", source));
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
        json.putArray("outputs");
        json.putNull("execution_count");
    }
}
