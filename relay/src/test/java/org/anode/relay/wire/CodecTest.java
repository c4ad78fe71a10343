package org.anode.relay.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CodecTest {
    private static final RoomHandle ROOM = new RoomHandle(0xA0B0C0D0);
    private static final MemberId ME = new MemberId(0x0102030405060708L);
    private static final Bytes PAYLOAD = Bytes.hex("beef");

    private static Bytes run(int from, int size) {
        var bytes = new byte[size];
        for (int i = 0; i < size; i++) bytes[i] = (byte) (from + i);
        return Bytes.wrap(bytes);
    }

    static Stream<ServerMessage> serverMessages() {
        var many = IntStream.range(0, 255).mapToObj(MemberId::new).toList();
        return Stream.of(
                new ServerMessage.Challenge(new Nonce(run(0, 32)), 65_536, 64, 0),
                new ServerMessage.Challenge(new Nonce(run(0, 32)), Protocol.FRAME_BYTES_HARD_MAX, 65_535, -1),
                new ServerMessage.Welcome(),
                new ServerMessage.Refused(Refusal.BUSY, "Later, s'il vous plaît."),
                new ServerMessage.Refused(Refusal.OTHER, "x".repeat(200)),
                new ServerMessage.Joined(new RequestId(7), ROOM, ME, List.of()),
                new ServerMessage.Joined(new RequestId(-1), ROOM, ME, many),
                new ServerMessage.NotJoined(new RequestId(7), JoinRefusal.ROOM_FULL),
                new ServerMessage.Up(ROOM, ME),
                new ServerMessage.Gone(ROOM, ME),
                new ServerMessage.Frame(ROOM, ME, PAYLOAD),
                new ServerMessage.Frame(ROOM, ME, Bytes.EMPTY),
                new ServerMessage.Resync(ROOM),
                new ServerMessage.Draining(65_535));
    }

    static Stream<ClientMessage> clientMessages() {
        var key = new ClientKey(run(1, 32));
        var signature = new Signature(run(64, 64));
        return Stream.of(
                new ClientMessage.Auth(key, signature, new RelayName("relay.example"), Bytes.EMPTY),
                new ClientMessage.Auth(key, signature, new RelayName("[::1]"), Bytes.utf8("é".repeat(127))),
                new ClientMessage.Join(new RequestId(7), new RoomKey(run(2, 32)), signature),
                new ClientMessage.Leave(ROOM),
                new ClientMessage.Broadcast(ROOM, PAYLOAD),
                new ClientMessage.Broadcast(ROOM, Bytes.EMPTY),
                new ClientMessage.To(ROOM, ME, PAYLOAD));
    }

    @ParameterizedTest
    @MethodSource("serverMessages")
    void everyMessageOfARelayComesBackAsItWas(ServerMessage message) {
        assertEquals(new Decoded.Ok<>(message), ServerCodec.decode(ServerCodec.encode(message)));
    }

    @ParameterizedTest
    @MethodSource("clientMessages")
    void everyMessageOfAClientComesBackAsItWas(ClientMessage message) {
        assertEquals(new Decoded.Ok<>(message), ClientCodec.decode(ClientCodec.encode(message)));
    }

    @Test
    @DisplayName("RL-1 the bytes of a relay's messages stay as they are")
    void goldenServer() {
        assertEquals(
                List.of(
                        "01" + run(0, 32).toHex() + "00010000" + "0040" + "00000000",
                        "02",
                        "03" + "05" + "03" + "6e6f2e",
                        "04" + "00000007" + "a0b0c0d0" + "0102030405060708" + "0002" + "0000000000000001"
                                + "ffffffffffffffff",
                        "05" + "00000007" + "02",
                        "06" + "a0b0c0d0" + "0102030405060708",
                        "07" + "a0b0c0d0" + "0102030405060708",
                        "08" + "a0b0c0d0" + "0102030405060708" + "beef",
                        "09" + "a0b0c0d0",
                        "0a" + "001e"),
                Stream.of(
                                new ServerMessage.Challenge(new Nonce(run(0, 32)), 65_536, 64, 0),
                                new ServerMessage.Welcome(),
                                new ServerMessage.Refused(Refusal.BUSY, "no."),
                                new ServerMessage.Joined(
                                        new RequestId(7), ROOM, ME, List.of(new MemberId(1), new MemberId(-1))),
                                new ServerMessage.NotJoined(new RequestId(7), JoinRefusal.ROOM_FULL),
                                new ServerMessage.Up(ROOM, ME),
                                new ServerMessage.Gone(ROOM, ME),
                                new ServerMessage.Frame(ROOM, ME, PAYLOAD),
                                new ServerMessage.Resync(ROOM),
                                new ServerMessage.Draining(30))
                        .map(message -> Bytes.of(ServerCodec.encode(message)).toHex())
                        .toList());
    }

    @Test
    @DisplayName("RL-1 the bytes of a client's messages stay as they are")
    void goldenClient() {
        var key = run(1, 32);
        var signature = run(64, 64);
        assertEquals(
                List.of(
                        "41" + key.toHex() + signature.toHex() + "03" + "612e62" + "02" + "7430",
                        "42" + "00000007" + key.toHex() + signature.toHex(),
                        "43" + "a0b0c0d0",
                        "44" + "a0b0c0d0" + "beef",
                        "45" + "a0b0c0d0" + "0102030405060708" + "beef"),
                Stream.of(
                                new ClientMessage.Auth(
                                        new ClientKey(key),
                                        new Signature(signature),
                                        new RelayName("a.b"),
                                        Bytes.utf8("t0")),
                                new ClientMessage.Join(new RequestId(7), new RoomKey(key), new Signature(signature)),
                                new ClientMessage.Leave(ROOM),
                                new ClientMessage.Broadcast(ROOM, PAYLOAD),
                                new ClientMessage.To(ROOM, ME, PAYLOAD))
                        .map(message -> Bytes.of(ClientCodec.encode(message)).toHex())
                        .toList());
    }

    @Test
    @DisplayName("RL-1 refusals have the numbers they have")
    void codes() {
        assertEquals(
                "[255, 1, 2, 3, 4, 5]",
                Stream.of(Refusal.values()).map(code -> code.number()).toList().toString());
        assertEquals(
                "[255, 1, 2, 3, 4, 5]",
                Stream.of(JoinRefusal.values())
                        .map(code -> code.number())
                        .toList()
                        .toString());
        assertEquals(
                new Decoded.Ok<>(new ServerMessage.NotJoined(new RequestId(1), JoinRefusal.OTHER)),
                ServerCodec.decode(Bytes.hex("0500000001" + "63").asReadOnlyBuffer()));
    }

    @ParameterizedTest
    @MethodSource("serverMessages")
    @DisplayName("RL-2 a relay's message cut short anywhere is malformed or, if a frame, a shorter one")
    void cutServer(ServerMessage message) {
        var whole = ServerCodec.encode(message);
        for (int length = 0; length < whole.remaining(); length++) {
            var decoded = ServerCodec.decode(whole.slice(0, length));
            if (message instanceof ServerMessage.Frame && length >= Protocol.FRAME_HEAD_BYTES)
                assertInstanceOf(Decoded.Ok.class, decoded);
            else assertInstanceOf(Decoded.Malformed.class, decoded);
        }
    }

    @ParameterizedTest
    @MethodSource("clientMessages")
    @DisplayName("RL-2 a client's message cut short anywhere is malformed or, if a frame, a shorter one")
    void cutClient(ClientMessage message) {
        int head =
                switch (message) {
                    case ClientMessage.Broadcast _ -> Protocol.BROADCAST_HEAD_BYTES;
                    case ClientMessage.To _ -> Protocol.TO_HEAD_BYTES;
                    case ClientMessage.Auth _, ClientMessage.Join _, ClientMessage.Leave _ -> Integer.MAX_VALUE;
                };
        var whole = ClientCodec.encode(message);
        for (int length = 0; length < whole.remaining(); length++) {
            var decoded = ClientCodec.decode(whole.slice(0, length));
            if (length >= head) assertInstanceOf(Decoded.Ok.class, decoded);
            else assertInstanceOf(Decoded.Malformed.class, decoded);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "02ff, 1 bytes left over",
        "43a0b0c0d000, 1 bytes left over",
        "'', empty",
        "0300ff, a text of 255",
        "030002c328, text that is not UTF-8",
        "0400000001000000010000000000000001ffff, a count of 65535",
        "040000000100000001000000000000000100010000000000000001ff, a count of 1",
    })
    @DisplayName("RL-2 what is wrong is said")
    void reasons(String hex, String reason) {
        var bytes = Bytes.hex(hex).asReadOnlyBuffer();
        boolean client = hex.startsWith("4");
        assertEquals(new Decoded.Malformed<>(reason), client ? ClientCodec.decode(bytes) : ServerCodec.decode(bytes));
    }

    @ParameterizedTest
    @CsvSource({"00000000", "00100001", "ffffffff"})
    @DisplayName("RL-2 a challenge that promises frames beyond the hard limit is malformed")
    void challengeLimits(String frameBytesMax) {
        var bytes = Bytes.hex("01" + run(0, 32).toHex() + frameBytesMax + "0040" + "00000000");
        assertInstanceOf(Decoded.Malformed.class, ServerCodec.decode(bytes.asReadOnlyBuffer()));
    }

    @Test
    @DisplayName("RL-2 a payload beyond the hard limit is malformed before it is copied")
    void payloadLimit() {
        var most = ByteBuffer.allocate(Protocol.TO_HEAD_BYTES + Protocol.FRAME_BYTES_HARD_MAX)
                .put(0, ClientCodec.TO);
        assertInstanceOf(Decoded.Ok.class, ClientCodec.decode(most));
        assertInstanceOf(Decoded.Ok.class, ServerCodec.decode(most.put(0, ServerCodec.FRAME)));
        var more = ByteBuffer.allocate(most.capacity() + 1).put(0, ClientCodec.TO);
        assertEquals(new Decoded.Malformed<>("a payload of 1048577"), ClientCodec.decode(more));
        more.put(0, ServerCodec.FRAME);
        assertEquals(new Decoded.Malformed<>("a payload of 1048577"), ServerCodec.decode(more));
    }

    @Test
    @DisplayName("RL-2 a name in an AUTH has the one form that is signed")
    void names() {
        var head = "41" + run(0, 96).toHex();
        for (var name : List.of("Relay", "a b", "a/", "a.", "", "a:1", "é"))
            assertInstanceOf(
                    Decoded.Malformed.class,
                    ClientCodec.decode(
                            Bytes.hex(head + sized(Bytes.utf8(name)) + "00").asReadOnlyBuffer()),
                    name);
        assertInstanceOf(
                Decoded.Ok.class,
                ClientCodec.decode(
                        Bytes.hex(head + sized(Bytes.utf8("a.b-c")) + "00").asReadOnlyBuffer()));
    }

    private static String sized(Bytes bytes) {
        return "%02x".formatted(bytes.size()) + bytes.toHex();
    }

    @Test
    @DisplayName("RL-3 unknown types are named, to be passed over")
    void unknown() {
        assertEquals(
                new Decoded.Unknown<>(0xee),
                ClientCodec.decode(Bytes.hex("ee0102").asReadOnlyBuffer()));
        assertEquals(
                new Decoded.Unknown<>(0x41), ServerCodec.decode(Bytes.hex("41").asReadOnlyBuffer()));
    }

    @Test
    @DisplayName("RL-2 random bytes never throw")
    void random() {
        var random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            var bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && random.nextInt(4) > 0)
                bytes[0] = (byte) (random.nextBoolean() ? random.nextInt(1, 11) : random.nextInt(0x41, 0x46));
            var client = ClientCodec.decode(ByteBuffer.wrap(bytes));
            if (client instanceof Decoded.Ok(var message))
                assertEquals(ByteBuffer.wrap(bytes), ClientCodec.encode(message));
            var server = ServerCodec.decode(ByteBuffer.wrap(bytes));
            // An unknown code is read as "other", so only the length is the same.
            if (server instanceof Decoded.Ok(var message))
                assertEquals(bytes.length, ServerCodec.encode(message).remaining());
        }
    }

    @Test
    void recordsRefuseWhatCanNotBeEncoded() {
        var refused = Refusal.BUSY;
        assertThrows(IllegalArgumentException.class, () -> new ServerMessage.Refused(refused, "é".repeat(101)));
        assertThrows(IllegalArgumentException.class, () -> new ServerMessage.Draining(65_536));
        assertThrows(IllegalArgumentException.class, () -> new RoomKey(run(0, 31)));
        assertThrows(IllegalArgumentException.class, () -> new RelayName("A"));
        var signature = new Signature(run(0, 64));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ClientMessage.Auth(new ClientKey(run(0, 32)), signature, new RelayName("a"), run(0, 256)));
    }

    @Test
    @DisplayName("RL-9 a token is not in what is logged of an AUTH")
    void tokenIsNotShown() {
        var auth = new ClientMessage.Auth(
                new ClientKey(run(0, 32)), new Signature(run(0, 64)), new RelayName("a"), Bytes.hex("c0ffee"));
        assertTrue(!auth.toString().contains("c0ffee"), auth.toString());
    }
}
