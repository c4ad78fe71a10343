package org.anode.kernel.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.anode.kernel.frame.RawMark;
import org.junit.jupiter.api.Test;

class RawTextTest {
    private static final byte[] MARK = RawMark.of("0011");
    private final StringBuilder seen = new StringBuilder();
    private final RawText text = new RawText(MARK, seen::append, () -> seen.append("[mark]"));

    @Test
    void marksAndCharactersMayBeSplitAnywhere() {
        var all = new ByteArrayOutputStream();
        all.writeBytes("é😀\0".getBytes(UTF_8));
        all.writeBytes(MARK);
        all.writeBytes(MARK);
        all.writeBytes("\0001 tail é".getBytes(UTF_8));
        for (var size = 1; size < all.size(); size++) {
            seen.setLength(0);
            feed(all.toByteArray(), size);
            assertEquals("é😀\0[mark][mark]\0001 tail é", seen.toString(), "chunks of " + size);
        }
    }

    @Test
    void whatIsNoUtf8IsReplacedAndNothingElseIsLost() {
        feed(new byte[] {'a', (byte) 0xff, 'b', (byte) 0xc3}, 4);
        assertEquals("a\ufffdb\ufffd", seen.toString());
    }

    @Test
    void textIsToldAsItComes() {
        text.add("prompt: ".getBytes(UTF_8), 8);
        assertEquals("prompt: ", seen.toString());
    }

    @Test
    void randomBytesInRandomChunksNeverThrow() {
        var random = new Random(3);
        for (var round = 0; round < 2_000; round++) {
            var bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            feed(bytes, 1 + random.nextInt(50));
        }
    }

    private void feed(byte[] bytes, int size) {
        for (var from = 0; from < bytes.length; from += size) {
            var chunk = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size));
            text.add(chunk, chunk.length);
        }
        text.end();
    }
}
