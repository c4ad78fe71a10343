package org.anode.node.control;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a node answers: any number of {@link Asked}, {@link Progress} and {@link Text}, then exactly one {@link Done} or
 * {@link Failed}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "reply")
public sealed interface Reply {
    /** The runs this command asked for, by their execution ids, before anything else is heard of them. */
    record Asked(List<String> execs) implements Reply {}

    /** For people, on stderr: a line about what is going on. */
    record Progress(String line) implements Reply {}

    /** Output of a cell as it comes; {@code error} is true for what the cell wrote to stderr or raised. */
    record Text(String text, boolean error) implements Reply {}

    /** It is done and saved (exit 0). */
    record Done(JsonNode result) implements Reply {}

    /** It failed or was refused (exit 1), or was asked wrongly (exit 2): one sentence with what to do. */
    record Failed(String sentence, boolean usage) implements Reply {}
}
