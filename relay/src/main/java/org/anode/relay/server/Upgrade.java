package org.anode.relay.server;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import org.anode.relay.wire.Protocol;
import org.anode.relay.wire.RelayName;

/** What the head of a request gets, deny by default (RL-4). Pure. */
final class Upgrade {
    /** RFC 6455 §1.3. */
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static final int KEY_BYTES = 16;

    private Upgrade() {}

    sealed interface Answer {
        /** @param accept what proves that the request was understood as a WebSocket's */
        record WebSocket(String accept, Optional<RelayName> host) implements Answer {}

        record Health() implements Answer {}

        record Metrics() implements Answer {}

        record Refuse(HttpResponseStatus status, Denial why, String text) implements Answer {}
    }

    static Answer judge(HttpRequest request, boolean metrics) {
        if (request.decoderResult().isFailure()) return malformed("This is not HTTP/1.1 as this relay takes it.");
        if (!request.method().equals(HttpMethod.GET))
            return refuse(HttpResponseStatus.METHOD_NOT_ALLOWED, Denial.REQUEST, "Only GET.");
        return switch (request.uri()) {
            case "/health" -> new Answer.Health();
            case "/metrics" -> metrics ? new Answer.Metrics() : notFound();
            case Protocol.PATH -> webSocket(request.headers());
            default -> notFound();
        };
    }

    private static Answer webSocket(HttpHeaders headers) {
        // Only browsers send it: a page must not reach a relay with the address and cookies of who looks at it.
        if (headers.contains(HttpHeaderNames.ORIGIN))
            return refuse(HttpResponseStatus.FORBIDDEN, Denial.ORIGIN, "Browsers are not served.");
        if (headers.getAll(HttpHeaderNames.HOST).size() != 1) return malformed("One Host header.");
        if (!headers.containsValue(HttpHeaderNames.CONNECTION, "upgrade", true)
                || !headers.containsValue(HttpHeaderNames.UPGRADE, "websocket", true))
            return refuse(HttpResponseStatus.UPGRADE_REQUIRED, Denial.REQUEST, "This is a WebSocket.");
        if (!headers.containsValue(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13", true))
            return refuse(HttpResponseStatus.UPGRADE_REQUIRED, Denial.REQUEST, "WebSocket version 13.");
        if (!headers.containsValue(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, Protocol.NAME, false))
            return malformed("The subprotocol is " + Protocol.NAME + ".");
        var keys = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        if (keys.size() != 1 || !isKey(keys.getFirst())) return malformed("A Sec-WebSocket-Key of 16 bytes.");
        var host = RelayName.ofHostHeader(headers.get(HttpHeaderNames.HOST, ""));
        return new Answer.WebSocket(accept(keys.getFirst()), host);
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static String accept(String key) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder().encodeToString(sha1.digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    private static Answer malformed(String text) {
        return refuse(HttpResponseStatus.BAD_REQUEST, Denial.REQUEST, text);
    }

    private static Answer notFound() {
        return refuse(HttpResponseStatus.NOT_FOUND, Denial.REQUEST, "Nothing here.");
    }

    private static Answer refuse(HttpResponseStatus status, Denial why, String text) {
        return new Answer.Refuse(status, why, text);
    }
}
