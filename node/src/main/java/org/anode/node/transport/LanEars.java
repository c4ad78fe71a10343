package org.anode.node.transport;

import java.util.Arrays;
import java.util.HashSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.View;

/** What JGroups calls, on threads of its own. All that is not a message of ours is counted. */
final class LanEars implements Receiver {
    private final JChannel channel;
    private final LanRooms<Address> rooms;
    private final TransportLimits limits;
    private final LongAdder malformed;
    private final BooleanSupplier current;

    /** @param current whether what this channel says still counts */
    LanEars(
            JChannel channel,
            LanRooms<Address> rooms,
            TransportLimits limits,
            LongAdder malformed,
            BooleanSupplier current) {
        this.channel = channel;
        this.rooms = rooms;
        this.limits = limits;
        this.malformed = malformed;
        this.current = current;
    }

    @Override
    public void receive(Message message) {
        if (!current.getAsBoolean()) return;
        if (message instanceof BytesMessage bytes && bytes.hasArray() && bytes.getSrc() != null) {
            int start = bytes.getOffset();
            var encoded = Arrays.copyOfRange(bytes.getArray(), start, start + bytes.getLength());
            take(bytes.getSrc(), LanCodec.decode(Bytes.wrap(encoded), limits));
        } else malformed.increment();
    }

    private void take(Address from, Parsed<LanMessage> message) {
        switch (message) {
            case Parsed.Ok<LanMessage>(LanMessage ours) -> rooms.take(from, ours);
            case Parsed.Malformed<LanMessage> _ -> malformed.increment();
        }
    }

    @Override
    public void viewAccepted(View view) {
        if (!current.getAsBoolean()) return;
        var peers = new HashSet<>(view.getMembers());
        peers.remove(channel.getAddress());
        rooms.reachable(peers);
    }
}
