package org.anode.schema.cells;

import java.util.Map;
import java.util.Optional;
import org.anode.schema.CellId;
import org.anode.schema.engine.Keys;
import org.anode.schema.engine.Obj;
import org.anode.schema.engine.Tx;
import org.anode.schema.engine.Value;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/** Carries edits into one transaction. Puts nothing where the document says it already. */
final class CellWriter {
    private final Tx tx;
    private final Obj cells;
    private final Obj meta;
    private final Map<CellId, Cell> before;
    private final CellReader reader;

    /** @param before the cells as they were before the transaction */
    CellWriter(Tx tx, Obj cells, Obj meta, Map<CellId, Cell> before) {
        this.tx = tx;
        this.cells = cells;
        this.meta = meta;
        this.before = before;
        this.reader = new CellReader(tx);
    }

    void write(CellsEdit edit) {
        switch (edit) {
            case CellsEdit.Insert insert -> insert(insert);
            case CellsEdit.Splice(var cell, var at, var count, var text) ->
                source(cell).ifPresent(s -> tx.splice(s, at, count, text));
            case CellsEdit.SetSource(var cell, var text) -> source(cell).ifPresent(s -> tx.setText(s, text));
            case CellsEdit.Move(var cell, var order) -> set(cell, CellReader.ORDER, StringNode.valueOf(order));
            case CellsEdit.SetDeleted(var cell, var deleted) -> setDeleted(cell, deleted);
            case CellsEdit.SetType(var cell, var type) -> set(cell, CellReader.TYPE, StringNode.valueOf(type.word()));
            case CellsEdit.SetCellMeta(var cell, var key, var value) ->
                map(cell).ifPresent(m -> set(tx.map(m, CellReader.META), key, value));
            case CellsEdit.SetMeta(var key, var value) -> set(meta, key, value);
            case CellsEdit.SetAttachments(var cell, var attachments) -> set(cell, CellReader.ATTACHMENTS, attachments);
        }
    }

    private void insert(CellsEdit.Insert insert) {
        if (map(insert.cell()).isPresent()) return;
        var map = tx.putMap(cells, insert.cell().value());
        tx.put(map, CellReader.TYPE, insert.type().word());
        tx.put(map, CellReader.ORDER, insert.order());
        tx.put(map, CellReader.DELETED, false);
        tx.put(map, CellReader.META, insert.meta());
        tx.put(map, CellReader.ATTACHMENTS, insert.attachments());
        var _ = tx.putText(map, CellReader.SOURCE, insert.source());
    }

    private void setDeleted(CellId id, boolean deleted) {
        var hidden = before.get(id);
        if (hidden != null && !deleted && map(id).isEmpty())
            insert(new CellsEdit.Insert(
                    id, hidden.type(), hidden.order(), hidden.source(), hidden.meta(), hidden.attachments()));
        else set(id, CellReader.DELETED, JsonNodeFactory.instance.booleanNode(deleted));
    }

    private void set(CellId id, String field, JsonNode value) {
        map(id).ifPresent(map -> tx.update(map, field, value));
    }

    private void set(Obj map, String key, Optional<JsonNode> value) {
        var stored = Keys.escape(key);
        value.ifPresentOrElse(v -> tx.update(map, stored, v), () -> tx.delete(map, stored));
    }

    private Optional<Obj> map(CellId id) {
        return reader.maps(cells, id.value()).stream().findFirst();
    }

    /** The text of a cell; made where a stranger left something else. */
    private Optional<Obj> source(CellId id) {
        return map(id).map(map -> tx.get(map, CellReader.SOURCE)
                .flatMap(v -> v instanceof Value.Ref(var obj) && obj.kind() == Obj.Kind.TEXT
                        ? Optional.of(obj)
                        : Optional.<Obj>empty())
                .orElseGet(() ->
                        tx.putText(map, CellReader.SOURCE, reader.cell(id, map).source())));
    }
}
