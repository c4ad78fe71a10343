package org.anode.relay.server;

import java.util.Locale;

/** Why somebody was not let in or had to go; counted each. */
enum Denial {
    CONNECTIONS_FULL,
    MEMORY_FULL,
    ADDRESS_FULL,
    ADDRESS_RATE,
    HALF_OPEN_FULL,
    REQUEST,
    ORIGIN,
    NAME,
    TOKEN,
    NOT_ALLOWED,
    SIGNATURE,
    BUSY,
    JOIN,
    SILENT,
    VIOLATION,
    TOO_BIG,
    BEHIND;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
