package org.anode.node.doc;

import java.util.List;
import java.util.Optional;
import org.anode.schema.CellId;
import org.anode.schema.cells.CellType;
import tools.jackson.databind.JsonNode;

/** What is done to whole cells, in one transaction each; {@code after} is the cell before, none for the beginning. */
public sealed interface CellOp {
    /** @param cell the id it is to have; minted if empty */
    record Insert(Optional<CellId> cell, CellType type, Optional<CellId> after, String source) implements CellOp {}

    record Delete(List<CellId> cells) implements CellOp {}

    record Restore(List<CellId> cells) implements CellOp {}

    record Move(List<CellId> cells, Optional<CellId> after) implements CellOp {}

    record SetType(List<CellId> cells, CellType type) implements CellOp {}

    /**
     * Cuts a cell; the first part keeps its id, a line end right before a cut goes.
     *
     * @param version of the text that the offsets were counted in
     * @param at      UTF-16 units, ascending
     */
    record Split(CellId cell, long version, List<Integer> at) implements CellOp {}

    /** All into the first; the others go to the bin. */
    record Merge(List<CellId> cells, String separator) implements CellOp {}

    record Paste(Optional<CellId> after, List<Pasted> cells) implements CellOp {}

    /** @param value empty: remove the key */
    record Meta(CellId cell, String key, Optional<JsonNode> value) implements CellOp {}

    record Title(String title) implements CellOp {}

    /** @param meta an object */
    record Pasted(CellType type, String source, JsonNode meta) {}
}
