package org.anode.kernel.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import java.util.function.Consumer;

/** Takes raw output apart into text and marks; characters and marks may be split over chunks. One thread. */
final class RawText {
    private final byte[] mark;
    private final Consumer<String> onText;
    private final Runnable onMark;
    private final CharsetDecoder decoder = UTF_8.newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    /** What may still become a mark or a character. */
    private byte[] rest = {};

    RawText(byte[] mark, Consumer<String> onText, Runnable onMark) {
        this.mark = mark.clone();
        this.onText = onText;
        this.onMark = onMark;
    }

    void add(byte[] chunk, int length) {
        var all = Arrays.copyOf(rest, rest.length + length);
        System.arraycopy(chunk, 0, all, rest.length, length);
        var from = 0;
        for (var at = indexOfMark(all, 0); at >= 0 && at + mark.length <= all.length; at = indexOfMark(all, from)) {
            text(all, from, at, true);
            onMark.run();
            from = at + mark.length;
        }
        var begun = indexOfMark(all, from);
        var to = begun < 0 ? all.length : begun;
        var used = text(all, from, to, begun >= 0);
        rest = Arrays.copyOfRange(all, used, all.length);
    }

    /** The end: what is left is text. */
    void end() {
        text(rest, 0, rest.length, true);
        rest = new byte[0];
    }

    /** Where a mark starts, or what may become one at the end of the bytes; -1 if nowhere. */
    private int indexOfMark(byte[] bytes, int from) {
        for (var at = from; at < bytes.length; at++) {
            var length = Math.min(mark.length, bytes.length - at);
            if (bytes[at] == mark[0] && Arrays.equals(bytes, at, at + length, mark, 0, length)) {
                return at;
            }
        }
        return -1;
    }

    /** Tells the text and returns how far it went: half a character at an open end stays. */
    private int text(byte[] bytes, int from, int to, boolean end) {
        var in = ByteBuffer.wrap(bytes, from, to - from);
        var out = CharBuffer.allocate(to - from + 1);
        decoder.reset();
        decoder.decode(in, out, end);
        if (out.flip().hasRemaining()) {
            onText.accept(out.toString());
        }
        return in.position();
    }
}
