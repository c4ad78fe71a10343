package org.anode.node.share;

import org.anode.node.replicate.PeerId;
import org.anode.schema.Bytes;

/** What happens in a lobby, to a {@link LobbyHost} or a {@link LobbyGuest}. */
public sealed interface LobbyEvent {
    /** @param deviceKey Ed25519; the peer has proven that it is its own */
    record Connected(PeerId peer, Bytes deviceKey) implements LobbyEvent {}

    /** @param message as {@code Send} had it, if the peer is honest */
    record Received(PeerId peer, Bytes message) implements LobbyEvent {}

    /** It can not be reached any more, or nobody knows. */
    record Gone(PeerId peer) implements LobbyEvent {}

    /** Time goes by; about every second. */
    record Tick() implements LobbyEvent {}
}
