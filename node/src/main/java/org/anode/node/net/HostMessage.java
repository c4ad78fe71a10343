package org.anode.node.net;

import java.util.Optional;
import org.anode.node.host.BidMessage;
import org.anode.node.host.InputMessage;
import org.anode.node.host.Offer;
import org.anode.schema.Bytes;
import org.anode.schema.ExecId;

/** What nodes say to each other about hosting in a notebook's room; nothing of it is kept. */
sealed interface HostMessage {
    /** I am here, and this is what I would do for you. */
    record Beat(Optional<Offer> offer) implements HostMessage {}

    /** @param person whose open requests it is about */
    record Bidding(String person, BidMessage message) implements HostMessage {}

    /** @param message what is not sealed */
    record Inputting(InputMessage message) implements HostMessage {}

    /** As {@link InputMessage.Answered}, sealed for the host. */
    record SealedAnswer(ExecId exec, long nr, Bytes sealed) implements HostMessage {}
}
