package org.anode.schema.cells;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.anode.schema.CellId;
import org.anode.schema.ChangeHash;
import tools.jackson.databind.JsonNode;

/**
 * The whole cells document at some heads; an immutable view, enough to show, run and export a notebook without the
 * document itself.
 *
 * @param cells all cells by id, the bin included
 * @param meta  an object: the notebook's metadata, {@code title} among it
 */
public record CellsView(Set<ChangeHash> heads, Map<CellId, Cell> cells, JsonNode meta) {
    private static final Comparator<Cell> ORDER =
            Comparator.comparing(Cell::order).thenComparing(Cell::id);

    public CellsView {
        heads = Set.copyOf(heads);
        cells = Map.copyOf(cells);
    }

    /** The cells in order, without the bin. */
    public List<Cell> visible() {
        return cells.values().stream().filter(c -> !c.deleted()).sorted(ORDER).toList();
    }

    /** The bin, in order. */
    public List<Cell> bin() {
        return cells.values().stream().filter(Cell::deleted).sorted(ORDER).toList();
    }
}
