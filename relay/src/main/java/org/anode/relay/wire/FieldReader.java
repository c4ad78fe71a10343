package org.anode.relay.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one message, big-endian. After the first thing that is not as it should be, every read gives a zero
 * or nothing, and {@link #end} tells what it was.
 */
final class FieldReader {
    private final ByteBuffer in;
    private @Nullable String problem;

    FieldReader(ByteBuffer message) {
        this.in = message.slice().order(ByteOrder.BIG_ENDIAN);
    }

    int u8() {
        return has(1) ? Byte.toUnsignedInt(in.get()) : 0;
    }

    int u16() {
        return has(2) ? Short.toUnsignedInt(in.getShort()) : 0;
    }

    int i32() {
        return has(4) ? in.getInt() : 0;
    }

    long i64() {
        return has(8) ? in.getLong() : 0;
    }

    /** Nothing is allocated before so many bytes are known to be there. */
    Bytes bytes(int size) {
        if (!has(size)) return Bytes.EMPTY;
        var value = new byte[size];
        in.get(value);
        return Bytes.wrap(value);
    }

    String utf8(int size) {
        var bytes = bytes(size);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(bytes.asReadOnlyBuffer())
                    .toString();
        } catch (CharacterCodingException e) {
            expect(false, "text that is not UTF-8");
            return "";
        }
    }

    Bytes rest() {
        return bytes(in.remaining());
    }

    int remaining() {
        return problem == null ? in.remaining() : 0;
    }

    void expect(boolean holds, String otherwise) {
        if (!holds && problem == null) problem = otherwise;
    }

    private boolean has(int size) {
        expect(size >= 0 && size <= in.remaining(), "cut short");
        return problem == null;
    }

    <T> Decoded<T> end(Supplier<? extends T> message) {
        expect(!in.hasRemaining(), in.remaining() + " bytes left over");
        return problem == null ? new Decoded.Ok<>(message.get()) : new Decoded.Malformed<>(problem);
    }
}
