package org.anode.node.store;

import java.util.List;
import org.anode.schema.Bytes;

/** The relays at which the devices of a notebook meet, by address: from its link, or from who shared it. */
public final class NotebookRelays {
    private static final String NAME = "relays";
    private static final String END = "\n";

    private NotebookRelays() {}

    /** Empty if there are none. */
    public static List<String> of(NotebookLog log) {
        return log.secret(NAME).map(row -> row.toUtf8().lines().toList()).orElse(List.of());
    }

    public static Store.Change put(NotebookLog log, List<String> relays) {
        return log.putSecret(NAME, Bytes.utf8(String.join(END, relays)));
    }
}
