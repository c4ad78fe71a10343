package org.anode.node.wire;

import static org.anode.node.wire.CborReader.require;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;

/**
 * Reads what {@link CborWriter} writes, and no other spelling of it: definite lengths and shortest heads (RFC 8949, 4.2.1).
 * For what is hashed and signed, of which there may be one encoding only; {@link CborReader} takes every one and does not
 * tell which it was.
 */
public final class StrictCborReader {
    private static final int UNSIGNED = 0;
    private static final int BYTE_STRING = 2;
    private static final int TEXT = 3;
    private static final int ARRAY = 4;

    /** Up to here the number stands in the head itself; then come heads with 1, 2, 4 and 8 bytes of it. */
    private static final int IN_HEAD_MAX = 23;

    private static final int HEAD_OF_8 = 27;

    private final Bytes in;
    private int at;

    private StrictCborReader(Bytes in) {
        this.in = in;
    }

    /**
     * Reads one array of {@code size} items and nothing after it.
     *
     * @param items may throw {@link IllegalArgumentException}, as the ids do; the message becomes the reason
     */
    public static <T> Parsed<T> parse(Bytes encoded, int size, Function<StrictCborReader, T> items) {
        try {
            var reader = new StrictCborReader(encoded);
            require(reader.head(ARRAY, size, "a list") == size, size + " items expected");
            var value = items.apply(reader);
            require(reader.at == encoded.size(), "bytes after the end");
            return new Parsed.Ok<>(value);
        } catch (IllegalArgumentException e) {
            return new Parsed.Malformed<>(String.valueOf(e.getMessage()));
        }
    }

    /** A byte string of exactly {@code size} bytes. */
    public Bytes bytes(int size) {
        require(head(BYTE_STRING, size, "bytes") == size, size + " bytes expected");
        return take(size);
    }

    /** A byte string of at most {@code max} bytes. */
    public Bytes bytesUpTo(int max) {
        return take((int) head(BYTE_STRING, max, "bytes"));
    }

    /** A text of at most {@code max} bytes of UTF-8. */
    public String text(int max) {
        var bytes = take((int) head(TEXT, max, "text"));
        var text = bytes.toUtf8();
        require(Bytes.utf8(text).equals(bytes), "text that is not UTF-8");
        return text;
    }

    /** An integer from 0 to {@code max}. */
    public long number(long max) {
        return head(UNSIGNED, max, "a number");
    }

    /** An array of at most {@code max} items, each read by {@code item}, which must take exactly one item. */
    public <T> List<T> each(int max, Supplier<T> item) {
        int size = (int) head(ARRAY, max, "a list");
        require(size <= in.size() - at, "ends too early"); // an item is a byte at least
        var found = new ArrayList<T>(size);
        for (int i = 0; i < size; i++) found.add(item.get());
        return found;
    }

    private Bytes take(int size) {
        require(size <= in.size() - at, "ends too early");
        at += size;
        return in.slice(at - size, at);
    }

    /** The number in the head of an item of this major type, from 0 to {@code max}. */
    private long head(int major, long max, String name) {
        int first = next();
        require(first >>> 5 == major, name + " expected");
        int info = first & 0x1f;
        long value = info <= IN_HEAD_MAX ? info : longNumber(info);
        require(value >= 0 && value <= max, name + ": more than " + max);
        return value;
    }

    private long longNumber(int info) {
        require(info <= HEAD_OF_8, "not in the one encoding");
        int bytes = 1 << (info - IN_HEAD_MAX - 1);
        long value = 0;
        for (int i = 0; i < bytes; i++) value = value << 8 | next();
        boolean needsAll = bytes == 1 ? value > IN_HEAD_MAX : value >>> (4 * bytes) != 0;
        require(needsAll, "not in the one encoding");
        return value;
    }

    private int next() {
        require(at < in.size(), "ends too early");
        return in.at(at++) & 0xff;
    }
}
