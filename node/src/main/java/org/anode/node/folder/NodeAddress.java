package org.anode.node.folder;

import java.time.Instant;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How to reach the node that runs on a data folder: the content of its {@code node.json}.
 *
 * @param token            what a command must show
 * @param pid              the node's process
 * @param startedAtMillis  when that process started, as the system tells it, 0 if it does not: pids are used again
 */
public record NodeAddress(int port, String token, long pid, long startedAtMillis) {
    private static final JsonMapper JSON = new JsonMapper();

    /** The address of this process. */
    public static NodeAddress here(int port, String token) {
        var self = ProcessHandle.current();
        return new NodeAddress(port, token, self.pid(), startedAt(self));
    }

    /** Whether that very process still runs; a file without it is stale. */
    public boolean isAlive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> startedAt(process) == startedAtMillis)
                .isPresent();
    }

    Bytes encode() {
        return Bytes.wrap(JSON.writeValueAsBytes(this));
    }

    static Parsed<NodeAddress> decode(Bytes json) {
        try {
            @Nullable NodeAddress found = JSON.readValue(json.toArray(), NodeAddress.class);
            return isWhole(found) ? new Parsed.Ok<>(found) : new Parsed.Malformed<>("fields are missing");
        } catch (JacksonException e) {
            return new Parsed.Malformed<>(String.valueOf(e.getOriginalMessage()));
        }
    }

    /** Jackson leaves null what the text does not name, whatever the types promise. */
    @SuppressWarnings("NullAway")
    private static boolean isWhole(@Nullable NodeAddress found) {
        return found != null && found.token != null && found.port > 0;
    }

    private static long startedAt(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
