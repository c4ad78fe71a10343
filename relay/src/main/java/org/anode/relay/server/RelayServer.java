package org.anode.relay.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.anode.relay.wire.Protocol;
import org.anode.relay.wire.ServerMessage;
import org.jspecify.annotations.Nullable;

/** A running relay. Needs no folder, keeps nothing, prints nothing. */
public final class RelayServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RelayServer.class.getName());

    /** Room for connects that come at once when a relay was away. */
    private static final int BACKLOG = 1_024;

    /** A read begins small, as most frames are, and grows with what comes. */
    private static final AdaptiveRecvByteBufAllocator READS = new AdaptiveRecvByteBufAllocator(512, 2_048, 64 << 10);

    private final EventLoopGroup loops;
    private final Hub hub;
    private final Channel listening;
    private final Optional<DevCertificate> devCertificate;
    private final Optional<Tls> tls;

    private RelayServer(
            EventLoopGroup loops,
            Hub hub,
            Channel listening,
            Optional<DevCertificate> devCertificate,
            Optional<Tls> tls) {
        this.loops = loops;
        this.hub = hub;
        this.listening = listening;
        this.devCertificate = devCertificate;
        this.tls = tls;
    }

    /** @throws RelayFailure if it can not listen there, or its certificate can not be read */
    public static RelayServer start(RelayConfig config) {
        var certificate = config.tls() instanceof RelayConfig.Tls.Dev
                ? Optional.of(
                        DevCertificate.make(config.names(), config.listen().getAddress()))
                : Optional.<DevCertificate>empty();
        var tls = Tls.of(config, certificate);
        var loops = new MultiThreadIoEventLoopGroup(
                Runtime.getRuntime().availableProcessors(),
                new DefaultThreadFactory("relay", true),
                NioIoHandler.newFactory());
        var hub = new Hub(config, loops);
        try {
            var listening = listen(config, loops, hub, tls);
            hub.lanes().forEach(Lane::start);
            tls.ifPresent(Tls::start);
            LOG.log(Level.INFO, "event=started tls={0} names={1}", tls.isPresent(), config.names());
            if (config.names().isEmpty() && !config.listen().getAddress().isLoopbackAddress())
                LOG.log(
                        Level.WARNING,
                        "event=nameless hint=\"give a public relay its names, or others can use what clients sign\"");
            return new RelayServer(loops, hub, listening, certificate, tls);
        } catch (RelayFailure e) {
            end(loops, hub);
            throw e;
        }
    }

    private static Channel listen(RelayConfig config, EventLoopGroup loops, Hub hub, Optional<Tls> tls) {
        var limits = config.limits();
        var bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOCATOR, hub.allocator)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, READS)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(limits.unsentLowBytes(), limits.unsentHighBytes()))
                .childHandler(new Entrance(hub, tls))
                .bind(config.listen())
                .awaitUninterruptibly();
        if (bound.isSuccess()) return bound.channel();
        throw refused(config.listen(), bound.cause());
    }

    private static RelayFailure refused(InetSocketAddress at, @Nullable Throwable cause) {
        var where = at.getHostString() + ":" + at.getPort();
        if (cause instanceof BindException)
            return new RelayFailure(
                    "The relay can not listen on " + where
                            + ": the port is taken or the address is not this machine's; choose another with listen.",
                    cause);
        return new RelayFailure("The relay can not listen on " + where + ": " + cause + ".", cause);
    }

    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** What clients have to trust, if the relay made itself a certificate. */
    public Optional<DevCertificate> devCertificate() {
        return devCertificate;
    }

    /** As /metrics says it. */
    public String metrics() {
        return hub.counters.text(hub.gauges());
    }

    /** Each accepted socket passes here, on its loop. */
    private static final class Entrance extends ChannelInitializer<Channel> {
        private final Hub hub;
        private final Optional<Tls> tls;

        Entrance(Hub hub, Optional<Tls> tls) {
            this.hub = hub;
            this.tls = tls;
        }

        @Override
        protected void initChannel(Channel channel) {
            var denied = admit(channel);
            if (denied.isEmpty()) return;
            hub.counters.denied(denied.get());
            var _ = channel.close();
        }

        private Optional<Denial> admit(Channel channel) {
            if (hub.connections.get() >= hub.limits.connectionsMax()) return Optional.of(Denial.CONNECTIONS_FULL);
            if (hub.bufferedBytes > hub.limits.bufferedBytesMax()) return Optional.of(Denial.MEMORY_FULL);
            // Null if it is gone already.
            if (!(channel.remoteAddress() instanceof InetSocketAddress remote)) return Optional.of(Denial.REQUEST);
            var peer = remote.getAddress();
            var lane = hub.laneOf(channel.eventLoop());
            var connection = new Connection(hub, channel, peer, lane);
            if (!hub.config.trustedProxies().contains(peer)) {
                var denied = connection.enter();
                if (denied.isPresent()) return denied;
            }
            hub.connections.incrementAndGet();
            lane.add(connection);
            hub.halfOpen.enter(connection).ifPresent(Connection::giveWay);
            if (hub.config.logAddresses()) LOG.log(Level.INFO, "event=accepted peer={0}", peer.getHostAddress());
            tls.ifPresent(here -> channel.pipeline().addLast(here.handler(channel, hub.limits.helloMs())));
            channel.pipeline()
                    .addLast(new HttpServerCodec(http(hub.limits)))
                    .addLast(new Door(hub, connection))
                    .addLast(connection);
            return Optional.empty();
        }

        private static HttpDecoderConfig http(RelayLimits limits) {
            return new HttpDecoderConfig()
                    .setMaxInitialLineLength(limits.requestLineCharsMax())
                    .setMaxHeaderSize(limits.headerBytesMax())
                    .setInitialBufferSize(256);
        }
    }

    /** Closes without telling when it is back. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }

    /**
     * Takes nobody in any more, tells everybody to come back in so long, gives what is unsent a moment to leave, and ends
     * every connection. Again does nothing.
     */
    public void close(Duration comeBack) {
        if (hub.draining) return;
        hub.draining = true;
        var _ = listening.close().awaitUninterruptibly();
        int seconds = (int) Math.min(comeBack.toSeconds(), ServerMessage.Draining.SECONDS_MAX);
        long byMs = Hub.nowMs() + hub.limits.drainMs();
        LOG.log(Level.INFO, "event=draining connections={0} seconds={1}", hub.connections.get(), seconds);
        onEach(connection -> {
            if (connection.isWelcome()) connection.say(new ServerMessage.Draining(seconds));
        });
        while (unsent() && Hub.nowMs() < byMs) pause();
        onEach(connection -> connection.close(Protocol.CLOSE_RESTARTING, "restarting"));
        while (hub.connections.get() > 0 && Hub.nowMs() < byMs) pause();
        end(loops, hub);
        tls.ifPresent(Tls::close);
        devCertificate.ifPresent(DevCertificate::forget);
        LOG.log(Level.INFO, "event=stopped");
    }

    private boolean unsent() {
        var found = new java.util.concurrent.atomic.AtomicBoolean();
        onEach(connection -> {
            if (connection.unsentBytes() > 0) found.set(true);
        });
        return found.get();
    }

    /** On all lanes, and waits until it is done. */
    private void onEach(Consumer<Connection> task) {
        var lanes = hub.lanes();
        var done = new CountDownLatch(lanes.size());
        for (var lane : lanes)
            lane.execute(() -> {
                lane.connections().forEach(task);
                done.countDown();
            });
        try {
            var _ = done.await(hub.limits.drainMs(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void end(EventLoopGroup loops, Hub hub) {
        hub.verifier.close();
        var _ = loops.shutdownGracefully(0, hub.limits.drainMs(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(hub.limits.drainMs());
    }
}
