package org.anode.node.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StrictCborReaderTest {
    private static final long ANY = Long.MAX_VALUE;
    private static final int ALL = Integer.MAX_VALUE;
    private static final int NAME_CHARS_MAX = 200; // the longest text in a batch

    private static <T> Parsed<T> one(String hex, Function<StrictCborReader, T> item) {
        return StrictCborReader.parse(Bytes.hex("81" + hex), 1, item);
    }

    @Test
    @DisplayName("SY-1 what the writer writes is read, whatever its length takes")
    void what_is_written_is_read() {
        for (int size : new int[] {0, 1, 23, 24, 25, 85, 86, 199, 255, 256, 65_535, 65_536, 100_000}) {
            var bytes = Bytes.wrap(new byte[size]);
            var written = CborWriter.array(2, out -> out.bytes(bytes).number(size));
            var read = StrictCborReader.parse(written, 2, in -> List.of(in.bytes(size), in.number(size)));
            assertEquals(new Parsed.Ok<>(List.of(bytes, (long) size)), read);
        }
        for (int size = 0; size <= NAME_CHARS_MAX; size++) {
            var text = "x".repeat(size);
            var written = CborWriter.array(1, out -> out.text(text));
            assertEquals(new Parsed.Ok<>(text), StrictCborReader.parse(written, 1, in -> in.text(NAME_CHARS_MAX)));
        }
        var numbers = List.of(0L, 23L, 24L, 255L, 256L, 65_535L, 65_536L, 1L << 31, (1L << 32) - 1, 1L << 32, 1L << 53);
        var written = CborWriter.array(1, out -> out.each(numbers, out::number));
        assertEquals(
                new Parsed.Ok<>(numbers), StrictCborReader.parse(written, 1, in -> in.each(ALL, () -> in.number(ANY))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1800", "1817", "190001", "1900ff", "1a00000001", "1a0000ffff", "1b0000000000000001", "1f", "1c"
            })
    @DisplayName("SY-1 a number in a longer head than it needs is not in the one encoding")
    void long_heads(String hex) {
        assertEquals(new Parsed.Malformed<>("not in the one encoding"), one(hex, in -> in.number(ANY)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5801ff", "5f41ffff", "4201", "60", "c241ff", "d9010041ff"})
    @DisplayName("SY-1 bytes with a longer head, in parts, cut off, as text or with a tag are refused")
    void other_bytes(String hex) {
        assertInstanceOf(Parsed.Malformed.class, one(hex, in -> in.bytesUpTo(100)));
    }

    @Test
    void text_that_is_not_utf8_is_refused() {
        assertEquals(new Parsed.Ok<>("ä"), one("62c3a4", in -> in.text(10)));
        assertEquals(new Parsed.Malformed<>("text that is not UTF-8"), one("61c3", in -> in.text(10)));
        assertEquals(new Parsed.Malformed<>("text that is not UTF-8"), one("62c080", in -> in.text(10)));
    }

    @Test
    void limits_and_ends_hold() {
        assertEquals(new Parsed.Malformed<>("a number: more than 9"), one("0a", in -> in.number(9)));
        assertEquals(
                new Parsed.Malformed<>("a number: more than " + ANY), one("1bffffffffffffffff", in -> in.number(ANY)));
        assertEquals(new Parsed.Malformed<>("bytes: more than 1"), one("420102", in -> in.bytesUpTo(1)));
        assertEquals(new Parsed.Malformed<>("2 bytes expected"), one("4101", in -> in.bytes(2)));
        assertEquals(new Parsed.Malformed<>("bytes after the end"), one("0000", in -> in.number(9)));
        assertEquals(
                new Parsed.Malformed<>("ends too early"), one("9a7fffffff00", in -> in.each(ALL, () -> in.number(9))));
        assertInstanceOf(Parsed.Malformed.class, StrictCborReader.parse(Bytes.hex("8100"), 2, in -> in.number(9)));
        assertInstanceOf(Parsed.Malformed.class, StrictCborReader.parse(Bytes.EMPTY, 1, in -> in.number(9)));
    }

    @Test
    @DisplayName("SY-14 what it reads of random bytes is what the writer writes for it")
    void random_bytes() {
        var random = new Random(8);
        int read = 0;
        for (int round = 0; round < 200_000; round++) {
            var noise = new byte[2 + random.nextInt(6)];
            random.nextBytes(noise);
            noise[0] = (byte) 0x81;
            noise[1] = (byte) (random.nextBoolean() ? 0x40 + random.nextInt(32) : random.nextInt(32));
            var encoded = Bytes.wrap(noise);
            if (StrictCborReader.parse(encoded, 1, in -> in.number(ANY)) instanceof Parsed.Ok<Long>(var number)) {
                assertEquals(encoded, CborWriter.array(1, out -> out.number(number)));
                read++;
            }
            if (StrictCborReader.parse(encoded, 1, in -> in.bytesUpTo(9)) instanceof Parsed.Ok<Bytes>(var bytes)) {
                assertEquals(encoded, CborWriter.array(1, out -> out.bytes(bytes)));
                read++;
            }
        }
        assertTrue(read > 1000, "read " + read);
    }
}
