package org.anode.node.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.anode.node.NodeFailure;
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

    private final LanRooms<Address> rooms;

    private LanTransport(LanConfig config, LanStack stack) {
        this.config = config;
        this.stack = stack;
        this.rooms = new LanRooms<>(config.limits(), THREADS, this::send);
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

    boolean isClosed() {
        return rooms.isClosed();
    }

    /** How many messages came that are none. */
    public long malformed() {
        return malformed.sum();
    }

    @Override
    public Room join(RoomId id, RoomListener listener) {
        return rooms.join(id, listener);
    }

    @Override
    public void close() {
        if (!rooms.close()) return;
        announcer.interrupt();
        stack.channel().close();
    }

    private void announceAgainAndAgain() {
        try {
            while (true) {
                Thread.sleep(ANNOUNCE_EVERY);
                rooms.tick();
            }
        } catch (InterruptedException _) {
            // closed
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
        public void viewAccepted(View view) {
            var peers = new HashSet<>(view.getMembers());
            peers.remove(stack.channel().getAddress());
            rooms.reachable(peers);
        }
    }

    private void take(Address from, Parsed<LanMessage> message) {
        switch (message) {
            case Parsed.Ok<LanMessage>(LanMessage ours) -> rooms.take(from, ours);
            case Parsed.Malformed<LanMessage> _ -> malformed.increment();
        }
    }
}
