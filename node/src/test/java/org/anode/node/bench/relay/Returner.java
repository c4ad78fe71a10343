package org.anode.node.bench.relay;

import io.netty.channel.EventLoopGroup;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.anode.node.transport.QuietRelayListener;
import org.anode.relay.client.ClientLimits;
import org.anode.relay.client.Ended;
import org.anode.relay.client.Reconnect;
import org.anode.relay.client.RelayAddress;
import org.anode.relay.client.RelayClient;
import org.anode.relay.wire.Signer;
import org.jspecify.annotations.Nullable;

/** A real client that comes back when its connection ends, as a node does. */
final class Returner extends QuietRelayListener implements AutoCloseable {
    private final EventLoopGroup loops;
    private final RelayAddress relay;
    private final Runnable arrived;
    private final Consumer<String> failed;
    private final Signer signer = SeedSigner.generate();
    private final Reconnect reconnect;
    private volatile @Nullable RelayClient client;
    private volatile long welcomeMs = -1;
    private volatile boolean closing;
    private boolean here;

    /**
     * @param arrived is told once, at the first welcome
     * @param failed  is told why a connection ended
     */
    Returner(EventLoopGroup loops, int port, long seed, Runnable arrived, Consumer<String> failed) {
        this.loops = loops;
        this.relay = RelayAddress.of("ws://127.0.0.1:" + port);
        this.reconnect = new Reconnect(new SplittableRandom(seed));
        this.arrived = arrived;
        this.failed = failed;
    }

    /** Of the last welcome, by {@link System#nanoTime}; negative before the first. */
    long welcomeMs() {
        return welcomeMs;
    }

    void connect() {
        if (!closing) client = RelayClient.connect(loops, relay, signer, ClientLimits.DEFAULT, this);
    }

    private static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }

    @Override
    public void welcome(int frameBytesMax, int roomsMax) {
        welcomeMs = nowMs();
        reconnect.welcome(welcomeMs);
        if (!here) arrived.run();
        here = true;
    }

    @Override
    public void draining(int seconds) {
        reconnect.draining(seconds, nowMs());
    }

    @Override
    public void ended(Ended why) {
        if (closing) return;
        failed.accept(kind(why));
        var _ = loops.next().schedule(this::connect, reconnect.endedMs(nowMs()), TimeUnit.MILLISECONDS);
    }

    private static String kind(Ended why) {
        return switch (why) {
            case Ended.Refused refused -> "refused: " + refused.code();
            case Ended.Unreachable _ -> "unreachable";
            case Ended.Untrusted _ -> "not trusted";
            case Ended.Closed closed -> "closed: " + closed.code();
            case Ended.NotServed not -> "HTTP " + not.status();
            case Ended.Silent _ -> "silent";
            case Ended.Malformed malformed -> malformed.reason();
            case Ended.Here _ -> "here";
        };
    }

    @Override
    public void close() {
        closing = true;
        var there = client;
        if (there != null) there.close();
    }
}
