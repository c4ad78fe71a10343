package org.anode.node.room;

import org.anode.node.replicate.PeerId;
import org.anode.schema.Bytes;

/** What a {@link RoomMachine} wants done, in this order. */
sealed interface RoomEffect {
    /** It may get lost. */
    record Transmit(Route to, Bytes frame) implements RoomEffect {}

    /** What the listener is to hear. */
    sealed interface News extends RoomEffect {}

    record Connected(PeerId peer, Bytes deviceKey, Bytes agreementKey) implements News {}

    record Gone(PeerId peer) implements News {}

    record Received(PeerId peer, Lane lane, Bytes message) implements News {}

    /** It is reached by another way from now on. */
    record Rerouted(PeerId peer) implements News {}

    record Resync() implements News {}
}
