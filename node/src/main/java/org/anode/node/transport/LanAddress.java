package org.anode.node.transport;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.anode.node.NodeFailure;

/**
 * An address of this machine that is up.
 *
 * @param nic          name of its network interface
 * @param pointToPoint of a tunnel, such as a VPN's
 */
public record LanAddress(String nic, InetAddress address, boolean pointToPoint) {
    /** Bridges to containers and virtual machines: nobody else's node is there. */
    private static final List<String> INNER =
            List.of("docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "podman", "cni");

    /** @throws NodeFailure if the system does not tell */
    public static List<LanAddress> present() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(LanAddress::isUp)
                    .flatMap(nic -> nic.inetAddresses()
                            .map(address -> new LanAddress(nic.getName(), address, isPointToPoint(nic))))
                    .toList();
        } catch (SocketException e) {
            throw new NodeFailure("The network interfaces cannot be listed: " + e.getMessage() + ".", e);
        }
    }

    /**
     * The one to open the LAN channel on: private ones of real networks first, IPv4 first, loopback last.
     *
     * @param wanted what the user asked for, as a number
     * @throws NodeFailure if that is not an address of this machine, or there is none at all
     */
    public static InetAddress choose(List<LanAddress> present, Optional<String> wanted) {
        return best(present, wanted).map(LanAddress::address).orElseThrow(() -> new NodeFailure(none(present, wanted)));
    }

    /** @return none if there is no such address */
    public static Optional<LanAddress> best(List<LanAddress> present, Optional<String> wanted) {
        return present.stream().filter(one -> one.isWanted(wanted)).min(Comparator.comparingInt(LanAddress::rank));
    }

    /** Whether nodes elsewhere are rather found by this one. */
    boolean isBetterThan(LanAddress other) {
        return rank() < other.rank();
    }

    /** The one the user asked for, or any if he did not ask. */
    private boolean isWanted(Optional<String> wanted) {
        return wanted.isEmpty() || text().equals(wanted.get());
    }

    private static String none(List<LanAddress> present, Optional<String> wanted) {
        if (wanted.isEmpty()) return "No network interface is up, not even loopback.";
        var there = present.stream().map(LanAddress::text).collect(Collectors.joining(", "));
        return wanted.get() + " is not an address of this machine; there are: " + there + ".";
    }

    private int rank() {
        int kind = address.isLoopbackAddress() ? 64 : 0;
        int scope = address.isSiteLocalAddress() ? 0 : 1;
        int family = address instanceof Inet4Address ? 0 : 4;
        int tunnel = pointToPoint ? 16 : 0;
        int inner = INNER.stream().anyMatch(nic::startsWith) ? 32 : 0;
        int unrouted = address.isLinkLocalAddress() ? 8 : 0;
        return kind + scope + family + tunnel + inner + unrouted;
    }

    /** Without the name of the interface that Java adds to some IPv6 addresses. */
    public String text() {
        return address.getHostAddress().replaceFirst("%.*", "");
    }

    private static boolean isUp(NetworkInterface nic) {
        try {
            return nic.isUp();
        } catch (SocketException _) {
            return false; // it went while we looked
        }
    }

    private static boolean isPointToPoint(NetworkInterface nic) {
        try {
            return nic.isPointToPoint();
        } catch (SocketException _) {
            return false;
        }
    }
}
