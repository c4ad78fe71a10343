package org.anode.node.share;

import org.anode.node.identity.PersonId;
import org.anode.schema.Bytes;

/** What two devices that are being paired say to each other; the maker's is the one that made the link. */
sealed interface PairingMessage {
    /**
     * The taker: I come with your link.
     *
     * @param commitment {@link Words#commitment}
     * @param name       of its device, for people
     */
    record Ask(Bytes commitment, String name) implements PairingMessage {}

    /** The maker: this is my nonce. */
    record Answer(Bytes nonce) implements PairingMessage {}

    /** The taker: this is the nonce that I committed myself to. */
    record Reveal(Bytes nonce) implements PairingMessage {}

    /**
     * The maker: somebody here said that the words are the same.
     *
     * @param person    who both devices belong to from now on
     * @param signature the maker's, which vouches for the taker
     */
    record Yes(PersonId person, Bytes signature) implements PairingMessage {}

    /**
     * The taker, once it heard that: here too.
     *
     * @param signature the taker's, which vouches for the maker
     */
    record Agreed(Bytes signature) implements PairingMessage {}

    /** The maker: I keep you as paired. */
    record Done() implements PairingMessage {}

    /** Either: it came to nothing. */
    record No(Why why) implements PairingMessage {}

    /** Why two devices are not paired. */
    enum Why {
        /** Somebody said that the words are not the same. */
        WORDS_DIFFER(1),
        /** Another device took the link up, or it was used. */
        TAKEN(2);

        /** As written; never changes. */
        final long code;

        Why(long code) {
            this.code = code;
        }

        /** @throws IllegalArgumentException if there is none */
        static Why of(long code) {
            for (var why : values()) if (why.code == code) return why;
            throw new IllegalArgumentException("unknown reason");
        }
    }
}
