package org.anode.node.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Arrays;
import java.util.Random;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.junit.jupiter.api.Test;

final class SealingTest {
    private static final DeviceKeys ANNA = DeviceKeys.of(filled(DeviceKeys.SECRET_BYTES, 1));
    private static final DeviceKeys BELA = DeviceKeys.of(filled(DeviceKeys.SECRET_BYTES, 2));
    private static final Bytes INFO = Bytes.utf8("what it is for");
    private static final Bytes PLAIN = filled(32, 7);
    private static final Bytes SEALED = seal(ANNA.agreementKey(), 3);

    @Test
    void opens_for_its_device_only() {
        assertEquals(new Parsed.Ok<>(PLAIN), Sealing.open(ANNA, INFO, SEALED));
        assertMalformed(Sealing.open(BELA, INFO, SEALED));
    }

    @Test
    void opens_for_its_purpose_only() {
        assertMalformed(Sealing.open(ANNA, Bytes.utf8("another purpose"), SEALED));
    }

    @Test
    void the_bytes_are_these() {
        assertEquals(PLAIN.size() + Sealing.OVERHEAD_BYTES, SEALED.size());
        assertEquals(
                "90ab790ecbf0704232ffe9436faeccc913b66a60e99c688a40bba4d5e2e6145077562784a8c60e97d5f0fea0105bc719c2ba1caea38408da7b86a1e8887d6f67055c1d770c89d9079a132ddf58b05db5",
                SEALED.toHex());
    }

    @Test
    void every_flip_of_a_byte_is_seen() {
        for (int at = 0; at < SEALED.size(); at++) {
            var bytes = SEALED.toArray();
            bytes[at] ^= 1;
            assertMalformed(Sealing.open(ANNA, INFO, Bytes.wrap(bytes)));
        }
    }

    @Test
    void random_and_cut_bytes_are_a_value() {
        var random = new Random(4);
        for (int round = 0; round < 300; round++) {
            var bytes = new byte[random.nextInt(120)];
            random.nextBytes(bytes);
            assertMalformed(Sealing.open(ANNA, INFO, Bytes.wrap(bytes)));
            assertMalformed(Sealing.open(ANNA, INFO, SEALED.slice(0, random.nextInt(SEALED.size()))));
        }
    }

    /** Points of small order: what is sealed to them everybody could open. */
    @Test
    void nothing_is_sealed_to_a_key_that_nobody_can_have() {
        assertMalformed(Sealing.seal(filled(32, 0), filled(Sealing.SEED_BYTES, 3), INFO, PLAIN));
        var one = Bytes.hex("01" + "00".repeat(31));
        assertMalformed(Sealing.seal(one, filled(Sealing.SEED_BYTES, 3), INFO, PLAIN));
        assertMalformed(Sealing.seal(filled(31, 9), filled(Sealing.SEED_BYTES, 3), INFO, PLAIN));
    }

    private static Bytes seal(Bytes to, int seed) {
        if (Sealing.seal(to, filled(Sealing.SEED_BYTES, seed), INFO, PLAIN) instanceof Parsed.Ok<Bytes>(var bytes))
            return bytes;
        throw new AssertionError("not sealed");
    }

    private static void assertMalformed(Parsed<Bytes> parsed) {
        assertInstanceOf(Parsed.Malformed.class, parsed);
    }

    private static Bytes filled(int size, int value) {
        var bytes = new byte[size];
        Arrays.fill(bytes, (byte) value);
        return Bytes.wrap(bytes);
    }
}
