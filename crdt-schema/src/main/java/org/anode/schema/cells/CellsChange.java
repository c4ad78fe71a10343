package org.anode.schema.cells;

import java.util.Set;
import org.anode.schema.CellId;
import org.anode.schema.ChangeHash;

/** How far a run of chunks was applied to a cells document; see {@link org.anode.schema.engine.Applied}. */
public sealed interface CellsChange {
    /** How many chunks are in the document now, from the first. */
    int count();

    /** The cells whose view may differ from before. */
    Set<CellId> cells();

    /** Whether the notebook's metadata may differ. */
    boolean meta();

    record Ok(int count, Set<CellId> cells, boolean meta) implements CellsChange {}

    /** The next chunk builds on {@code deps}, which the document lacks. */
    record Missing(int count, Set<CellId> cells, boolean meta, Set<ChangeHash> deps) implements CellsChange {}

    /** The next chunk can not be applied, ever. */
    record Malformed(int count, Set<CellId> cells, boolean meta, String reason) implements CellsChange {}
}
