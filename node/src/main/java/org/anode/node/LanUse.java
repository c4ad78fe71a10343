package org.anode.node;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whether and how a node meets others on the LAN.
 *
 * @param port    the first one tried instead of the usual one, 0 for any that is free
 * @param address of this machine, as a number, instead of the one that seems best
 */
public record LanUse(When when, OptionalInt port, Optional<String> address) {
    /** When the channel is opened. */
    public enum When {
        NEVER,
        /** With the first share or join, and at the start if a notebook is shared already. */
        ONCE_SHARED,
        AT_START
    }

    /** Of a node that is opened for one command. */
    public static final LanUse NONE = new LanUse(When.NEVER, OptionalInt.empty(), Optional.empty());

    /** Of a node that stays, unless told otherwise. */
    public static final LanUse USUAL = new LanUse(When.ONCE_SHARED, OptionalInt.empty(), Optional.empty());
}
