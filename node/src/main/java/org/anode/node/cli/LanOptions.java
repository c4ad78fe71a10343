package org.anode.node.cli;

import java.util.Optional;
import java.util.OptionalInt;
import org.anode.node.LanUse;
import org.anode.node.transport.LanAddress;
import org.anode.node.transport.LanConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a node that stays meets others on the LAN. */
final class LanOptions {
    private static final int PORT_MAX = 65_535;

    @Option(
            names = "--lan",
            description = "Meet other nodes on the local network at once; else from the first share or join on.")
    boolean always;

    @Option(names = "--no-lan", description = "Never meet other nodes on the local network.")
    boolean never;

    @Option(
            names = "--lan-port",
            paramLabel = "N",
            description = "Listen there for other nodes, or on one of the next ports, instead of " + LanConfig.PORT
                    + "; 0 takes any that is free.")
    @Nullable
    Integer port;

    @Option(
            names = "--lan-address",
            paramLabel = "ADDR",
            description = "Listen for other nodes on this address of this machine alone, instead of the one that seems"
                    + " best.")
    @Nullable
    String address;

    /** @throws org.anode.node.NodeFailure if the address is none of this machine */
    LanUse use() {
        if (never && (always || port != null || address != null))
            throw Asking.usage("--no-lan goes with no other option about the local network.");
        if (port != null && (port < 0 || port > PORT_MAX))
            throw Asking.usage("--lan-port takes a number from 0 to " + PORT_MAX + ".");
        var wanted = Optional.ofNullable(address);
        if (wanted.isPresent()) LanAddress.choose(LanAddress.present(), wanted);
        return new LanUse(when(), port == null ? OptionalInt.empty() : OptionalInt.of(port), wanted);
    }

    private LanUse.When when() {
        if (never) return LanUse.When.NEVER;
        return always ? LanUse.When.AT_START : LanUse.When.ONCE_SHARED;
    }
}
