package org.anode.node.host;

import java.util.Optional;

/**
 * What a host tells a peer that it would do for it (EX-18); that is not kept, and lasts as long as it is repeated.
 *
 * @param forAll whether one session of it serves everybody with the right to run
 */
public record Offer(boolean forAll) {
    /** As people and programs read it. */
    public static String word(Optional<Offer> offer) {
        return offer.map(one -> one.forAll ? "all" : "you").orElse("no");
    }
}
