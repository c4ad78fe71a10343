package org.anode.node.transport;

import org.anode.node.NodeFailure;

/**
 * Carries frames between nodes that are in the same room. There may be several at once (LAN, relay); what comes twice is
 * harmless to those above.
 */
public interface Transport extends AutoCloseable {
    TransportLimits limits();

    /**
     * Enters a room; the listener soon hears of the links there. On a closed transport the room is closed from the start.
     *
     * @throws IllegalStateException if this transport is in the room already
     * @throws NodeFailure           if it is in {@link TransportLimits#roomsMax} rooms
     */
    Room join(RoomPass room, RoomListener listener);

    /** Leaves all rooms and frees sockets and threads; again does nothing. */
    @Override
    void close();
}
