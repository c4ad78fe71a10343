package org.anode.node.transport;

import org.anode.schema.Bytes;

/**
 * Who is told what happens in a room, one thing after another. Between {@code up} and {@code gone} of a link lie all its
 * frames; each is told once. An exception ends the room: it is a bug.
 */
public interface RoomListener {
    /** A peer is in the room and can be sent to. */
    void up(LinkId link);

    /** @param frame from whoever is behind the link; nothing about it is proven */
    void received(LinkId from, Bytes frame);

    /** The peer left, or nobody knows. */
    void gone(LinkId link);

    /** Frames may have been lost: the network changed, or someone could not keep up. Compare what both sides have (SY-7). */
    void resync();
}
