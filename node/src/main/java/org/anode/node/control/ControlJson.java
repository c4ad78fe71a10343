package org.anode.node.control;

import java.util.Optional;
import org.anode.schema.Bytes;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands and replies as JSON, one per line. Every limit of the reader is set here (R12). */
public final class ControlJson {
    /** A command carries at most one cell's source: a change chunk may not exceed 1 MiB, JSON escapes may grow it. */
    public static final int COMMAND_BYTES_MAX = 8 << 20;

    /** A reply may carry a whole notebook with its outputs. */
    public static final int REPLY_CHARS_MAX = 512 << 20;

    /** Commands are flat; replies nest outputs, whose JSON the notebook codec bounds by as much. */
    private static final int NESTING_MAX = 500;

    private static final int NUMBER_CHARS_MAX = 1000;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(NESTING_MAX)
                            .maxNumberLength(NUMBER_CHARS_MAX)
                            .maxStringLength(REPLY_CHARS_MAX)
                            .maxDocumentLength(REPLY_CHARS_MAX)
                            .build())
                    .build())
            .build();

    private ControlJson() {}

    public static Bytes encode(Command command) {
        return Bytes.wrap(JSON.writerFor(Command.class).writeValueAsBytes(command));
    }

    /** Empty if {@code bytes} are no command this node knows. */
    public static Optional<Command> command(byte[] bytes) {
        try {
            return Optional.ofNullable(JSON.readValue(bytes, Command.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** One line, without the line end. */
    public static String encode(Reply reply) {
        return JSON.writerFor(Reply.class).writeValueAsString(reply);
    }

    /** Empty if {@code line} is not a reply, as when the node died in the middle of it. */
    public static Optional<Reply> reply(String line) {
        try {
            return Optional.ofNullable(JSON.readValue(line, Reply.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** {@code value}, a record, map or list, as the result of a command. */
    public static Reply.Done done(Object value) {
        return new Reply.Done(JSON.valueToTree(value));
    }

    public static String pretty(JsonNode node) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node);
    }
}
