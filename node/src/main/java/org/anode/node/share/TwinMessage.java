package org.anode.node.share;

import org.anode.schema.Bytes;

/**
 * What programs say to each other that have, or had, the same device's keys, because a data folder was copied or keys
 * were changed.
 */
public sealed interface TwinMessage {
    /**
     * I have your keys. The same words in all rooms as long as any twin is there, so that both sides judge by the same two
     * claims, whatever is lost or comes late.
     *
     * @param elsewhere whether its data folder is not where it was made
     * @param runsMs    how long the program has run
     * @param token     {@link #TOKEN_BYTES} random bytes of this start
     */
    record Claim(boolean elsewhere, long runsMs, Bytes token) implements TwinMessage {
        public static final int TOKEN_BYTES = 16;

        /**
         * Whether who says this is the second and becomes another device: a folder that is not where it was made, else
         * the program that was started later, else the lower token. Of two claims exactly one yields to the other, but
         * for equal ones: a copy of a running program.
         */
        public boolean yieldsTo(Claim other) {
            if (elsewhere != other.elsewhere) return elsewhere;
            if (runsMs != other.runsMs) return runsMs < other.runsMs;
            return token.compareTo(other.token) < 0;
        }
    }

    /**
     * I was you, and am this device now.
     *
     * @param signature by the former keys, of {@link Succession}
     */
    record Proof(Bytes signature) implements TwinMessage {}

    /**
     * My keys were changed; let this device take the place of the one I was.
     *
     * @param formerKey Ed25519, of that one
     * @param signature by it, of {@link Succession}
     * @param isTold    whether whoever hears this has all that was made with the former keys
     */
    record Replaced(Bytes formerKey, Bytes signature, boolean isTold) implements TwinMessage {}
}
