package org.anode.schema.ipynb;

import java.util.List;
import java.util.OptionalLong;
import org.anode.schema.output.Output;

/** What a code cell shows when it is exported. */
public record CellRun(OptionalLong executionCount, List<Output> outputs) {
    public static final CellRun NONE = new CellRun(OptionalLong.empty(), List.of());

    public CellRun {
        outputs = List.copyOf(outputs);
    }
}
