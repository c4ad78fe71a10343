package org.anode.node.bench;

import java.util.concurrent.atomic.LongAdder;
import org.anode.node.transport.LinkId;
import org.anode.node.transport.Room;
import org.anode.node.transport.RoomId;
import org.anode.node.transport.RoomListener;
import org.anode.node.transport.RoomPass;
import org.anode.node.transport.Sent;
import org.anode.node.transport.Transport;
import org.anode.node.transport.TransportLimits;
import org.anode.schema.Bytes;

/** Counts the frames that are sent by another transport. A frame for the room counts once: it has one peer here. */
final class CountingTransport implements Transport {
    private final Transport transport;
    private final LongAdder frames = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    CountingTransport(Transport transport) {
        this.transport = transport;
    }

    long frames() {
        return frames.sum();
    }

    long bytes() {
        return bytes.sum();
    }

    private void count(Bytes frame) {
        frames.increment();
        bytes.add(frame.size());
    }

    @Override
    public TransportLimits limits() {
        return transport.limits();
    }

    @Override
    public Room join(RoomPass room, RoomListener listener) {
        return new CountedRoom(transport.join(room, listener));
    }

    @Override
    public void close() {
        transport.close();
    }

    private final class CountedRoom implements Room {
        private final Room room;

        CountedRoom(Room room) {
            this.room = room;
        }

        @Override
        public RoomId id() {
            return room.id();
        }

        @Override
        public Sent send(LinkId to, Bytes frame) {
            count(frame);
            return room.send(to, frame);
        }

        @Override
        public Sent broadcast(Bytes frame) {
            count(frame);
            return room.broadcast(frame);
        }

        @Override
        public void close() {
            room.close();
        }
    }
}
