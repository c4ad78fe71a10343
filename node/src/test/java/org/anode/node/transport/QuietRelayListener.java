package org.anode.node.transport;

import java.util.List;
import org.anode.relay.client.Ended;
import org.anode.relay.client.RelayListener;
import org.anode.relay.wire.JoinRefusal;
import org.anode.relay.wire.MemberId;
import org.anode.relay.wire.RequestId;
import org.anode.relay.wire.RoomHandle;

/** Does nothing about what a relay says: for tests that wait for little of it. */
public abstract class QuietRelayListener implements RelayListener {
    @Override
    public void welcome(int frameBytesMax, int roomsMax) {}

    @Override
    public void joined(RequestId request, RoomHandle room, MemberId me, List<MemberId> members) {}

    @Override
    public void notJoined(RequestId request, JoinRefusal why) {}

    @Override
    public void up(RoomHandle room, MemberId member) {}

    @Override
    public void gone(RoomHandle room, MemberId member) {}

    @Override
    public void frame(RoomHandle room, MemberId from, byte[] payload) {}

    @Override
    public void resync(RoomHandle room) {}

    @Override
    public void unblocked() {}

    @Override
    public void draining(int seconds) {}

    @Override
    public void ended(Ended why) {}
}
