package org.anode.relay.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** An immutable run of bytes with value equality; the only form in which bytes travel in records. */
public final class Bytes {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] value;

    private Bytes(byte[] value) {
        this.value = value;
    }

    /** Copies {@code value}. */
    public static Bytes copyOf(byte[] value) {
        return wrap(value.clone());
    }

    /** Takes {@code value} over without a copy; the caller must not touch the array again. */
    public static Bytes wrap(byte[] value) {
        return value.length == 0 ? EMPTY : new Bytes(value);
    }

    /** What remains of {@code buffer}, copied; its position moves to its end. */
    public static Bytes of(ByteBuffer buffer) {
        var copy = new byte[buffer.remaining()];
        buffer.get(copy);
        return wrap(copy);
    }

    public static Bytes utf8(String text) {
        return wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws IllegalArgumentException if {@code hex} is not an even run of hexadecimal digits */
    public static Bytes hex(String hex) {
        return wrap(HexFormat.of().parseHex(hex));
    }

    public int size() {
        return value.length;
    }

    public boolean isEmpty() {
        return value.length == 0;
    }

    /** A copy of all bytes. */
    public byte[] toArray() {
        return value.clone();
    }

    public ByteBuffer asReadOnlyBuffer() {
        return ByteBuffer.wrap(value).asReadOnlyBuffer();
    }

    void writeTo(ByteBuffer out) {
        out.put(value);
    }

    /** Takes the same time whatever differs, for secrets. */
    public boolean matches(Bytes other) {
        return java.security.MessageDigest.isEqual(value, other.value);
    }

    public String toHex() {
        return HexFormat.of().formatHex(value);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Bytes that && Arrays.equals(value, that.value));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    /** Hex of the first 8 bytes and the length: short enough for logs. */
    @Override
    public String toString() {
        return size() <= 8 ? toHex() : HexFormat.of().formatHex(value, 0, 8) + "…(" + size() + ")";
    }
}
