package org.anode.schema;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** An immutable run of bytes with value equality; the only form in which bytes travel in records. */
public final class Bytes implements Comparable<Bytes> {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] value;

    private Bytes(byte[] value) {
        this.value = value;
    }

    /** Copies {@code value}. */
    public static Bytes copyOf(byte[] value) {
        return value.length == 0 ? EMPTY : new Bytes(value.clone());
    }

    /** Takes {@code value} over without a copy; the caller must not touch the array again. */
    public static Bytes wrap(byte[] value) {
        return value.length == 0 ? EMPTY : new Bytes(value);
    }

    /** So many from a source of randomness, a secure one where nobody may guess them. */
    public static Bytes random(RandomGenerator source, int size) {
        var value = new byte[size];
        source.nextBytes(value);
        return wrap(value);
    }

    public static Bytes utf8(String text) {
        return wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws IllegalArgumentException if {@code text} is not what {@link #toBase32} gives */
    public static Bytes base32(String text) {
        return wrap(Base32.decode(text));
    }

    /** @throws IllegalArgumentException if {@code hex} is not an even run of hexadecimal digits */
    public static Bytes hex(String hex) {
        return wrap(HexFormat.of().parseHex(hex));
    }

    public static Bytes concat(Bytes... parts) {
        if (parts.length == 1) return parts[0];
        int size = 0;
        for (var part : parts) size = Math.addExact(size, part.value.length);
        var all = new byte[size];
        int at = 0;
        for (var part : parts) {
            System.arraycopy(part.value, 0, all, at, part.value.length);
            at += part.value.length;
        }
        return wrap(all);
    }

    public int size() {
        return value.length;
    }

    public boolean isEmpty() {
        return value.length == 0;
    }

    public byte at(int index) {
        return value[index];
    }

    /** The four bytes from {@code index} on, big-endian. */
    public int intAt(int index) {
        return ByteBuffer.wrap(value).getInt(index);
    }

    /** A copy of all bytes. */
    public byte[] toArray() {
        return value.clone();
    }

    /** A copy of the bytes {@code [from, to)}. */
    public byte[] toArray(int from, int to) {
        return Arrays.copyOfRange(value, from, to);
    }

    /** All bytes, without a copy of them on the way. */
    public void writeTo(ByteArrayOutputStream out) {
        out.writeBytes(value);
    }

    void addTo(MessageDigest digest, int from, int to) {
        digest.update(value, from, to - from);
    }

    /** The bytes {@code [from, to)}. */
    public Bytes slice(int from, int to) {
        return from == 0 && to == value.length ? this : wrap(Arrays.copyOfRange(value, from, to));
    }

    public boolean startsWith(Bytes prefix) {
        return size() >= prefix.size() && Arrays.equals(value, 0, prefix.size(), prefix.value, 0, prefix.size());
    }

    public ByteBuffer asReadOnlyBuffer() {
        return ByteBuffer.wrap(value).asReadOnlyBuffer();
    }

    public String toHex() {
        return HexFormat.of().formatHex(value);
    }

    /** RFC 4648 base32, lower case, no padding. */
    public String toBase32() {
        return Base32.encode(value);
    }

    public String toUtf8() {
        return new String(value, StandardCharsets.UTF_8);
    }

    public Bytes sha256() {
        return new Sha256().add(this).hash();
    }

    /** Unsigned, lexicographic. */
    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(value, other.value);
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
        return size() <= 8 ? toHex() : slice(0, 8).toHex() + "…(" + size() + ")";
    }
}
