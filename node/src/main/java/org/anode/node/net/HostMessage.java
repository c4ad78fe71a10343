package org.anode.node.net;

import java.util.Optional;
import org.anode.node.host.BidMessage;
import org.anode.node.host.Offer;

/** What those who host say to each other in a notebook's room; nothing of it is kept. */
sealed interface HostMessage {
    /** I am here, and this is what I would do for you. */
    record Beat(Optional<Offer> offer) implements HostMessage {}

    /** @param person whose open requests it is about */
    record Bidding(String person, BidMessage message) implements HostMessage {}
}
