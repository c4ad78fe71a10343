package org.anode.node.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.anode.node.NodeFailure;
import org.anode.node.transport.LanMessage.Frame;
import org.anode.node.transport.LanMessage.Here;
import org.anode.node.transport.LanMessage.Lost;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.View;

/**
 * Rooms on the local network, over one JGroups channel. JGroups finds peers, frames and orders; who is in which room peers
 * announce to each other, again and again. The wire is untrusted and views are hints (SY-6): every change of view tells all
 * rooms to resync. All that is not a byte message of ours is counted and ignored.
 */
public final class LanTransport implements Transport {
    /** The version of what goes over the wire is part of the name: nodes of another one do not meet. */
    private static final String CLUSTER = "anode-lan-1";

    /** Heals what was lost around a merge; a few dozen bytes to each peer. */
    private static final Duration ANNOUNCE_EVERY = Duration.ofSeconds(5);

    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("lan").start(task);

    private final LanConfig config;
    private final LanStack stack;
    private final LongAdder malformed = new LongAdder();
    private final Thread announcer = Thread.ofVirtual().name("lan-announcer").unstarted(this::announceAgainAndAgain);

    // Below: guarded by this.
    private final Roster<Address> roster;
    private final Map<RoomId, LanRoom> rooms = new HashMap<>();
    private final Lanes<Address> lanes;
    private Set<Address> view = Set.of();
    private boolean closed;

    private LanTransport(LanConfig config, LanStack stack) {
        this.config = config;
        this.stack = stack;
        this.lanes = new Lanes<>(config.limits(), THREADS, this::send);
        this.roster = new Roster<>(config.limits().linksPerRoomMax());
    }

    /**
     * Opens the channel. Takes up to 3 seconds: nobody should be kept waiting for it.
     *
     * @throws NodeFailure if it can not listen on the address
     */
    public static LanTransport open(LanConfig config) {
        try {
            var transport = new LanTransport(config, new LanStack(config));
            transport.connect();
            return transport;
        } catch (Exception e) {
            throw new NodeFailure(
                    "The LAN channel cannot be opened on " + config.address().getHostAddress() + ", port "
                            + config.port() + " (" + reason(e)
                            + "); choose another --lan-address or --lan-port, or start with --no-lan.",
                    e);
        }
    }

    private static String reason(Throwable e) {
        var cause = e;
        while (cause.getCause() != null) cause = cause.getCause();
        return String.valueOf(cause.getMessage());
    }

    private void connect() throws Exception {
        try {
            stack.channel().setReceiver(new Ears()).connect(CLUSTER);
        } catch (Exception e) {
            stack.channel().close();
            throw e;
        }
        announcer.start();
    }

    @Override
    public TransportLimits limits() {
        return config.limits();
    }

    /** Where it listens. Not to be asked once it is closed. */
    public InetSocketAddress address() {
        return stack.address();
    }

