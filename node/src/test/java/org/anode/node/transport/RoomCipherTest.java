package org.anode.node.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.Random;
import org.anode.node.transport.RoomCipher.Opened;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RoomCipherTest {
    private static final Bytes SECRET = bytes(RoomCipher.SECRET_BYTES, 1);
    private static final Bytes SESSION_A = bytes(RoomCipher.SESSION_BYTES, 2);
    private static final Bytes SESSION_B = bytes(RoomCipher.SESSION_BYTES, 3);
    private static final Bytes PLAIN = Bytes.utf8("a string of forty characters, to look for");

    private final RoomCipher a = new RoomCipher(SECRET, 5, SESSION_A);
    private final RoomCipher b = new RoomCipher(SECRET, 5, SESSION_B);

    private static Bytes bytes(int size, int value) {
        var bytes = new byte[size];
        Arrays.fill(bytes, (byte) value);
        return Bytes.wrap(bytes);
    }

    private static Parsed<Opened> ok(Bytes session, long counter, Bytes plain) {
        return new Parsed.Ok<>(new Opened(session, counter, plain));
    }

    private static void refused(String reason, Parsed<Opened> opened) {
        assertEquals(new Parsed.Malformed<Opened>(reason), opened);
    }

    @Test
    void what_is_sealed_is_opened_by_who_knows_the_secret() {
        assertEquals(ok(SESSION_A, 1, PLAIN), b.open(a.seal(PLAIN)));
        assertEquals(ok(SESSION_A, 2, Bytes.EMPTY), b.open(a.seal(Bytes.EMPTY)));
        assertEquals(ok(SESSION_B, 1, PLAIN), a.open(b.seal(PLAIN)));
        assertEquals(PLAIN.size() + RoomCipher.OVERHEAD_BYTES, a.seal(PLAIN).size());
    }

    @Test
    void golden_frame() {
        assertEquals(GOLDEN_ROOM, a.room().value().toHex());
        assertEquals(
                "01" + "0000000000000005" + "02".repeat(16) + "0000000000000001" + GOLDEN_SEALED,
                a.seal(Bytes.utf8("hi")).toHex());
    }

    private static final String GOLDEN_ROOM = "c8f8a13faa8260edf856138812d5c2c9d3462fcbe14c36d9dfbb5916e7109d7c";
    private static final String GOLDEN_SEALED = "c1ce9d779db2077bd199aee1c0c248fb435c";

    @Test
    void nothing_of_the_text_is_to_be_seen_and_the_same_text_looks_different_each_time() {
        var first = a.seal(PLAIN);
        var second = a.seal(PLAIN);
        assertFalse(first.toHex().contains(PLAIN.slice(0, 8).toHex()));
        assertNotEquals(
                first.slice(RoomCipher.OVERHEAD_BYTES, first.size()),
                second.slice(RoomCipher.OVERHEAD_BYTES, second.size()));
    }

    @Test
    @DisplayName("R13 every single bit that is changed is noticed, every cut too")
    void tampering() {
        var frame = a.seal(PLAIN);
        for (int bit = 0; bit < frame.size() * 8; bit++) {
            var bytes = frame.toArray();
            bytes[bit / 8] ^= (byte) (1 << (bit % 8));
            assertInstanceOf(Parsed.Malformed.class, b.open(Bytes.wrap(bytes)), "bit " + bit);
        }
        for (int size = 0; size < frame.size(); size++)
            assertInstanceOf(Parsed.Malformed.class, b.open(frame.slice(0, size)), "size " + size);
        assertInstanceOf(Parsed.Malformed.class, b.open(Bytes.concat(frame, Bytes.hex("00"))));
        assertEquals(ok(SESSION_A, 1, PLAIN), b.open(frame), "what was forged before does no harm");
    }

    @Test
    void frames_open_in_any_order_and_again_for_other_layers_know_what_is_new() {
        var first = a.seal(PLAIN);
        var second = a.seal(PLAIN);
        assertEquals(ok(SESSION_A, 2, PLAIN), b.open(second));
        assertEquals(ok(SESSION_A, 1, PLAIN), b.open(first));
        assertEquals(ok(SESSION_A, 1, PLAIN), b.open(first));
    }

    @Test
    void ones_own_frames_are_dropped_when_they_come_back() {
        refused("our own session", a.open(a.seal(PLAIN)));
    }

    @Test
    void another_epoch_or_another_secret_opens_nothing() {
        refused("another epoch", new RoomCipher(SECRET, 6, SESSION_B).open(a.seal(PLAIN)));
        var stranger = new RoomCipher(bytes(RoomCipher.SECRET_BYTES, 9), 5, SESSION_B);
        refused("not sealed with this room's secret", stranger.open(a.seal(PLAIN)));
        assertNotEquals(a.room(), stranger.room());
        assertNotEquals(a.room(), RoomPass.of(SECRET, 6).id());
        assertEquals(a.room(), RoomPass.of(SECRET, 5).id());
        assertEquals(a.room(), b.room());
    }

    @Test
    @DisplayName("R13 random bytes never throw")
    void random_bytes() {
        var random = new Random(11);
        var genuine = a.seal(PLAIN);
        for (int n = 0; n < 5_000; n++) {
            var junk = new byte[random.nextInt(120)];
            random.nextBytes(junk);
            assertInstanceOf(Parsed.Malformed.class, b.open(Bytes.wrap(junk)));
            assertInstanceOf(Parsed.Malformed.class, b.open(Bytes.concat(genuine.slice(0, 33), Bytes.wrap(junk))));
        }
    }
}
