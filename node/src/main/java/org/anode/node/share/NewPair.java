package org.anode.node.share;

import org.anode.node.identity.PersonId;

/**
 * What comes of a pairing.
 *
 * @param other  the other device
 * @param person who both belong to from now on
 */
public record NewPair(PairedDevice other, PersonId person) {}
