package org.anode.node.doc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anode.node.store.NotebookLog;
import org.anode.node.store.Store.Change;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.ChangeHash;
import org.anode.schema.cells.Cell;
import org.anode.schema.cells.CellType;
import org.anode.schema.cells.CellsView;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The cells view as rows, one for each cell and one for the rest, so that an edit rewrites one row and a notebook is
 * shown without its document. Names: {@code cells} and {@code cell/<id>}.
 */
final class CellRows {
    /** Rows of another form are made anew from the document. */
    private static final int FORM = 1;

    private static final String REST = "cells";
    private static final String CELL = "cell/";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final NotebookLog log;

    CellRows(NotebookLog log) {
        this.log = log;
    }

    /** @param next the number of the first batch of the cells document that is not in the view */
    record Stored(CellsView view, long next) {}

    /** Empty if there are none, or they are of another form. */
    Optional<Stored> read() {
        return rest(log).filter(rest -> rest.path("form").asInt() == FORM).map(this::read);
    }

    /** The notebook's metadata, without its cells. */
    static Optional<JsonNode> meta(NotebookLog log) {
        return rest(log).map(rest -> rest.path("meta"));
    }

    /** The rows that differ.
     *
     * @param touched no other cells differ
     */
    List<Change> changes(CellsView before, CellsView after, Set<CellId> touched, long next) {
        var changes = new ArrayList<Change>();
        for (var id : touched) {
            var cell = after.cells().get(id);
            if (cell == null) changes.add(log.deleteView(CELL + id));
            else if (!cell.equals(before.cells().get(id))) changes.add(log.putView(CELL + id, encode(cell)));
        }
        changes.add(log.putView(REST, rest(after, next)));
        return changes;
    }

    private static Optional<JsonNode> rest(NotebookLog log) {
        return log.view(REST).map(bytes -> JSON.readTree(bytes.toArray()));
    }

    private Stored read(JsonNode rest) {
        Map<CellId, Cell> cells = new HashMap<>();
        log.views(CELL, (name, row) -> {
            var id = new CellId(name.substring(CELL.length()));
            cells.put(id, decode(id, JSON.readTree(row.toArray())));
            return true;
        });
        Set<ChangeHash> heads = new HashSet<>();
        for (var head : rest.path("heads")) heads.add(ChangeHash.parse(head.asString()));
        return new Stored(
                new CellsView(heads, cells, rest.path("meta")),
                rest.path("next").asLong());
    }

    private static Bytes rest(CellsView view, long next) {
        var rest = JSON.createObjectNode().put("form", FORM).put("next", next);
        var heads = rest.putArray("heads");
        for (var head : view.heads()) heads.add(head.toString());
        rest.set("meta", view.meta());
        return Bytes.wrap(JSON.writeValueAsBytes(rest));
    }

    private static Bytes encode(Cell cell) {
        var row = JSON.createObjectNode()
                .put("type", cell.type().word())
                .put("order", cell.order())
                .put("source", cell.source())
                .put("deleted", cell.deleted());
        row.set("meta", cell.meta());
        row.set("attachments", cell.attachments());
        return Bytes.wrap(JSON.writeValueAsBytes(row));
    }

    private static Cell decode(CellId id, JsonNode row) {
        return new Cell(
                id,
                CellType.valueOf(row.path("type").asString().toUpperCase(Locale.ROOT)),
                row.path("order").asString(),
                row.path("source").asString(),
                row.path("deleted").asBoolean(),
                row.path("meta"),
                row.path("attachments"));
    }
}
