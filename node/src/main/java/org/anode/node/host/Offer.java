package org.anode.node.host;

import java.util.Optional;

/** What a host tells a peer that it would do for it (EX-18); that is not kept, and lasts as long as it is repeated. */
public enum Offer {
    /** Its owner is asked each time. */
    ASKS("asks"),
    /** Runs it in a session of the peer's person. */
    YOU("you"),
    /** One session of it serves everybody with the right to run. */
    ALL("all");

    private static final String NOTHING = "no";

    private final String word;

    Offer(String word) {
        this.word = word;
    }

    /** As people and programs read it. */
    public static String word(Optional<Offer> offer) {
        return offer.map(one -> one.word).orElse(NOTHING);
    }
}
