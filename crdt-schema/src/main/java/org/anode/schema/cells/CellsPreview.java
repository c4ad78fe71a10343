package org.anode.schema.cells;

import java.util.HashMap;
import java.util.Set;
import org.anode.schema.CellId;
import org.anode.schema.ChangeHash;
import org.anode.schema.Names;
import org.anode.schema.Parsed;
import org.anode.schema.engine.ChangeFold;
import org.anode.schema.engine.Obj;

/** The cells that a run of changes makes, found out without native code (SY-8). Pure. */
public final class CellsPreview {
    private CellsPreview() {}

    /**
     * As {@link CellsDocument} would show it with the same changes.
     *
     * @param heads of the changes
     */
    public static Parsed<CellsView> view(ChangeFold changes, Set<ChangeHash> heads) {
        var problem = changes.problem();
        if (problem.isPresent()) return new Parsed.Malformed<>("an operation " + problem.get());
        var reader = new CellReader(changes);
        var maps = reader.maps(Obj.ROOT, CellsDocument.CELLS);
        var meta = reader.maps(Obj.ROOT, CellsDocument.META);
        if (maps.isEmpty() || meta.isEmpty()) return new Parsed.Malformed<>("this is no cells document");
        var cells = new HashMap<CellId, Cell>();
        for (var key : changes.entries(maps.getFirst()).keySet())
            if (Names.isValid(key)) cells.putAll(reader.read(maps.getFirst(), new CellId(key)));
        return new Parsed.Ok<>(new CellsView(heads, cells, changes.json(meta.getFirst())));
    }
}
