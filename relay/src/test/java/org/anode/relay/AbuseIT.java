package org.anode.relay;

import static org.anode.relay.RawClient.binary;
import static org.anode.relay.RawClient.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.anode.relay.server.RelayServer;
import org.anode.relay.wire.Bytes;
import org.anode.relay.wire.ClientCodec;
import org.anode.relay.wire.ServerMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** WebSockets and HTTP as no client should speak them, each with what the relay does. */
class AbuseIT {
    private static final Relays RELAYS = new Relays();
    private static RelayServer relay;

    @BeforeAll
    static void start() {
        relay = RELAYS.start();
    }

    @AfterAll
    static void stop() {
        RELAYS.close();
    }

    private static Bytes zeros(int size) {
        return Bytes.wrap(new byte[size]);
    }

    private static byte[] all(byte[]... parts) {
        int size = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        var all = new byte[size];
        int at = 0;
        for (var part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static byte[] close(String hex) {
        return frame(0x88, true, Bytes.hex(hex));
    }

    static Stream<Arguments> violations() {
        var some = Bytes.hex("43a0b0c0d0");
        var fixed = Stream.of(
                arguments("an unmasked frame", frame(0x82, false, some), 1002),
                arguments("reserved bit 1", frame(0xc2, true, some), 1002),
                arguments("reserved bit 2", frame(0xa2, true, some), 1002),
                arguments("reserved bit 3", frame(0x92, true, some), 1002),
                arguments("text", frame(0x81, true, Bytes.utf8("hello")), 1003),
                arguments("empty text", frame(0x81, true, Bytes.EMPTY), 1003),
                arguments("text that is not UTF-8", frame(0x81, true, Bytes.hex("c328")), 1003),
                arguments("text in fragments", frame(0x01, true, Bytes.utf8("he")), 1003),
                arguments("a ping of 126 bytes", frame(0x89, true, zeros(126)), 1002),
                arguments("a pong of 126 bytes", frame(0x8a, true, zeros(126)), 1002),
                arguments("a close of 126 bytes", frame(0x88, true, zeros(126)), 1002),
                arguments("a ping in fragments", frame(0x09, true, some), 1002),
                arguments("a pong in fragments", frame(0x0a, true, some), 1002),
                arguments("a close in fragments", frame(0x08, true, Bytes.EMPTY), 1002),
                arguments("a continuation of nothing", frame(0x80, true, some), 1002),
                arguments("a beginning continuation of nothing", frame(0x00, true, some), 1002),
                arguments("a message inside another", all(frame(0x02, true, some), frame(0x82, true, some)), 1002),
                arguments("text inside a message", all(frame(0x02, true, some), frame(0x81, true, some)), 1002),
                arguments("16 bits for a length of 5", frame(0x82, 2, 5, some), 1002),
                arguments("64 bits for a length of 5", frame(0x82, 8, 5, some), 1002),
                arguments("64 bits for a length of 65535", frame(0x82, 8, 0xffff, zeros(0xffff)), 1002),
                arguments("a negative length", frame(0x82, 8, -1, some), 1002),
                arguments("a length beyond every memory", frame(0x82, 8, Long.MAX_VALUE, some), 1009),
                arguments("a frame one byte too long", binary(zeros(65_536 + 13 + 1)), 1009),
                arguments(
                        "fragments that are too long together",
                        all(frame(0x02, true, zeros(65_536)), frame(0x80, true, zeros(14))),
                        1009),
                arguments("a close of one byte", close("03"), 1002),
                arguments("close 0", close("0000"), 1002),
                arguments("close 999", close("03e7"), 1002),
                arguments("close 1004", close("03ec"), 1002),
                arguments("close 1005", close("03ed"), 1002),
                arguments("close 1006", close("03ee"), 1002),
                arguments("close 1015", close("03f7"), 1002),
                arguments("close 2999", close("0bb7"), 1002),
                arguments("close with a reason that is not UTF-8", close("03e8c328"), 1007),
                arguments("close 1000", close("03e8"), 1000),
                arguments("close 1001 with a reason", close("03e9" + "6279"), 1000),
                arguments("close 3000", close("0bb8"), 1000),
                arguments("close 4999", close("1387"), 1000),
                arguments("close without a code", close(""), 1000),
                arguments("a close inside a message", all(frame(0x02, true, some), close("03e8")), 1000),
                arguments("an empty message", binary(Bytes.EMPTY), 1008),
                arguments("a LEAVE cut short", binary(Bytes.hex("43a0b0c0")), 1008),
                arguments("a LEAVE with more behind it", binary(Bytes.hex("43a0b0c0d000")), 1008),
                arguments("a BROADCAST without a room", binary(Bytes.hex("44a0b0c0")), 1008),
                arguments("a TO without a member", binary(Bytes.hex("45a0b0c0d0" + "01020304050607")), 1008),
                arguments("a BROADCAST one byte too long", binary(broadcast(65_537)), 1009),
                arguments("another AUTH", null, 1008));
        var opcodes = IntStream.of(3, 4, 5, 6, 7, 0xb, 0xc, 0xd, 0xe, 0xf)
                .mapToObj(op -> arguments("opcode " + op, frame(0x80 | op, true, some), 1002));
        return Stream.concat(fixed, opcodes);
    }

    private static Bytes broadcast(int payload) {
        var bytes = new byte[5 + payload];
        bytes[0] = ClientCodec.BROADCAST;
        return Bytes.wrap(bytes);
    }

    @ParameterizedTest(name = "RL-12 {0}: {2}")
    @MethodSource("violations")
    @DisplayName("RL-12 what is not as it should be closes the connection with a code")
    void violation(String name, byte[] bytes, int code) {
        try (var raw = new RawClient(relay.port()).welcome()) {
            if (bytes == null) raw.say(raw.auth(Relays.NAME));
            else raw.send(bytes);
            assertEquals(code, raw.closeCode(), name);
            if (code != 1000) raw.hangUp();
            assertTrue(raw.isOver(), name);
        }
    }

    @Test
    @DisplayName("RL-12 who does not answer a close is cut off, and so is who answers")
    void cutOff() {
        try (var raw = new RawClient(relay.port()).welcome()) {
            assertEquals(1008, raw.send(binary(Bytes.EMPTY)).closeCode());
            assertTrue(raw.isOver());
        }
        try (var raw = new RawClient(relay.port()).welcome()) {
            assertEquals(1008, raw.send(binary(Bytes.EMPTY)).closeCode());
            assertTrue(raw.send(close("03f0")).isOver());
        }
    }

    static Stream<Arguments> tooEarly() {
        return Stream.of(
                arguments("BROADCAST", Bytes.hex("44a0b0c0d000")),
                arguments("TO", Bytes.hex("45a0b0c0d0" + "0102030405060708" + "00")),
                arguments("JOIN", Bytes.hex("42" + "00".repeat(100))),
                arguments("AUTH cut short", Bytes.hex("41" + "00".repeat(96))));
    }

    @ParameterizedTest(name = "RL-12 {0} before WELCOME")
    @MethodSource("tooEarly")
    @DisplayName("RL-12 nothing but AUTH counts before WELCOME")
    void early(String name, Bytes message) {
        try (var raw = new RawClient(relay.port()).open()) {
            assertEquals(1008, raw.send(binary(message)).closeCode(), name);
        }
    }

    @Test
    @DisplayName("RL-12 a message in fragments, with a ping and a pong between them, is one message")
    void fragments() {
        try (var raw = new RawClient(relay.port()).open()) {
            var auth = Bytes.of(ClientCodec.encode(raw.auth(Relays.NAME))).toArray();
            raw.send(frame(0x02, true, Bytes.copyOf(Arrays.copyOf(auth, 10))));
            raw.send(frame(0x89, true, Bytes.utf8("there?")));
            assertEquals(new RawClient.Frame(RawClient.PONG, Bytes.utf8("there?")), raw.nextFrame());
            raw.send(frame(0x8a, true, Bytes.utf8("unasked")));
            raw.send(frame(0x00, true, Bytes.EMPTY));
            raw.send(frame(0x00, true, Bytes.copyOf(Arrays.copyOfRange(auth, 10, 11))));
            raw.send(frame(0x80, true, Bytes.copyOf(Arrays.copyOfRange(auth, 11, auth.length))));
            assertInstanceOf(ServerMessage.Welcome.class, raw.message());
        }
    }

    @Test
    @DisplayName("RL-12 bytes may come one by one, and a ping of 125 bytes is answered with the same")
    void slowly() {
        try (var raw = new RawClient(relay.port())) {
            for (byte each : RawClient.request(RawClient.headers()).getBytes(StandardCharsets.US_ASCII))
                raw.send(new byte[] {each});
            assertEquals(101, raw.status());
            assertInstanceOf(ServerMessage.Challenge.class, raw.message());
            for (byte each : frame(0x89, true, zeros(125))) raw.send(new byte[] {each});
            assertEquals(new RawClient.Frame(RawClient.PONG, zeros(125)), raw.nextFrame());
        }
    }

    @Test
    @DisplayName("RL-12 frames right behind the request are heard")
    void atOnce() {
        try (var raw = new RawClient(relay.port())) {
            raw.send(all(
                    RawClient.request(RawClient.headers()).getBytes(StandardCharsets.US_ASCII),
                    frame(0x89, true, Bytes.utf8("x"))));
            assertEquals(101, raw.status());
            assertInstanceOf(ServerMessage.Challenge.class, raw.message());
            assertEquals(new RawClient.Frame(RawClient.PONG, Bytes.utf8("x")), raw.nextFrame());
        }
    }

    @Test
    @DisplayName("RL-3 a message of an unknown type is passed over and counted")
    void unknown() {
        try (var raw = new RawClient(relay.port()).welcome()) {
            long before = Relays.metric(relay, "unknown_messages_total");
            raw.send(binary(Bytes.hex("7f0102"))).send(frame(0x89, true, Bytes.EMPTY));
            assertEquals(RawClient.PONG, raw.nextFrame().opcode());
            assertEquals(before + 1, Relays.metric(relay, "unknown_messages_total"));
        }
    }

    private static String with(UnaryOperator<List<String>> change) {
        return RawClient.request(change.apply(new ArrayList<>(RawClient.headers())));
    }

    private static String without(String header) {
        return with(headers ->
                headers.stream().filter(line -> !line.startsWith(header + ":")).toList());
    }

    private static String and(String header) {
        return with(
                headers -> Stream.concat(headers.stream(), Stream.of(header)).toList());
    }

    static Stream<Arguments> requests() {
        var good = RawClient.request(RawClient.headers());
        return Stream.of(
                arguments("a page of a browser", and("Origin: https://relay.example"), 403),
                arguments("an empty Origin", and("Origin:"), 403),
                arguments("no Host", without("Host"), 400),
                arguments("two Hosts", and("Host: other.example"), 400),
                arguments("no Upgrade", without("Upgrade"), 426),
                arguments("no Connection", without("Connection"), 426),
                arguments("no version", without("Sec-WebSocket-Version"), 426),
                arguments("another version", good.replace("Version: 13", "Version: 8"), 426),
                arguments("no subprotocol", without("Sec-WebSocket-Protocol"), 400),
                arguments("another subprotocol", good.replace("anode-relay-1", "anode-relay-9"), 400),
                arguments("no key", without("Sec-WebSocket-Key"), 400),
                arguments("two keys", and("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="), 400),
                arguments("a short key", good.replace("dGhlIHNhbXBsZSBub25jZQ==", "dGhl"), 400),
                arguments("a key that is none", good.replace("dGhlIHNhbXBsZSBub25jZQ==", "????"), 400),
                arguments("content", and("Content-Length: 3") + "abc", 413),
                arguments("POST", good.replace("GET /v1", "POST /v1"), 405),
                arguments("HEAD", good.replace("GET /v1", "HEAD /v1"), 405),
                arguments("another path", good.replace("/v1", "/v2"), 404),
                arguments("a path with more", good.replace("/v1", "/v1/"), 404),
                arguments("a query", good.replace("/v1", "/v1?x"), 404),
                arguments("the root", "GET / HTTP/1.1\r\nHost: x\r\n\r\n", 404),
                arguments("a long path", "GET /" + "x".repeat(1_100) + " HTTP/1.1\r\n\r\n", 400),
                arguments("long headers", and("X: " + "x".repeat(9_000)), 400),
                arguments("what is not HTTP", "hello\r\n\r\n", 400),
                arguments("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 405),
                arguments("health", "GET /health HTTP/1.1\r\nHost: x\r\n\r\n", 200),
                arguments("metrics", "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n", 200),
                arguments("the right thing", good, 101),
                arguments("several subprotocols", good.replace("anode-relay-1", "x, anode-relay-1"), 101));
    }

    @ParameterizedTest(name = "RL-4 {0}: {2}")
    @MethodSource("requests")
    @DisplayName("RL-4 a request that is not a client's is refused")
    void request(String name, String request, int status) {
        try (var raw = new RawClient(relay.port()).send(request)) {
            assertEquals(status, raw.status(), name);
            if (status != 101) assertTrue(raw.isOver(), name);
        }
    }

    @Test
    @DisplayName("RL-15 health is ok, and metrics count without naming anybody")
    void health() {
        try (var raw = new RawClient(relay.port()).send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n")) {
            assertTrue(raw.rest().endsWith("\r\n\r\nok\n"));
        }
        try (var raw = new RawClient(relay.port()).send("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")) {
            var text = raw.rest();
            assertTrue(text.contains("\nanode_relay_connections "), text);
            assertTrue(text.contains("\nanode_relay_refusals_total{reason=\"address_full\"} 0\n"), text);
            assertTrue(!text.contains("127.0.0.1"), text);
        }
    }
}
