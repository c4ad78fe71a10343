package org.anode.schema.ipynb;

import java.util.List;
import java.util.OptionalLong;
import org.anode.schema.CellId;
import org.anode.schema.cells.CellType;
import org.anode.schema.output.Output;
import tools.jackson.databind.JsonNode;

/**
 * A cell of a notebook file.
 *
 * @param meta           an object as the cells document keeps it (DO-7)
 * @param attachments    an object: file name → mime → blob reference; empty when the cell has none
 * @param executionCount from 0; empty where the file says null
 * @param outputs        of code cells, else empty
 */
public record ImportedCell(
        CellId id,
        CellType type,
        String source,
        JsonNode meta,
        JsonNode attachments,
        OptionalLong executionCount,
        List<Output> outputs) {
    public ImportedCell {
        outputs = List.copyOf(outputs);
    }

    /** Whether the cell was run before it was saved, so that the importer owes it a finished run. */
    public boolean wasRun() {
        return executionCount.isPresent() || !outputs.isEmpty();
    }
}
