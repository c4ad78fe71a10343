package org.anode.node.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import org.jgroups.Address;
import org.jgroups.Event;
import org.jgroups.JChannel;
import org.jgroups.PhysicalAddress;
import org.jgroups.logging.LogFactory;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.MFC;
import org.jgroups.protocols.MPING;
import org.jgroups.protocols.PingData;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.UFC;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.stack.IpAddress;
import org.jgroups.stack.Protocol;

/** The JGroups stack, as measured; what each setting is for stands beside it. */
final class LanStack {
    /** What JGroups takes from the wire at once; ours are frames, its own are smaller. */
    private static final int MESSAGE_BYTES_MAX = 8 << 20;

    /** Below a UDP packet, so that nothing else cuts it again. */
    private static final int FRAGMENT_BYTES = 60_000;

    /** Unacknowledged bytes to one peer before a sender waits. */
    private static final int CREDIT_BYTES = 4_000_000;

    static final int MULTICAST_PORT = 47_469;

    /** Of the block that organisations use for themselves; goes no further than this network. */
    static final String MULTICAST_GROUP = "239.255.47.47";

    static final int MULTICAST_HOPS = 1;

    /** How long a node waits for others to answer before it takes itself for the first. */
    private static final int JOIN_TIMEOUT_MS = 500;

    /** A coordinator that lets nobody in must not hold up the start: alone, and merged later. */
    private static final int JOIN_ATTEMPTS_MAX = 3;

    /** Suspended or cut off: the peer is gone after this. */
    private static final int SILENCE_MS = 8_000;

    private static final int HEARTBEAT_MS = 2_000;
    private static final int DOUBT_MS = 1_000;

    /** Two who start at the same moment take themselves for the first and meet after 1.6 times the longer one of these. */
    private static final int MERGE_MIN_MS = 500;

    private static final int MERGE_MAX_MS = 2_000;

    static {
        // It logs what strangers send, as much of it as they like. What went wrong is counted and told by the
        // transport.
        LogFactory.useNoopLogger(true);
    }

    private final LanConfig config;
    private final Set<PhysicalAddress> known = new CopyOnWriteArraySet<>();
    private final TCPPING addresses;
    private final JChannel channel;
    private final int port;

    LanStack(LanConfig config) throws Exception {
        this.config = config;
        this.port = config.port() == 0 ? freePort() : config.port();
        this.addresses = addresses();
        var tcp = tcp();
        var protocols = new ArrayList<Protocol>();
        protocols.add(tcp);
        if (config.multicast()) protocols.add(multicast());
        protocols.add(addresses);
        protocols.addAll(membership());
        protocols.addAll(delivery());
        channel = new JChannel(protocols);
        tcp.getDiagnosticsHandler().setEnabled(false); // else everybody may ask and set anything by multicast (R1)
    }

    JChannel channel() {
        return channel;
    }

    /** Where it listens; from before it is in any view, as peers are spoken to earlier. */
    Optional<InetSocketAddress> address() {
        var self = channel.getAddress();
        if (self == null || !channel.isOpen()) return Optional.empty();
        return channel.down(new Event(Event.GET_PHYSICAL_ADDRESS, self)) instanceof IpAddress bound
                ? Optional.of(new InetSocketAddress(bound.getIpAddress(), bound.getPort()))
                : Optional.empty();
    }

    /** From now on this address is asked again and again. */
    void addPeer(InetSocketAddress peer) {
        known.add(new IpAddress(peer.getAddress(), peer.getPort()));
    }

    /**
     * Asks who is there, by multicast and at all known addresses, and waits for nobody. Views follow only when groups have
     * merged, which takes seconds; who answers can be spoken to at once.
     *
     * @param found hears of each who answers within about a minute, again and again; must not block
     */
    void discover(Consumer<Address> found) {
        if (!channel.isConnected()) return;
        var self = channel.getAddress();
        var answers = addresses.findMembers(null, false, true, 0);
        Consumer<PingData> hear = answer -> {
            boolean isOpen = answer.isServer() && answer.getAddress() != null; // who is not can not answer us yet
            if (isOpen && !answer.getAddress().equals(self)) found.accept(answer.getAddress());
        };
        answers.callback(hear);
        answers.forEach(hear); // those that came meanwhile
    }

    /** JGroups looks for peers by address only if it is given a port. Should another take it first, the next one is tried. */
    private int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, config.address())) {
            return probe.getLocalPort();
        }
    }

    private TCP tcp() {
        var tcp = new TCP();
        tcp.tcpNodelay(true);
        tcp.setMaxLength(MESSAGE_BYTES_MAX);
        tcp.setBindAddr(config.address());
        tcp.setBindPort(port);
        tcp.setPortRange(LanConfig.PORT_RANGE);
        tcp.setBundlerType("transfer-queue");
        tcp.useVirtualThreads(true);
        return tcp;
    }

    private MPING multicast() throws UnknownHostException {
        return new MPING()
                .setBindAddr(config.address())
                .setMcastAddr(InetAddress.getByName(MULTICAST_GROUP))
                .setMcastPort(MULTICAST_PORT)
                .setTTL(MULTICAST_HOPS);
    }

    /** The ports other nodes of this machine listen on, and the peers known by address. */
    private TCPPING addresses() {
        var ping = new TCPPING();
        known.add(new IpAddress(config.address(), port));
        ping.setInitialHosts2(known); // takes the set itself, as it holds something
        int others = config.port() == 0 ? 0 : LanConfig.PORT_RANGE;
        for (int n = 1; n <= others; n++) known.add(new IpAddress(config.address(), port + n));
        config.peers().forEach(this::addPeer);
        ping.asyncDiscoveryUseSeparateThread(true); // an address that does not answer holds up no other
        return ping;
    }

    private List<Protocol> membership() {
        return List.of(
                new MERGE3().setMinInterval(MERGE_MIN_MS).setMaxInterval(MERGE_MAX_MS),
                new FD_SOCK2().setBindAddress(config.address()), // else it listens on every address
                new FD_ALL3().setTimeout(SILENCE_MS).setInterval(HEARTBEAT_MS),
                new VERIFY_SUSPECT2().setTimeout(DOUBT_MS));
    }

    private List<Protocol> delivery() {
        return List.of(
                new NAKACK2().useMcastXmit(false),
                new UNICAST3(),
                new STABLE(),
                new GMS()
                        .printLocalAddress(false)
                        .setJoinTimeout(JOIN_TIMEOUT_MS)
                        .setMaxJoinAttempts(JOIN_ATTEMPTS_MAX),
                new MFC().setMaxCredits(CREDIT_BYTES),
                new UFC().setMaxCredits(CREDIT_BYTES),
                new FRAG4().setFragSize(FRAGMENT_BYTES));
    }
}
