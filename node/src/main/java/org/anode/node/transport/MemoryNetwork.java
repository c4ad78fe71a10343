package org.anode.node.transport;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.anode.schema.Bytes;

/** Connects nodes of one process. With an executor that a test steps through, everything happens in a known order. */
public final class MemoryNetwork {
    private final TransportLimits limits;
    private final Executor deliveries;
    private final Map<RoomId, List<Seat>> seats = new HashMap<>();
    private long links;

    /** @param deliveries runs what listeners are told; must not run it in the caller */
    public MemoryNetwork(TransportLimits limits, Executor deliveries) {
        this.limits = limits;
        this.deliveries = deliveries;
    }

    /** Another node on this network. */
    public Transport open() {
        return new Attached();
    }

    private synchronized void enter(Seat seat) {
        var there = seats.computeIfAbsent(seat.id, _ -> new ArrayList<>());
        for (var other : there) connect(seat, other);
        there.add(seat);
    }

    private void connect(Seat one, Seat other) {
        int max = limits.linksPerRoomMax();
        if (one.peers.size() >= max || other.peers.size() >= max) return;
        var toOther = new LinkId(++links);
        var toOne = new LinkId(++links);
        one.peers.put(toOther, new Peer(other, toOne));
        other.peers.put(toOne, new Peer(one, toOther));
        one.inbox.up(toOther);
        other.inbox.up(toOne);
    }

    private synchronized void leave(Seat seat) {
        if (seat.left) return;
        seat.left = true;
        seat.inbox.close();
        seat.node.rooms.remove(seat.id);
        for (var peer : seat.peers.values()) peer.lose();
        seat.peers.clear();
        var there = seats.getOrDefault(seat.id, new ArrayList<>());
        there.remove(seat);
        if (there.isEmpty()) seats.remove(seat.id);
    }

    /** @param back what the peer calls the link from here */
    private record Peer(Seat seat, LinkId back) {
        void receive(Bytes frame) {
            seat.inbox.received(back, frame);
        }

        void lose() {
            seat.peers.remove(back);
            seat.inbox.gone(back);
        }
    }

    /** One node; its fields belong to the network's lock. */
    private final class Attached implements Transport {
        private final Map<RoomId, Seat> rooms = new HashMap<>();
        private boolean closed;

        @Override
        public TransportLimits limits() {
            return limits;
        }

        @Override
        public Room join(RoomPass room, RoomListener listener) {
            synchronized (MemoryNetwork.this) {
                var seat = new Seat(this, room.id(), listener);
                if (closed) leave(seat);
                else take(seat);
                return seat;
            }
        }

        private void take(Seat seat) {
            if (rooms.containsKey(seat.id)) throw new IllegalStateException("in this room already");
            limits.checkRooms(rooms.size());
            rooms.put(seat.id, seat);
            enter(seat);
        }

        @Override
        public void close() {
            synchronized (MemoryNetwork.this) {
                closed = true;
                List.copyOf(rooms.values()).forEach(Seat::close);
            }
        }
    }

    /** One node in one room; its fields belong to the network's lock. */
    private final class Seat implements Room {
        private final Attached node;
        private final RoomId id;
        private final Inbox inbox;
        private final Map<LinkId, Peer> peers = new LinkedHashMap<>();
        private boolean left;

        Seat(Attached node, RoomId id, RoomListener listener) {
            this.node = node;
            this.id = id;
            this.inbox = new Inbox(listener, limits, deliveries, this::close);
        }

        @Override
        public RoomId id() {
            return id;
        }

        @Override
        public Sent send(LinkId to, Bytes frame) {
            if (frame.size() > limits.frameBytesMax()) return Sent.OVERSIZE;
            synchronized (MemoryNetwork.this) {
                var peer = peers.get(to);
                if (peer == null) return left ? Sent.CLOSED : Sent.NO_LINK;
                peer.receive(frame);
                return Sent.QUEUED;
            }
        }

        @Override
        public Sent broadcast(Bytes frame) {
            if (frame.size() > limits.frameBytesMax()) return Sent.OVERSIZE;
            synchronized (MemoryNetwork.this) {
                peers.values().forEach(peer -> peer.receive(frame));
                return left ? Sent.CLOSED : Sent.QUEUED;
            }
        }

        @Override
        public void close() {
            leave(this);
        }
    }
}
