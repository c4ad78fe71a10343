package org.anode.node.share;

import java.util.Locale;

/**
 * How it stands with a relay that is used.
 *
 * @param relay its address, for people
 * @param why   it can not be used now, a part of a sentence; empty else
 */
public record RelayState(String relay, State state, String why) {
    /** In the order in which one hopes for them. */
    public enum State {
        CONNECTED,
        CONNECTING,
        AWAY;

        /** As people and programs read it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
