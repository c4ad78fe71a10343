package org.anode.node.share;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far the owner of this node trusts a device; kept only here, told to nobody. Each level includes the ones before it.
 */
public enum TrustLevel {
    /** Nobody here said anything about it. */
    UNKNOWN,
    /** Somebody here compared words with it or let it in. */
    KNOWN,
    /** What it puts out is shown with its scripts. */
    OUTPUT,
    /** What it asks for may run here. */
    RUN;

    /** As people and programs read it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The level that is called so; none for any other word. */
    public static Optional<TrustLevel> of(String word) {
        return Stream.of(values()).filter(level -> level.word().equals(word)).findFirst();
    }
}
