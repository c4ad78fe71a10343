package org.anode.node.transport;

import org.anode.node.NodeFailure;

/**
 * How much a transport takes at most (R14, SY-13).
 *
 * @param frameBytesMax        one frame; longer messages are cut by who sends them
 * @param queueBytesPerLinkMax frames that wait for one listener from one peer, or here for one peer of the LAN
 * @param queueBytesMax        frames that wait for one listener from all peers
 * @param linksPerRoomMax      peers in a room; further ones are not seen until others leave
 * @param roomsMax             rooms of one transport
 */
public record TransportLimits(
        int frameBytesMax, int queueBytesPerLinkMax, int queueBytesMax, int linksPerRoomMax, int roomsMax) {
    /** What a waiting frame costs beside its bytes, so that empty ones are bounded too. */
    static final int FRAME_OVERHEAD_BYTES = 64;

    /**
     * 64 KiB is what relays take. A peer's queue holds the longest message of replication (5 MiB) in frames, so that one
     * burst never has to be repeated, and a room those of several at once. Two dozen people with two devices each are
     * 48 links. An announcement of 1 024 rooms still fits a frame.
     */
    public static final TransportLimits DEFAULT = new TransportLimits(64 << 10, 8 << 20, 32 << 20, 64, 1_024);

    /** @throws NodeFailure if there can be no room more than these */
    void checkRooms(int joined) {
        if (joined >= roomsMax)
            throw new NodeFailure("More than " + roomsMax + " notebooks are shared at once; close some.");
    }

    /** The same for frames of another size. */
    TransportLimits withFrames(int bytesMax) {
        return new TransportLimits(bytesMax, queueBytesPerLinkMax, queueBytesMax, linksPerRoomMax, roomsMax);
    }
}
