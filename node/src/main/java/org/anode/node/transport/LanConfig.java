package org.anode.node.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;

/**
 * How the LAN channel is opened.
 *
 * @param address   the only one it listens on and sends from, see {@link LanAddress}
 * @param port      the first one tried, 0 for any that is free: then only peers that know it find this node
 * @param multicast whether peers are looked for by multicast
 * @param peers     where else to look for them
 */
public record LanConfig(
        InetAddress address, int port, boolean multicast, Set<InetSocketAddress> peers, TransportLimits limits) {
    /** Where nodes listen unless told otherwise; unassigned by IANA. */
    public static final int PORT = 47_470;

    /** Further ports tried if that one is taken: so many more nodes of one machine find each other without multicast. */
    public static final int PORT_RANGE = 7;

    public LanConfig {
        peers = Set.copyOf(peers);
    }

    /** Nodes are found with no configuration. */
    public static LanConfig on(InetAddress address) {
        return new LanConfig(address, PORT, !address.isLoopbackAddress(), Set.of(), TransportLimits.DEFAULT);
    }
}
