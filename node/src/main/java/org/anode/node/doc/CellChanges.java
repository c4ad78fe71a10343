package org.anode.node.doc;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.anode.schema.CellId;
import org.anode.schema.cells.Cell;
import org.anode.schema.cells.CellsView;

/** What differs between two views of the cells, apart from texts. */
final class CellChanges {
    private CellChanges() {}

    static Optional<NotebookEvent.CellsChanged> between(CellsView before, CellsView after) {
        var put = new HashSet<CellId>();
        var moved = !before.meta().equals(after.meta())
                || !after.cells().keySet().containsAll(before.cells().keySet());
        for (var cell : after.cells().values()) {
            var old = before.cells().get(cell.id());
            if (old == null || isOther(old, cell)) put.add(cell.id());
            else moved |= !old.order().equals(cell.order());
        }
        return moved || !put.isEmpty()
                ? Optional.of(new NotebookEvent.CellsChanged(Set.copyOf(put)))
                : Optional.empty();
    }

    private static boolean isOther(Cell old, Cell cell) {
        return old.type() != cell.type()
                || old.deleted() != cell.deleted()
                || !old.meta().equals(cell.meta())
                || !old.attachments().equals(cell.attachments());
    }
}
