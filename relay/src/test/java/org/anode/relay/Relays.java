package org.anode.relay;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.anode.relay.client.ClientLimits;
import org.anode.relay.client.RelayAddress;
import org.anode.relay.server.RelayConfig;
import org.anode.relay.server.RelayLimits;
import org.anode.relay.server.RelayServer;
import org.anode.relay.wire.KeyPairSigner;
import org.anode.relay.wire.RelayName;
import org.anode.relay.wire.Signer;

/** Relays on free ports of this machine, and guests on them; closes them all. */
final class Relays implements AutoCloseable {
    static final RelayName NAME = new RelayName("127.0.0.1");

    final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<Runnable> closing = new ArrayList<>();

    static RelayConfig config() {
        return config(RelayLimits.DEFAULT);
    }

    static RelayConfig config(RelayLimits limits) {
        return new RelayConfig(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Set.of(NAME),
                Optional.empty(),
                Set.of(),
                new RelayConfig.Tls.None(),
                Set.of(),
                false,
                true,
                false,
                limits);
    }

    static RelayLimits limits(Map<String, Integer> others) {
        return RelayLimits.DEFAULT.with(others);
    }

    RelayServer start(RelayConfig config) {
        var server = RelayServer.start(config);
        closing.add(server::close);
        return server;
    }

    RelayServer start() {
        return start(config());
    }

    RelayServer start(Map<String, Integer> others) {
        return start(config(limits(others)));
    }

    static RelayAddress address(RelayServer relay) {
        return RelayAddress.of("ws://127.0.0.1:" + relay.port());
    }

    Guest guest(RelayServer relay) {
        return guest(address(relay));
    }

    Guest guest(RelayAddress relay) {
        return keep(new Guest(loops, relay));
    }

    Guest guest(RelayAddress relay, Signer signer, ClientLimits limits) {
        return keep(new Guest(loops, relay, signer, limits));
    }

    Guest keep(Guest guest) {
        closing.add(guest::close);
        return guest;
    }

    static Signer room() {
        return KeyPairSigner.generate();
    }

    /** A value of /metrics. */
    static long metric(RelayServer relay, String name) {
        var found = Pattern.compile("^anode_relay_" + Pattern.quote(name) + " (\\d+)$", Pattern.MULTILINE)
                .matcher(relay.metrics());
        if (!found.find()) throw new AssertionError("no metric " + name);
        return Long.parseLong(found.group(1));
    }

    static long denied(RelayServer relay, String why) {
        return metric(relay, "refusals_total{reason=\"" + why + "\"}");
    }

    @Override
    public void close() {
        closing.reversed().forEach(Runnable::run);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
