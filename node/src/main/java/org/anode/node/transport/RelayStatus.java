package org.anode.node.transport;

/** How it stands with a relay. */
public sealed interface RelayStatus {
    /** There is no room to be in. */
    record Unused() implements RelayStatus {}

    record Connecting() implements RelayStatus {}

    record Connected() implements RelayStatus {}

    /**
     * It can not be used now; tries again by itself.
     *
     * @param why a part of a sentence for people
     */
    record Away(String why) implements RelayStatus {}
}
