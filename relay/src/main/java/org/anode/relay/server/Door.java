package org.anode.relay.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.anode.relay.wire.Protocol;
import org.jspecify.annotations.Nullable;

/** The one HTTP request of a connection: answered, or the way to a WebSocket. */
final class Door extends ChannelInboundHandlerAdapter {
    /** A year; who looks at /health in a browser comes back through TLS. */
    private static final int HSTS_SECONDS = 31_536_000;

    private final Hub hub;
    private final Connection connection;
    private Upgrade.@Nullable Answer answer;

    /** The request's X-Forwarded-For, of which the last is what the proxy itself added. */
    private List<String> forwardedFor = List.of();

    Door(Hub hub, Connection connection) {
        this.hub = hub;
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof HttpRequest request) {
                answer = Upgrade.judge(request, hub.config.metrics());
                forwardedFor = request.headers().getAll("X-Forwarded-For");
                if (request.decoderResult().isFailure()) act(context);
            }
            if (message instanceof HttpContent content && content.content().isReadable())
                answer = new Upgrade.Answer.Refuse(
                        HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, Denial.REQUEST, "A request without content.");
            if (message instanceof LastHttpContent) act(context);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void act(ChannelHandlerContext context) {
        var todo = answer;
        if (todo == null) return;
        answer = null;
        switch (todo) {
            case Upgrade.Answer.Health _ -> respond(context, HttpResponseStatus.OK, "ok\n");
            case Upgrade.Answer.Metrics _ -> respond(context, HttpResponseStatus.OK, hub.counters.text(hub.gauges()));
            case Upgrade.Answer.Refuse refuse -> refuse(context, refuse.status(), refuse.why(), refuse.text());
            case Upgrade.Answer.WebSocket socket -> upgrade(context, socket);
        }
    }

    private void upgrade(ChannelHandlerContext context, Upgrade.Answer.WebSocket socket) {
        if (hub.draining) {
            refuse(context, HttpResponseStatus.SERVICE_UNAVAILABLE, Denial.BUSY, "Restarting.");
            return;
        }
        var denied = connection.enterBehindProxy(forwardedFor);
        if (denied.isPresent()) {
            refuse(context, HttpResponseStatus.TOO_MANY_REQUESTS, denied.get(), "Too many connections from there.");
            return;
        }
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
        response.headers()
                .set(HttpHeaderNames.UPGRADE, "websocket")
                .set(HttpHeaderNames.CONNECTION, "upgrade")
                .set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, socket.accept())
                .set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, Protocol.NAME);
        var _ = context.write(response);
        var pipeline = context.pipeline();
        // Past the HTTP encoder, and before anything that the client may have sent behind its request is heard.
        var _ = pipeline.context(HttpServerCodec.class).writeAndFlush(connection.opened(socket.host()));
        pipeline.replace(this, null, new FrameDecoder(frames(), connection));
        // Hands bytes behind the request on to the decoder.
        pipeline.remove(HttpServerCodec.class);
    }

    private WebSocketDecoderConfig frames() {
        int messageMax = Math.max(
                hub.limits.frameBytesMax() + Protocol.TO_HEAD_BYTES,
                org.anode.relay.wire.ClientCodec.CONTROL_BYTES_MAX);
        return WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(messageMax)
                .expectMaskedFrames(true)
                .allowExtensions(false)
                .closeOnProtocolViolation(false)
                .withUTF8Validator(false)
                .build();
    }

    private void refuse(ChannelHandlerContext context, HttpResponseStatus status, Denial why, String text) {
        hub.counters.denied(why);
        respond(context, status, text + "\n");
    }

    private void respond(ChannelHandlerContext context, HttpResponseStatus status, String text) {
        var body = Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8));
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("X-Content-Type-Options", "nosniff")
                .set(HttpHeaderNames.CONNECTION, "close");
        // Behind a proxy that is the proxy's to say: RFC 6797 forbids it without TLS.
        if (!(hub.config.tls() instanceof RelayConfig.Tls.None))
            response.headers().set("Strict-Transport-Security", "max-age=" + HSTS_SECONDS);
        if (status.equals(HttpResponseStatus.UPGRADE_REQUIRED))
            response.headers()
                    .set(HttpHeaderNames.UPGRADE, "websocket")
                    .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13");
        var _ = context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
}
