package org.anode.relay.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.anode.relay.wire.Protocol;
import org.jspecify.annotations.Nullable;

/** Resolves a relay's host and tries its addresses one after another. */
final class Dialler {
    /** Hosts have a handful. */
    private static final int ADDRESSES_MAX = 4;

    private static final int RESPONSE_BYTES_MAX = 8_192;

    private final EventLoop loop;
    private final RelayAddress relay;
    private final ClientLimits limits;
    private final Dialogue dialogue;

    Dialler(EventLoop loop, RelayAddress relay, ClientLimits limits, Dialogue dialogue) {
        this.loop = loop;
        this.relay = relay;
        this.limits = limits;
        this.dialogue = dialogue;
    }

    /** Names and files are looked up on a thread of their own: that may block. */
    void start() {
        Thread.ofVirtual().name("relay-dial").start(() -> {
            try {
                var tls = relay.isEncrypted() ? tls() : null;
                var all = InetAddress.getAllByName(relay.uri().getHost());
                Queue<InetAddress> addresses =
                        new ArrayDeque<>(List.of(all).subList(0, Math.min(all.length, ADDRESSES_MAX)));
                loop.execute(() -> dial(tls, addresses));
            } catch (IOException | IllegalArgumentException e) {
                loop.execute(() -> dialogue.end(Failures.of(e)));
            }
        });
    }

    private SslContext tls() throws IOException {
        var builder = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                .endpointIdentificationAlgorithm("HTTPS");
        relay.trust().ifPresent(pem -> builder.trustManager(pem.toFile()));
        return builder.build();
    }

    private void dial(@Nullable SslContext tls, Queue<InetAddress> addresses) {
        var address = addresses.poll();
        if (address == null || dialogue.isOver()) return;
        var _ = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, limits.connectMs())
                .option(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(limits.unsentLowBytes(), limits.unsentHighBytes()))
                .handler(new Handlers(tls))
                .connect(new InetSocketAddress(address, relay.port()))
                .addListener(done -> {
                    if (done.isSuccess()) return;
                    if (addresses.isEmpty()) dialogue.end(Failures.of(done.cause()));
                    else dial(tls, addresses);
                });
    }

    private final class Handlers extends ChannelInitializer<Channel> {
        private final @Nullable SslContext tls;

        Handlers(@Nullable SslContext tls) {
            this.tls = tls;
        }

        @Override
        protected void initChannel(Channel channel) {
            if (tls != null) {
                var host = relay.uri().getHost().replaceAll("[\\[\\]]", "");
                channel.pipeline().addLast(tls.newHandler(channel.alloc(), host, relay.port()));
            }
            var config = WebSocketClientProtocolConfig.newBuilder()
                    .webSocketUri(relay.uri())
                    .subprotocol(Protocol.NAME)
                    .generateOriginHeader(false)
                    .allowExtensions(false)
                    .maxFramePayloadLength(Protocol.MESSAGE_BYTES_HARD_MAX)
                    .handleCloseFrames(false)
                    .dropPongFrames(false)
                    .handshakeTimeoutMillis(limits.helloMs())
                    .build();
            channel.pipeline()
                    .addLast(new HttpClientCodec())
                    .addLast(new HttpObjectAggregator(RESPONSE_BYTES_MAX))
                    .addLast(new WebSocketClientProtocolHandler(config))
                    // A proxy on the way may cut messages.
                    .addLast(new WebSocketFrameAggregator(Protocol.MESSAGE_BYTES_HARD_MAX))
                    .addLast(new DialogueHandler(dialogue));
        }
    }
}
