package org.anode.node.transport;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.anode.node.transport.LanMessage.Frame;
import org.anode.node.transport.LanMessage.Here;
import org.anode.node.transport.LanMessage.Lost;
import org.anode.schema.Bytes;

/**
 * The rooms of a LAN transport: puts together who is where, what waits for listeners and what waits for peers. Knows no
 * sockets. Everything is guarded by this; nothing in here blocks.
 *
 * @param <P> how a peer is addressed
 */
final class LanRooms<P> {
    /** Every member can say that a room lost something: it is told this often at most, the rest with the next tick. */
    static final Duration LOSS_EVERY = Duration.ofSeconds(1);

    private final TransportLimits limits;
    private final Executor executor;
    private final LongSupplier nanoTime;
    private final Roster<P> roster;
    private final Lanes<P> lanes;
    private final Map<RoomId, Joined> rooms = new HashMap<>();
    private Set<P> view = Set.of();
    private boolean closed;

    /**
     * @param nanoTime monotonic, as {@link System#nanoTime}
     * @param wire     sends one message to a peer; may block, does not throw
     */
    LanRooms(TransportLimits limits, Executor executor, LongSupplier nanoTime, BiConsumer<P, Bytes> wire) {
        this.limits = limits;
        this.executor = executor;
        this.nanoTime = nanoTime;
        this.roster = new Roster<>(limits.linksPerRoomMax());
        this.lanes = new Lanes<>(limits, executor, wire);
    }

    synchronized Room join(RoomId id, RoomListener listener) {
        if (rooms.containsKey(id)) throw new IllegalStateException("in this room already");
        limits.checkRooms(rooms.size());
        var room = new Joined(id, listener);
        if (closed) room.left = true;
        else enter(room);
        return room;
    }

    private void enter(Joined room) {
        rooms.put(room.id, room);
        lanes.announce(rooms.keySet()); // before any frame of this room
        tell(roster.join(room.id));
    }

    private synchronized void leave(Joined room) {
        if (room.left) return;
        room.left = true;
        room.inbox.close();
        rooms.remove(room.id);
        roster.leave(room.id);
        lanes.announce(rooms.keySet());
    }

    /** @return false if it was closed before */
    synchronized boolean close() {
        if (closed) return false;
        closed = true;
        List.copyOf(rooms.values()).forEach(this::leave);
        lanes.closeAll();
        return true;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Time to say again where we are, and to drop who did not for long. */
    synchronized void tick() {
        for (var silent : roster.tick()) {
            tell(roster.drop(silent));
            if (!view.contains(silent)) lanes.close(silent);
        }
        lanes.announce(rooms.keySet());
        rooms.values().forEach(Joined::tellLoss);
    }

    /** The channel was closed, another follows: whoever comes back is somebody new. */
    synchronized void cutOff() {
        roster.known().forEach(this::drop);
        view.forEach(this::drop);
        view = Set.of();
        for (var room : rooms.values()) room.inbox.resync();
    }

    /** The network says that these, and no others, can be reached; what was on its way may be lost (SY-7). */
    synchronized void reachable(Set<P> now) {
        if (closed) return;
        for (var peer : view) if (!now.contains(peer)) drop(peer);
        view = Set.copyOf(now);
        view.forEach(lanes::to);
        lanes.announce(rooms.keySet());
        for (var room : rooms.values()) if (!roster.peers(room.id).isEmpty()) room.inbox.resync();
    }

    /** Somebody may be there whom no view has yet: he hears at once where we are, and is a peer as soon as he answers. */
    synchronized void found(P peer) {
        if (!closed && lanes.to(peer) != null) roster.expect(peer);
    }

    private void drop(P peer) {
        tell(roster.drop(peer));
        lanes.close(peer);
    }

    void take(P from, LanMessage message) {
        switch (message) {
            case Here here -> hear(from, here);
            case Frame frame ->
                find(from, frame.room()).ifPresent(at -> at.room.inbox.received(at.link, frame.frame()));
            case Lost lost -> find(from, lost.room()).ifPresent(at -> lost(at.room));
        }
    }

    private synchronized void hear(P from, Here here) {
        if (!closed && lanes.to(from) != null) tell(roster.heard(from, here.rooms()));
    }

    private synchronized void lost(Joined room) {
        room.lossWaits = true;
        room.tellLoss();
    }

    private record At<P>(LanRooms<P>.Joined room, LinkId link) {}

    private synchronized Optional<At<P>> find(P from, RoomId id) {
        return Optional.ofNullable(rooms.get(id))
                .flatMap(room -> roster.link(id, from).map(link -> new At<>(room, link)));
    }

    private void tell(List<Roster.Change> changes) {
        for (var change : changes) {
            var room = rooms.get(change.room());
            if (room == null) continue;
            switch (change) {
                case Roster.Up up -> room.inbox.up(up.link());
                case Roster.Gone gone -> room.inbox.gone(gone.link());
            }
        }
    }

    private synchronized Sent send(Joined room, LinkId to, Bytes encoded) {
        if (room.left) return Sent.CLOSED;
        var lane = roster.peer(room.id, to).map(lanes::to);
        if (lane.isEmpty()) return Sent.NO_LINK;
        return lane.get().frame(room.id, encoded) ? Sent.QUEUED : Sent.FULL;
    }

    private synchronized Sent broadcast(Joined room, Bytes encoded) {
        if (room.left) return Sent.CLOSED;
        for (var peer : roster.peers(room.id)) {
            var lane = lanes.to(peer);
            if (lane != null) lane.frame(room.id, encoded);
        }
        return Sent.QUEUED;
    }

    private final class Joined implements Room {
        private final RoomId id;
        private final Inbox inbox;
        private boolean left;
        private boolean lossWaits;
        private long lossToldNanos;

        Joined(RoomId id, RoomListener listener) {
            this.id = id;
            this.inbox = new Inbox(listener, limits, executor, this::close);
            this.lossToldNanos = nanoTime.getAsLong() - LOSS_EVERY.toNanos();
        }

        private void tellLoss() {
            long now = nanoTime.getAsLong();
            if (!lossWaits || now - lossToldNanos < LOSS_EVERY.toNanos()) return;
            lossWaits = false;
            lossToldNanos = now;
            inbox.resync();
        }

        @Override
        public RoomId id() {
            return id;
        }

        @Override
        public Sent send(LinkId to, Bytes frame) {
            if (frame.size() > limits.frameBytesMax()) return Sent.OVERSIZE;
            return LanRooms.this.send(this, to, LanCodec.encode(new Frame(id, frame)));
        }

        @Override
        public Sent broadcast(Bytes frame) {
            if (frame.size() > limits.frameBytesMax()) return Sent.OVERSIZE;
            return LanRooms.this.broadcast(this, LanCodec.encode(new Frame(id, frame)));
        }

        @Override
        public void close() {
            leave(this);
        }
    }
}
