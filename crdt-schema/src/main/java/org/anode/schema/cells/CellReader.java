package org.anode.schema.cells;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.engine.Obj;
import org.anode.schema.engine.Reader;
import org.anode.schema.engine.Value;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads cells out of the document; whatever a stranger put there gives some cell, never an error (DO-9). */
final class CellReader {
    static final String TYPE = "type";
    static final String ORDER = "order";
    static final String SOURCE = "source";
    static final String DELETED = "deleted";
    static final String META = "meta";
    static final String ATTACHMENTS = "attachments";

    private static final String HIDDEN_PREFIX = "hidden-";
    private static final int HIDDEN_HASH_CHARS = 26; // 130 bits

    private final Reader reader;

    CellReader(Reader reader) {
        this.reader = reader;
    }

    /** The maps that stand for a cell, lowest object id first: the first is the cell, the others are hidden (DO-2). */
    List<Obj> maps(Obj cells, String id) {
        return reader.conflicts(cells, id).stream()
                .filter(o -> o.kind() == Obj.Kind.MAP)
                .toList();
    }

    /** The cell and those it hides, as far as they were not restored under their own id. */
    Map<CellId, Cell> read(Obj cells, CellId id) {
        var read = new HashMap<CellId, Cell>();
        var maps = maps(cells, id.value());
        for (int i = 0; i < maps.size(); i++) {
            var cell = i == 0 ? cell(id, maps.get(i)) : hidden(id, maps.get(i));
            if (i == 0 || reader.get(cells, cell.id().value()).isEmpty()) read.put(cell.id(), cell);
        }
        return read;
    }

    Cell cell(CellId id, Obj map) {
        var entries = reader.entries(map);
        return new Cell(
                id,
                type(string(entries.get(TYPE))),
                string(entries.get(ORDER)),
                source(entries.get(SOURCE)),
                entries.get(DELETED) instanceof Value.Scalar(var json) && json.booleanValue(false),
                object(entries, META),
                object(entries, ATTACHMENTS));
    }

    /** A map that another of the same id hides, as a cell in the bin under an id every replica gives it. */
    Cell hidden(CellId id, Obj map) {
        var cell = cell(hiddenId(id, map), map);
        return new Cell(cell.id(), cell.type(), cell.order(), cell.source(), true, cell.meta(), cell.attachments());
    }

    static CellId hiddenId(CellId id, Obj map) {
        var hash = Bytes.utf8(id + "/" + map).sha256().toBase32();
        return new CellId(HIDDEN_PREFIX + hash.substring(0, HIDDEN_HASH_CHARS));
    }

    private static CellType type(String word) {
        for (var type : CellType.values()) if (type.word().equals(word)) return type;
        return CellType.RAW;
    }

    private String source(@Nullable Value value) {
        return value instanceof Value.Ref(var obj) ? reader.text(obj) : string(value);
    }

    private static String string(@Nullable Value value) {
        return value instanceof Value.Scalar(var json) && json.isString() ? json.stringValue() : "";
    }

    private JsonNode object(Map<String, Value> entries, String key) {
        return map(Optional.ofNullable(entries.get(key)))
                .map(reader::json)
                .filter(JsonNode::isObject)
                .orElseGet(JsonNodeFactory.instance::objectNode);
    }

    static Optional<Obj> map(Optional<Value> value) {
        return value.flatMap(v ->
                v instanceof Value.Ref(var obj) && obj.kind() == Obj.Kind.MAP ? Optional.of(obj) : Optional.empty());
    }
}
