package org.anode.node.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class LanCodecTest {
    private static final TransportLimits LIMITS = TransportContract.LIMITS;
    private static final String ROOM_HEX = "ab".repeat(32);
    private static final RoomId ROOM = new RoomId(Bytes.hex(ROOM_HEX));
    private static final RoomId OTHER = new RoomId(Bytes.hex("cd".repeat(32)));

    private static Parsed<LanMessage> decode(Bytes encoded) {
        return LanCodec.decode(encoded, LIMITS);
    }

    @Test
    void golden_bytes() {
        assertEquals(
                "01" + ROOM_HEX,
                LanCodec.encode(new LanMessage.Here(List.of(ROOM))).toHex());
        assertEquals(
                "02" + ROOM_HEX + "6869",
                LanCodec.encode(new LanMessage.Frame(ROOM, Bytes.utf8("hi"))).toHex());
        assertEquals("03" + ROOM_HEX, LanCodec.encode(new LanMessage.Lost(ROOM)).toHex());
    }

    @Test
    void round_trip() {
        for (var message : List.of(
                new LanMessage.Here(List.of()),
                new LanMessage.Here(List.of(ROOM, OTHER)),
                new LanMessage.Frame(ROOM, Bytes.EMPTY),
                new LanMessage.Frame(OTHER, Bytes.wrap(new byte[LIMITS.frameBytesMax()])),
                new LanMessage.Lost(ROOM))) assertEquals(new Parsed.Ok<>(message), decode(LanCodec.encode(message)));
    }

    @Test
    @DisplayName("R13 what is too long, too short or unknown is malformed")
    void malformed() {
        var tooMany = new LanMessage.Here(Collections.nCopies(LIMITS.roomsMax() + 1, ROOM));
        var oversize = new LanMessage.Frame(ROOM, Bytes.wrap(new byte[LIMITS.frameBytesMax() + 1]));
        for (var bad : List.of(
                LanCodec.encode(tooMany),
                LanCodec.encode(oversize),
                Bytes.EMPTY,
                Bytes.hex("02" + "ab".repeat(31)),
                Bytes.hex("03"),
                Bytes.hex("03" + "ab".repeat(33)),
                Bytes.hex("01" + "ab".repeat(33)),
                Bytes.hex("04" + ROOM_HEX),
                Bytes.hex("00"))) assertInstanceOf(Parsed.Malformed.class, decode(bad), bad.toString());
    }

    @Test
    @DisplayName("R13 random bytes never throw, and what is taken is written the same")
    void random_bytes() {
        var random = new Random(7);
        for (int n = 0; n < 20_000; n++) {
            var bytes = new byte[random.nextInt(140)];
            random.nextBytes(bytes);
            if (bytes.length > 0) bytes[0] = (byte) random.nextInt(5);
            var encoded = Bytes.wrap(bytes);
            if (decode(encoded) instanceof Parsed.Ok<LanMessage>(LanMessage message))
                assertEquals(encoded, LanCodec.encode(message));
        }
    }
}
