package org.anode.node.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.anode.node.NodeFailure;
import org.anode.node.Sharing;
import org.anode.node.cli.Doctor.Finding;
import org.anode.node.share.LanState;
import org.anode.node.share.PeerNode;
import org.anode.node.share.RelayState;
import org.anode.node.transport.LanAddress;
import org.anode.node.transport.MulticastTrial;

/** Looks at what a node needs to meet others on the local network. */
final class LanDoctor {
    private static final String INTERFACES = "interfaces";
    private static final String ADDRESS = "LAN address";
    private static final String MULTICAST = "multicast";
    private static final String CHANNEL = "LAN channel";
    private static final String RELAY = "relay";
    private static final String REACHED = "reached";

    private LanDoctor() {}

    /** What the machine has. */
    static List<Finding> ofMachine() {
        try {
            var present = LanAddress.present();
            var found = new ArrayList<Finding>();
            found.add(new Finding(INTERFACES, !present.isEmpty(), interfaces(present)));
            var best = LanAddress.best(present, Optional.empty());
            found.add(new Finding(
                    ADDRESS, best.isPresent(), best.map(LanDoctor::address).orElse("none; connect to a network")));
            best.ifPresent(address -> found.add(multicast(address)));
            return found;
        } catch (NodeFailure e) {
            return List.of(new Finding(INTERFACES, false, e.sentence()));
        }
    }

    private static String interfaces(List<LanAddress> present) {
        if (present.isEmpty()) return "none is up, not even loopback; connect to a network";
        return present.stream()
                .map(one -> one.nic() + " " + one.text())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String address(LanAddress best) {
        var chosen = best.text() + " of " + best.nic() + " seems best";
        return best.address().isLoopbackAddress()
                ? chosen + ": only nodes of this computer are met until it is in a network"
                : chosen + "; start --lan-address takes another";
    }

    private static Finding multicast(LanAddress best) {
        if (best.address().isLoopbackAddress())
            return new Finding(MULTICAST, true, "not needed for nodes of this computer");
        return MulticastTrial.on(best.address())
                .map(why -> new Finding(
                        MULTICAST,
                        false,
                        "does not work on " + best.nic() + " (" + why
                                + "): look at the firewall, or use anode connect with the other computer's address"))
                .orElseGet(() -> new Finding(
                        MULTICAST,
                        true,
                        "works here on " + best.nic()
                                + "; where the network itself does not pass it on, anode connect finds others"));
    }

    /** What the node that runs has made of it. */
    static List<Finding> ofNode(Sharing sharing) {
        var found = new ArrayList<>(ofMachine());
        found.add(channel(sharing.lan()));
        sharing.relays().forEach(relay -> found.add(relay(relay)));
        found.add(new Finding(REACHED, true, reached(sharing.peers())));
        return found;
    }

    private static Finding channel(LanState state) {
        return switch (state) {
            case LanState.Closed _ -> new Finding(CHANNEL, true, "closed until something is shared or joined");
            case LanState.Never _ -> new Finding(CHANNEL, true, "never opened, as the node was started with --no-lan");
            case LanState.Opening _ -> new Finding(CHANNEL, true, "opening");
            case LanState.Open(var at) -> new Finding(CHANNEL, true, "open on " + at);
            case LanState.Failed(var why) -> new Finding(CHANNEL, false, why);
        };
    }

    private static Finding relay(RelayState relay) {
        return switch (relay.state()) {
            case CONNECTED -> new Finding(RELAY, true, relay.relay() + ", connected");
            case CONNECTING -> new Finding(RELAY, true, relay.relay() + ", connecting");
            case AWAY ->
                new Finding(RELAY, false, relay.relay() + ": " + relay.why() + "; it is tried again and again");
        };
    }

    private static String reached(List<PeerNode> peers) {
        if (peers.isEmpty()) return "nobody";
        return peers.stream()
                .map(peer -> (peer.name().isEmpty() ? peer.device().toString() : peer.name()) + " ("
                        + peer.path().word() + ")")
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
