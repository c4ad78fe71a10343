package org.anode.relay.client;

import java.util.List;
import org.anode.relay.wire.JoinRefusal;
import org.anode.relay.wire.MemberId;
import org.anode.relay.wire.RequestId;
import org.anode.relay.wire.RoomHandle;

/**
 * Who is told what a relay says: on the connection's event loop, one thing after another; must not block. Between
 * {@code joined} or {@code up} and {@code gone} of a member lie all its frames.
 */
public interface RelayListener {
    /** The relay knows who this is: rooms can be joined now. */
    void welcome(int frameBytesMax, int roomsMax);

    /**
     * @param room    what the relay calls it as long as this connection is in it
     * @param me      what the others call this connection
     * @param members who else is there
     */
    void joined(RequestId request, RoomHandle room, MemberId me, List<MemberId> members);

    void notJoined(RequestId request, JoinRefusal why);

    void up(RoomHandle room, MemberId member);

    void gone(RoomHandle room, MemberId member);

    /** @param payload the listener's own from here on */
    void frame(RoomHandle room, MemberId from, byte[] payload);

    /** Frames of this room were lost on the way here. */
    void resync(RoomHandle room);

    /** Frames are taken again, after one was not as too much was unsent. Whoever missed it can be told to compare now. */
    void unblocked();

    /** The relay is about to close, and hopes to be back in so many seconds. */
    void draining(int seconds);

    /** The last that is told, always and once. */
    void ended(Ended why);
}
