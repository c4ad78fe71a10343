package org.anode.node.store;

import java.util.Optional;
import org.anode.schema.Bytes;

/** Where the secret of a notebook's room is kept: it is there once the notebook is shared, and never leaves this device but sealed. */
public final class RoomSecrets {
    private static final String NAME = "room";

    private RoomSecrets() {}

    /**
     * @param epoch  the number of the secret (MB-7), from 0
     * @param secret 32 bytes
     */
    public record Kept(long epoch, Bytes secret) {
        @Override
        public String toString() {
            return "Kept[epoch=" + epoch + "]"; // no secret gets into a log
        }
    }

    public static Optional<Kept> of(NotebookLog log) {
        return log.secret(NAME)
                .map(row -> new Kept(Keys.numberBefore(row, Long.BYTES), row.slice(Long.BYTES, row.size())));
    }

    public static Store.Change put(NotebookLog log, Kept kept) {
        return log.putSecret(NAME, Bytes.concat(Keys.number(kept.epoch()), kept.secret()));
    }
}
