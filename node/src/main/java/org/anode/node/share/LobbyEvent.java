package org.anode.node.share;

import java.util.Optional;
import org.anode.node.identity.Role;
import org.anode.node.replicate.PeerId;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;

/** What happens in a lobby, to a {@link LobbyHost} or a {@link LobbyGuest}; decisions are for hosts. */
public sealed interface LobbyEvent {
    /** @param deviceKey Ed25519; the peer has proven that it is its own */
    record Connected(PeerId peer, Bytes deviceKey) implements LobbyEvent {}

    /** @param message as {@code Send} had it, if the peer is honest */
    record Received(PeerId peer, Bytes message) implements LobbyEvent {}

    /** It can not be reached any more, or nobody knows. */
    record Gone(PeerId peer) implements LobbyEvent {}

    /** Time goes by; about every second. */
    record Tick() implements LobbyEvent {}

    /**
     * Somebody here lets in a device that waits.
     *
     * @param role instead of what the link gives
     */
    record Approved(DeviceId device, Optional<Role> role) implements LobbyEvent {}

    /** Somebody here does not let a device in that waits. */
    record Refused(DeviceId device) implements LobbyEvent {}

    /** Somebody here takes the link back. */
    record Revoked() implements LobbyEvent {}
}
