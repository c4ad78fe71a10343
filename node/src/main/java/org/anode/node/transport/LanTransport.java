package org.anode.node.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.anode.node.NodeFailure;
import org.anode.schema.Bytes;
import org.jgroups.Address;
import org.jgroups.BytesMessage;

/**
 * Rooms on the local network, over one JGroups channel. JGroups finds peers, frames and orders; who is in which room peers
 * announce to each other, again and again. The wire is untrusted and views are hints (SY-6): every change of view tells all
 * rooms to resync, and who answers when we look around is spoken to before any view has him. All that is not a byte
 * message of ours is counted and ignored.
 */
public final class LanTransport implements Transport {
    /** The version of what goes over the wire is part of the name: nodes of another one do not meet. */
    static final String CLUSTER = "anode-lan-1";

    /**
     * Announcing heals what was lost around a merge; a few dozen bytes to each peer. As often the interfaces are looked at:
     * Java tells nobody when they change, and looking takes a millisecond.
     */
    private static final Duration ANNOUNCE_EVERY = Duration.ofSeconds(5);

    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("lan").start(task);

    private final Function<InetAddress, LanConfig> configs;
    private final Supplier<List<LanAddress>> present;
    private final LanWatch watch;
    private final TransportLimits limits;
    private final LongAdder malformed = new LongAdder();
    private final Thread announcer = Thread.ofVirtual().name("lan-announcer").unstarted(this::announceAgainAndAgain);
    private final LanRooms<Address> rooms;
    private final Set<InetSocketAddress> addedPeers = new CopyOnWriteArraySet<>();

    /** Held while a channel is opened or closed, which takes seconds. */
    private final Object opening = new Object();

    private volatile LanStack stack;

    private LanTransport(
            Function<InetAddress, LanConfig> configs,
            LanConfig first,
            LanWatch watch,
            Supplier<List<LanAddress>> present)
            throws Exception {
        this.configs = configs;
        this.present = present;
        this.watch = watch;
        this.limits = first.limits();
        this.rooms = new LanRooms<>(limits, THREADS, System::nanoTime, this::send);
        this.stack = new LanStack(first);
        connect(stack);
        announcer.start();
    }

    /**
     * Opens the channel on one address for good. Takes up to 3 seconds: nobody should be kept waiting for it.
     *
     * @throws NodeFailure if it can not listen on the address
     */
    public static LanTransport open(LanConfig config) {
        return open(_ -> config, config, LanWatch.ofNothing(config.address()), List::of);
    }

    /**
     * Opens the channel on the best address, and on another when that one goes or a better one comes; rooms stay joined,
     * their links go and come. Takes up to 3 seconds.
     *
     * @param wanted  the only address to be used, as a number, if the user asked for one
     * @param configs how to open it on an address, all with the same limits, for instance {@link LanConfig#on}
     * @throws NodeFailure if there is no such address, or it can not listen on it
     */
    public static LanTransport follow(Optional<String> wanted, Function<InetAddress, LanConfig> configs) {
        return follow(wanted, configs, LanAddress::present);
    }

    static LanTransport follow(
            Optional<String> wanted, Function<InetAddress, LanConfig> configs, Supplier<List<LanAddress>> present) {
        var address = LanAddress.choose(present.get(), wanted);
        return open(configs, configs.apply(address), new LanWatch(wanted, address), present);
    }

    private static LanTransport open(
            Function<InetAddress, LanConfig> configs,
            LanConfig first,
            LanWatch watch,
            Supplier<List<LanAddress>> present) {
        try {
            return new LanTransport(configs, first, watch, present);
        } catch (Exception e) {
            throw new NodeFailure(
                    "The LAN channel cannot be opened on " + first.address().getHostAddress() + ", port " + first.port()
                            + " (" + reason(e)
                            + "); choose another --lan-address or --lan-port, or start with --no-lan.",
                    e);
        }
    }

    private static String reason(Throwable e) {
        var cause = e;
        while (cause.getCause() != null) cause = cause.getCause();
        return String.valueOf(cause.getMessage());
    }

    private void connect(LanStack fresh) throws Exception {
        try {
            fresh.channel().setReceiver(ears(fresh)).connect(CLUSTER);
            fresh.discover(rooms::found);
        } catch (Exception e) {
            fresh.channel().close();
            throw e;
        }
    }

    /** A channel that we moved away from is not heard any more. */
    private LanEars ears(LanStack heard) {
        var channel = heard.channel();
        return new LanEars(channel, rooms, limits, malformed, () -> heard.equals(stack) && channel.isOpen());
    }

    @Override
    public TransportLimits limits() {
        return limits;
    }

    /** Where it listens; nowhere while it moves, and once it is closed. */
    public Optional<InetSocketAddress> address() {
        return stack.address();
    }

    /** Looks for a node there too, at once and from now on. Again looks again. */
    public void addPeer(InetSocketAddress peer) {
        addedPeers.add(peer);
        var open = stack;
        open.addPeer(peer);
        open.discover(rooms::found);
    }

    boolean isClosed() {
        return rooms.isClosed();
    }

    /** How many messages came that are none. */
    public long malformed() {
        return malformed.sum();
    }

    @Override
    public Room join(RoomPass room, RoomListener listener) {
        return rooms.join(room.id(), listener);
    }

    @Override
    public void close() {
        if (!rooms.close()) return;
        announcer.interrupt();
        synchronized (opening) {
            stack.channel().close();
        }
    }

    private void announceAgainAndAgain() {
        try {
            while (true) {
                Thread.sleep(ANNOUNCE_EVERY);
                rooms.tick();
                look();
            }
        } catch (InterruptedException _) {
            // closed
        }
    }

    private void look() {
        try {
            watch.look(present.get()).ifPresent(this::move);
        } catch (NodeFailure _) {
            // The system did not tell which addresses there are: at the next look it may.
        }
    }

    private void move(InetAddress to) {
        synchronized (opening) {
            if (isClosed()) return;
            stack.channel().close();
            rooms.cutOff();
            try {
                reopen(configs.apply(to));
                watch.opened(to);
            } catch (Exception _) {
                watch.failed(); // the address went again, or its ports are taken: at the next look it may work
            }
        }
    }

    private void reopen(LanConfig config) throws Exception {
        var fresh = new LanStack(config);
        var former = stack;
        stack = fresh; // before it hears anything, and before peers are added, so that none is missed
        addedPeers.forEach(fresh::addPeer);
        try {
            connect(fresh);
        } catch (Exception e) {
            stack = former;
            throw e;
        }
    }

    private void send(Address peer, Bytes encoded) {
        try {
            stack.channel().send(new BytesMessage(peer, encoded.toArray()));
        } catch (Exception _) {
            // The channel was closed or the peer went: the view tells, and nobody relied on it.
        }
    }
}
