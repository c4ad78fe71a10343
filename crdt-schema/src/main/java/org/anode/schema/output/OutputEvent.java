package org.anode.schema.output;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a run puts out, as its kernel reports it. */
public sealed interface OutputEvent {
    /** @param name {@code stdout} or {@code stderr} */
    record Stream(String name, String text) implements OutputEvent {}

    /** @param update replaces what earlier displays of the id show instead of adding one */
    record Display(Optional<String> displayId, boolean update, Map<String, String> data, JsonNode meta)
            implements OutputEvent {
        public Display {
            data = Map.copyOf(data);
        }
    }

    /** @param count the execution count */
    record Result(long count, Map<String, String> data, JsonNode meta) implements OutputEvent {
        public Result {
            data = Map.copyOf(data);
        }
    }

    record Failure(String ename, String evalue, List<String> traceback) implements OutputEvent {
        public Failure {
            traceback = List.copyOf(traceback);
        }
    }

    /** @param later the old outputs stay until the next one comes */
    record Clear(boolean later) implements OutputEvent {}
}
