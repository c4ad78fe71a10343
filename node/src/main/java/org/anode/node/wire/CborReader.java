package org.anode.node.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.dataformat.cbor.CBORFactory;

/**
 * Reads one CBOR item after another. Inside {@link #parse} a wrong item leaves by an exception of our own, which
 * becomes {@link Parsed.Malformed} there: nothing a peer sends ends a loop (SY-14).
 */
public final class CborReader {
    /** Deeper than any message of ours, and shallow enough for every stack. */
    private static final int NESTING_MAX = 16;

    private static final CBORFactory FACTORY = CBORFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(NESTING_MAX).build())
            .build();

    private final JsonParser in;

    private CborReader(JsonParser in) {
        this.in = in;
    }

    /**
     * Reads one array with {@code items} and nothing after it.
     *
     * @param items may throw {@link IllegalArgumentException}, as the ids do; the message becomes the reason
     */
    public static <T> Parsed<T> parse(Bytes encoded, Function<CborReader, T> items) {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), encoded.toArray())) {
            var reader = new CborReader(parser);
            var value = reader.list(() -> items.apply(reader));
            require(parser.nextToken() == null, "bytes after the end");
            return new Parsed.Ok<>(value);
        } catch (JacksonException e) {
            return new Parsed.Malformed<>("not CBOR: " + e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            return new Parsed.Malformed<>(String.valueOf(e.getMessage()));
        }
    }

    /** Ends the reading of this message with {@code reason} unless {@code holds}. */
    public static void require(boolean holds, String reason) {
        if (!holds) throw new IllegalArgumentException(reason);
    }

    /** A byte string of exactly {@code size} bytes. */
    public Bytes bytes(int size) {
        var value = bytesUpTo(size);
        require(value.size() == size, size + " bytes expected, not " + value.size());
        return value;
    }

    /** A byte string of at most {@code max} bytes. */
    public Bytes bytesUpTo(int max) {
        expect(JsonToken.VALUE_EMBEDDED_OBJECT, "bytes");
        byte @Nullable [] value = in.getBinaryValue();
        if (value == null) throw new IllegalArgumentException("bytes expected"); // CBOR's "undefined" and its like
        require(value.length <= max, "more than " + max + " bytes");
        return Bytes.wrap(value);
    }

    /** A text of at most {@code max} UTF-16 units. */
    public String text(int max) {
        expect(JsonToken.VALUE_STRING, "text");
        @Nullable String value = in.getString();
        if (value == null) throw new IllegalArgumentException("text expected");
        require(value.length() <= max, "text of more than " + max);
        return value;
    }

    /** An integer from 0 to {@code max}. */
    public long number(long max) {
        expect(JsonToken.VALUE_NUMBER_INT, "a number");
        long value = in.getLongValue();
        require(value >= 0 && value <= max, "number outside 0 to " + max);
        return value;
    }

    /** An array whose items {@code items} reads, all of them. */
    public <T> T list(Supplier<T> items) {
        expect(JsonToken.START_ARRAY, "a list");
        var value = items.get();
        expect(JsonToken.END_ARRAY, "the end of a list");
        return value;
    }

    /** An array of at most {@code max} items, each read by {@code item}, which must take exactly one item. */
    public <T> List<T> each(int max, Supplier<T> item) {
        expect(JsonToken.START_ARRAY, "a list");
        var found = new ArrayList<T>();
        while (peek() != JsonToken.END_ARRAY) {
            require(found.size() < max, "more than " + max + " items");
            found.add(item.get());
        }
        expect(JsonToken.END_ARRAY, "the end of a list");
        return found;
    }

    private boolean peeked;

    private JsonToken peek() {
        if (!peeked) require(in.nextToken() != null, "ends too early");
        peeked = true;
        return in.currentToken();
    }

    private void expect(JsonToken token, String name) {
        require(peek() == token, name + " expected");
        peeked = false;
    }
}
