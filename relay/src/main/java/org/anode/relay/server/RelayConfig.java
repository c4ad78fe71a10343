package org.anode.relay.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.anode.relay.wire.Bytes;
import org.anode.relay.wire.ClientKey;
import org.anode.relay.wire.RelayName;

/**
 * How a relay runs.
 *
 * @param listen         address and port; port 0 for any free one
 * @param names          by which clients reach it. Without any, what a client's Host header says is believed, and a
 *                       hostile relay can pass a client's proofs on to this one: a public relay names itself
 * @param token          access token that clients need
 * @param clients        that may come; all, if none is named
 * @param tls            none behind a proxy that does it
 * @param trustedProxies peers whose X-Forwarded-For is believed
 * @param limitLoopback  whether the limits for addresses hold for this machine's own too
 * @param metrics        whether /metrics is there
 * @param logAddresses   whether logs may say who connects
 */
public record RelayConfig(
        InetSocketAddress listen,
        Set<RelayName> names,
        Optional<Bytes> token,
        Set<ClientKey> clients,
        Tls tls,
        Set<InetAddress> trustedProxies,
        boolean limitLoopback,
        boolean metrics,
        boolean logAddresses,
        RelayLimits limits) {
    /** How connections are encrypted. */
    public sealed interface Tls {
        record None() implements Tls {}

        /** PEM files: the certificate with its chain, and its key without a password. They may change while it runs. */
        record Files(Path certificate, Path key) implements Tls {}

        /** A fresh certificate for the names of the relay and this machine, that nobody knows yet. */
        record Dev() implements Tls {}
    }

    public static final RelayConfig DEFAULT = new RelayConfig(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080),
            Set.of(),
            Optional.empty(),
            Set.of(),
            new Tls.None(),
            Set.of(),
            false,
            true,
            false,
            RelayLimits.DEFAULT);

    public RelayConfig {
        names = Set.copyOf(names);
        clients = Set.copyOf(clients);
        trustedProxies = Set.copyOf(trustedProxies);
    }

    public RelayConfig listening(InetSocketAddress where) {
        return new RelayConfig(
                where, names, token, clients, tls, trustedProxies, limitLoopback, metrics, logAddresses, limits);
    }

    public RelayConfig with(Tls how) {
        return new RelayConfig(
                listen, names, token, clients, how, trustedProxies, limitLoopback, metrics, logAddresses, limits);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "RelayConfig[" + listen + ", names " + names + ", " + tls + "]";
    }
}
