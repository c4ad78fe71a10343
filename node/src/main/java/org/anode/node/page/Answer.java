package org.anode.node.page;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whole answers to requests, after which the connection ends. Any thread. */
final class Answer {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Answer() {}

    static void sentence(Channel to, int status, String sentence) {
        send(to, status, "text/plain; charset=utf-8", (sentence + "\n").getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static void json(Channel to, JsonNode body) {
        send(to, 200, "application/json", JSON.writeValueAsBytes(body), Map.of());
    }

    /** @param headers beside, or in place of, those that every answer has */
    static void send(Channel to, int status, String contentType, byte[] body, Map<String, String> headers) {
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(body));
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        harden(response.headers(), contentType);
        headers.forEach((name, value) -> response.headers().set(name, value));
        var _ = to.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
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
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
    }
}
