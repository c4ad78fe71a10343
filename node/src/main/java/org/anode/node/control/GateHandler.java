package org.anode.node.control;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;

/** Puts the {@link Gate} first in the pipeline. What it refuses is answered here; its body is never gathered. */
final class GateHandler extends ChannelInboundHandlerAdapter {
    static final AttributeKey<Gate.Route> ROUTE = AttributeKey.valueOf("anode.route");

    private final Gate gate;
    /** One request per connection: whatever a client sends after it is dropped. */
    private boolean judged;

    private boolean refused;

    GateHandler(Gate gate) {
        this.gate = gate;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (refused || (judged && message instanceof HttpRequest)) {
            refused = true;
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpRequest request) {
            judged = true;
            judge(context, request);
        } else {
            context.fireChannelRead(message);
        }
    }

    private void judge(ChannelHandlerContext context, HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            refuse(context, request, 400, "This is not a request the server understands.");
            return;
        }
        switch (gate.check(head(request))) {
            case Gate.Verdict.Allowed(var route) -> {
                context.channel().attr(ROUTE).set(route);
                context.fireChannelRead(request);
            }
            case Gate.Verdict.Refused(var status, var sentence) -> refuse(context, request, status, sentence);
        }
    }

    private void refuse(ChannelHandlerContext context, HttpRequest request, int status, String sentence) {
        refused = true;
        ReferenceCountUtil.release(request);
        answer(context, status, sentence);
    }

    private static Gate.Head head(HttpRequest request) {
        HttpHeaders headers = request.headers();
        return new Gate.Head(
                request.method().name(),
                request.uri(),
                headers.getAll(HttpHeaderNames.HOST),
                headers.getAll(HttpHeaderNames.ORIGIN),
                headers.getAll(HttpHeaderNames.AUTHORIZATION),
                headers.getAll(HttpHeaderNames.CONTENT_TYPE));
    }

    /** A sentence as plain text, after which the connection ends. */
    static void answer(ChannelHandlerContext context, int status, String sentence) {
        var body = Unpooled.copiedBuffer(sentence + "\n", StandardCharsets.UTF_8);
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), body);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        harden(response.headers(), "text/plain; charset=utf-8");
        var _ = context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    /** Headers of every answer: nothing is kept by caches, sniffed, framed or shared with other origins. */
    static void harden(HttpHeaders headers, String contentType) {
        headers.set(HttpHeaderNames.CONTENT_TYPE, contentType);
        headers.set(HttpHeaderNames.CONNECTION, "close");
        headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        headers.set(HttpHeaderNames.CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
    }
}
