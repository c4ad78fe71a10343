package org.anode.node.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.anode.node.NodeFailure;
import org.anode.node.RelayUse;
import org.anode.relay.client.RelayAddress;
import org.anode.relay.wire.Bytes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a node that stays meets others at relays. */
final class RelayOptions {
    @Option(
            names = "--relay",
            paramLabel = "URL",
            description =
                    "Meet others at this relay too, as wss://relay.example.org; can be given several times. Links made"
                            + " here carry it.")
    List<String> relays = List.of();

    @Option(names = "--no-relay", description = "Use no relay, not even those of links and notebooks.")
    boolean never;

    @Option(
            names = "--relay-ca",
            paramLabel = "FILE",
            description = "PEM file of the certificates to trust at the relays named here, instead of the usual ones.")
    @Nullable
    Path authorities;

    @Option(names = "--relay-token-file", paramLabel = "FILE", description = "What the one relay named here asks for.")
    @Nullable
    Path token;

    /** @throws NodeFailure if a file can not be read */
    RelayUse use() {
        if (never && (!relays.isEmpty() || authorities != null || token != null))
            throw Asking.usage("--no-relay goes with no other option about relays.");
        if (never) return RelayUse.NONE;
        if (relays.isEmpty() && (authorities != null || token != null))
            throw Asking.usage("--relay-ca and --relay-token-file go with --relay.");
        if (relays.size() > 1 && token != null)
            throw Asking.usage("--relay-token-file goes with one --relay: a token is not shown to other relays.");
        if (relays.size() > RelayUse.OWN_MAX)
            throw Asking.usage("There can be " + RelayUse.OWN_MAX + " relays at most.");
        return new RelayUse(true, List.copyOf(addresses().values()));
    }

    private Map<String, RelayAddress> addresses() {
        Map<String, RelayAddress> found = new LinkedHashMap<>();
        for (var relay : relays) {
            var address = address(relay);
            if (authorities != null) address = address.trusting(readable(authorities));
            if (token != null) address = address.withToken(secret(token));
            found.put(address.toString(), address);
        }
        return found;
    }

    private static RelayAddress address(String text) {
        try {
            return RelayAddress.of(text);
        } catch (IllegalArgumentException e) {
            throw Asking.usage(String.valueOf(e.getMessage()));
        }
    }

    private static Path readable(Path file) {
        if (!Files.isReadable(file)) throw new NodeFailure("There is no file " + file + " to read.");
        return file.toAbsolutePath();
    }

    private static Bytes secret(Path file) {
        try {
            return Bytes.utf8(Files.readString(file).strip());
        } catch (IOException e) {
            throw new NodeFailure("The token in " + file + " can not be read.", e);
        }
    }

    /** What people should know of the relays they named. */
    static List<String> warnings(RelayUse use) {
        return use.own().stream()
                .filter(relay -> !relay.isEncrypted() && !isHere(relay))
                .map(relay -> relay + " is not encrypted: what you write stays sealed, but who watches the network sees"
                        + " which rooms this computer is in, and can cut it off. Use wss:// where the relay has a"
                        + " certificate.")
                .toList();
    }

    private static boolean isHere(RelayAddress relay) {
        try {
            return InetAddress.getByName(relay.uri().getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
