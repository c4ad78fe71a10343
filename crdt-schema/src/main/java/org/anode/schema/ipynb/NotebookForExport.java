package org.anode.schema.ipynb;

import java.util.Map;
import java.util.function.Function;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.cells.CellsView;

/**
 * Everything a file is made of.
 *
 * @param runs  what code cells show; a cell that is not in it has no outputs
 * @param blobs gives the content of a blob; throws when it has none, and the export fails with that
 */
public record NotebookForExport(CellsView view, Map<CellId, CellRun> runs, Function<BlobId, Bytes> blobs) {
    public NotebookForExport {
        runs = Map.copyOf(runs);
    }
}
