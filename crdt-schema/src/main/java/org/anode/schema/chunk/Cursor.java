package org.anode.schema.chunk;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.anode.schema.Bytes;
import org.anode.schema.Sha256;

/** Reads forward through {@code [at, end)} of a run of bytes; every length is held against what is left before it is used. */
final class Cursor {
    private static final int LEB_BYTES_MAX = 10; // 64 bits in groups of 7

    private final Bytes bytes;
    private final int end;
    private int at;

    Cursor(Bytes bytes) {
        this(bytes, 0, bytes.size());
    }

    private Cursor(Bytes bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    int position() {
        return at;
    }

    int remaining() {
        return end - at;
    }

    boolean atEnd() {
        return at == end;
    }

    int unsignedByte() throws MalformedChunk {
        if (at == end) throw new MalformedChunk("ends early");
        return bytes.at(at++) & 0xff;
    }

    /** An unsigned LEB128 in its shortest form. */
    long unsigned(long max, String what) throws MalformedChunk {
        long value = 0;
        for (int i = 0; i < LEB_BYTES_MAX; i++) {
            int next = unsignedByte();
            if (i == LEB_BYTES_MAX - 1 && next > 1) throw new MalformedChunk(what + " exceeds 64 bits");
            value |= (long) (next & 0x7f) << (7 * i);
            if ((next & 0x80) == 0) {
                if (next == 0 && i > 0) throw new MalformedChunk(what + " is not in its shortest form");
                if (Long.compareUnsigned(value, max) > 0) throw new MalformedChunk(what + " is above " + max);
                return value;
            }
        }
        throw new MalformedChunk(what + " exceeds 64 bits");
    }

    /** A count of things that take at least {@code bytesEach} bytes each, so never more than fit in what is left. */
    int count(int bytesEach, String what) throws MalformedChunk {
        return (int) unsigned(remaining() / bytesEach, what);
    }

    /** A signed LEB128 in its shortest form. */
    long signed(String what) throws MalformedChunk {
        long value = 0;
        int before = 0;
        for (int i = 0; i < LEB_BYTES_MAX; i++) {
            int next = unsignedByte();
            value |= (long) (next & 0x7f) << (7 * i);
            if ((next & 0x80) == 0) {
                boolean negative = (next & 0x40) != 0;
                if (i > 0 && next == (negative ? 0x7f : 0) && negative == ((before & 0x40) != 0))
                    throw new MalformedChunk(what + " is not in its shortest form");
                int bits = 7 * (i + 1);
                return negative && bits < Long.SIZE ? value | (-1L << bits) : value;
            }
            before = next;
        }
        throw new MalformedChunk(what + " exceeds 64 bits");
    }

    /** What was read since {@code from}. */
    Bytes since(int from) {
        return bytes.slice(from, at);
    }

    Bytes take(int size) throws MalformedChunk {
        if (size > remaining()) throw new MalformedChunk("ends early");
        at += size;
        return bytes.slice(at - size, at);
    }

    /** A copy of all that is left; it stays to be read. */
    byte[] rest() {
        return bytes.toArray(at, end);
    }

    /** The next {@code size} bytes as their own cursor; this one moves past them. */
    Cursor sub(int size) throws MalformedChunk {
        if (size > remaining()) throw new MalformedChunk("ends early");
        at += size;
        return new Cursor(bytes, at - size, at);
    }

    /** All that is left, added to a hash; it stays to be read. */
    void addRestTo(Sha256 hash) {
        hash.add(bytes, at, end);
    }

    private boolean isAscii() {
        for (int i = at; i < end; i++) if (bytes.at(i) < 0) return false;
        return true;
    }

    void skipUtf8(int size, String what) throws MalformedChunk {
        var text = sub(size);
        if (text.isAscii()) return;
        try {
            var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toArray(text.at, text.end)));
        } catch (CharacterCodingException e) {
            throw new MalformedChunk(what + " is not UTF-8");
        }
    }
}
