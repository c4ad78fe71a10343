package org.anode.node.doc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.anode.node.text.CellText;
import org.anode.schema.CellId;
import org.anode.schema.cells.CellsView;

/** The texts of the cells that were edited since the notebook was opened, with their versions. */
final class Texts {
    private final Map<CellId, CellText> edited = new HashMap<>();

    /** @param text the cell's text, if it was not edited before */
    CellText of(CellId cell, String text) {
        return edited.computeIfAbsent(cell, _ -> new CellText(text));
    }

    long version(CellId cell) {
        var text = edited.get(cell);
        return text == null ? 0 : text.version();
    }

    /**
     * The document was changed from elsewhere: what that did to texts there were before.
     *
     * @param touched no other cells differ
     */
    List<NotebookEvent> follow(CellsView before, CellsView after, Set<CellId> touched) {
        var changes = new ArrayList<NotebookEvent>();
        for (var id : touched) {
            var cell = before.cells().get(id);
            var now = after.cells().get(id);
            if (cell == null || now == null || now.source().equals(cell.source())) continue;
            var text = of(cell.id(), cell.source());
            var change = text.follow(now.source());
            changes.add(new NotebookEvent.TextChanged(cell.id(), text.version(), "", change, after.heads()));
        }
        return changes;
    }
}
