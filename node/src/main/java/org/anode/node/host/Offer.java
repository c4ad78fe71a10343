package org.anode.node.host;

/**
 * What a host tells a peer that it would do for it (EX-18); that is not kept, and lasts as long as it is repeated.
 *
 * @param forAll whether one session of it serves everybody with the right to run
 */
public record Offer(boolean forAll) {}
