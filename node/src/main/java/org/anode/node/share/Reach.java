package org.anode.node.share;

import java.util.Locale;

/** How a device is reached now. */
public enum Reach {
    LAN,
    RELAY;

    /** As people and programs read it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