    /** Looks for a node there too, from now on; it is found within about ten seconds. Again does nothing. */
    public void addPeer(InetSocketAddress peer) {
        stack.addPeer(peer);
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** How many messages came that are none. */
    public long malformed() {
        return malformed.sum();
    }

    @Override
    public synchronized Room join(RoomId id, RoomListener listener) {
        if (rooms.containsKey(id)) throw new IllegalStateException("in this room already");
        if (rooms.size() >= limits().roomsMax())
            throw new NodeFailure("More than " + limits().roomsMax() + " notebooks are shared at once; close some.");
        var room = new LanRoom(id, listener);
        if (closed) room.left = true;
        else enter(room);
        return room;
    }

    private void enter(LanRoom room) {
        rooms.put(room.id, room);
        lanes.announce(rooms.keySet()); // before any frame of this room
        tell(roster.join(room.id));
    }

    private synchronized void leave(LanRoom room) {
        if (room.left) return;
        room.left = true;
        room.inbox.close();
        rooms.remove(room.id);
        roster.leave(room.id);
        lanes.announce(rooms.keySet());
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) return;
            closed = true;
            List.copyOf(rooms.values()).forEach(this::leave);
            lanes.closeAll();
        }
        announcer.interrupt();
        stack.channel().close(); // not under the lock: it waits for threads that may want it
    }

    private void announceAgainAndAgain() {
        try {
            while (true) {
                Thread.sleep(ANNOUNCE_EVERY);
                tick();
            }
        } catch (InterruptedException _) {
            // closed
        }
    }

    private synchronized void tick() {
        for (var silent : roster.tick()) {
            tell(roster.drop(silent));
            if (!view.contains(silent)) lanes.close(silent);
        }
        lanes.announce(rooms.keySet());
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

    private void send(Address peer, Bytes encoded) {
        try {
            stack.channel().send(new BytesMessage(peer, encoded.toArray()));
        } catch (Exception _) {
            // The channel was closed or the peer went: the view tells, and nobody relied on it.
        }
    }

    /** What JGroups calls, on threads of its own. */
    private final class Ears implements Receiver {
        @Override
        public void receive(Message message) {
            if (message instanceof BytesMessage bytes && bytes.hasArray() && bytes.getSrc() != null) {
                int start = bytes.getOffset();
                var encoded = Arrays.copyOfRange(bytes.getArray(), start, start + bytes.getLength());
                take(bytes.getSrc(), LanCodec.decode(Bytes.wrap(encoded), limits()));
            } else malformed.increment();
        }

        @Override
        public void viewAccepted(View now) {
            changeView(now);
        }
    }

    private void take(Address from, Parsed<LanMessage> message) {
        switch (message) {
            case Parsed.Ok<LanMessage>(Here here) -> hear(from, here);
            case Parsed.Ok<LanMessage>(Frame frame) ->
                find(from, frame.room()).ifPresent(at -> at.inbox.received(at.link, frame.frame()));
            case Parsed.Ok<LanMessage>(Lost lost) -> find(from, lost.room()).ifPresent(at -> at.inbox.resync());
            case Parsed.Malformed<LanMessage> _ -> malformed.increment();
        }
    }

    private synchronized void hear(Address from, Here here) {
        if (!closed && lanes.to(from) != null) tell(roster.heard(from, here.rooms()));
    }

    private record At(Inbox inbox, LinkId link) {}

    private synchronized Optional<At> find(Address from, RoomId id) {
        return Optional.ofNullable(rooms.get(id))
                .flatMap(room -> roster.link(id, from).map(link -> new At(room.inbox, link)));
    }

    private synchronized void changeView(View now) {
        if (closed) return;
        var before = view;
        view = new HashSet<>(now.getMembers());
        view.remove(stack.channel().getAddress());
        for (var peer : before) {
            if (view.contains(peer)) continue;
            tell(roster.drop(peer));
            lanes.close(peer);
        }
        view.forEach(lanes::to);
        lanes.announce(rooms.keySet());
        for (var room : rooms.values()) if (!roster.peers(room.id).isEmpty()) room.inbox.resync();
    }

    /** One room; its fields belong to the transport's lock. */
    private final class LanRoom implements Room {
        private final RoomId id;
        private final Inbox inbox;
        private boolean left;

        LanRoom(RoomId id, RoomListener listener) {
            this.id = id;
            this.inbox = new Inbox(listener, config.limits(), THREADS, this::close);
        }

        @Override
        public RoomId id() {
            return id;
        }

        @Override
        public Sent send(LinkId to, Bytes frame) {
            if (frame.size() > limits().frameBytesMax()) return Sent.OVERSIZE;
            synchronized (LanTransport.this) {
                if (left) return Sent.CLOSED;
                var lane = roster.peer(id, to).map(lanes::to);
                if (lane.isEmpty()) return Sent.NO_LINK;
                return lane.get().frame(id, LanCodec.encode(new Frame(id, frame))) ? Sent.QUEUED : Sent.FULL;
            }
        }

        @Override
        public Sent broadcast(Bytes frame) {
            if (frame.size() > limits().frameBytesMax()) return Sent.OVERSIZE;
            var encoded = LanCodec.encode(new Frame(id, frame));
            synchronized (LanTransport.this) {
                if (left) return Sent.CLOSED;
                for (var peer : roster.peers(id)) {
                    var lane = lanes.to(peer);
                    if (lane != null) lane.frame(id, encoded);
                }
                return Sent.QUEUED;
            }
        }

        @Override
        public void close() {
            leave(this);
        }
    }
}
