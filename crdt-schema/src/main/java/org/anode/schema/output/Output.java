package org.anode.schema.output;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** One output of a run as nbformat knows it, as an immutable view; large values stand as blob references. */
public sealed interface Output {
    /** @param name {@code stdout} or {@code stderr} */
    record Stream(String name, Data text) implements Output {}

    /** {@code display()}; {@code displayId} lets later updates reach it. */
    record Display(Optional<String> displayId, Map<String, Data> data, JsonNode meta) implements Output {}

    /**
     * The value of a cell's last expression.
     *
     * @param count the run's count, from 0, or {@link #NO_COUNT} where a file says null
     */
    record Result(long count, Map<String, Data> data, JsonNode meta) implements Output {
        public static final long NO_COUNT = -1;
    }

    /** An exception; {@code traceback} may hold ANSI colours. */
    record Failure(String ename, String evalue, List<String> traceback) implements Output {}
}
