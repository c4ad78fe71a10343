package org.anode.node.transport;

import org.anode.schema.Bytes;

/** A room that was joined. Sending never blocks; any thread. */
public interface Room extends AutoCloseable {
    RoomId id();

    /** Frames to one link arrive in the order they were sent, if they arrive. */
    Sent send(LinkId to, Bytes frame);

    /** To every link of the room, not to oneself. */
    Sent broadcast(Bytes frame);

    /**
     * Leaves; again does nothing. Peers hear that the link is gone. The listener hears nothing any more, but for what it
     * is being told right now.
     */
    @Override
    void close();
}
