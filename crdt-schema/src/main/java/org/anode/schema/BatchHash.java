package org.anode.schema;

/** A signed batch: SHA-256 over its complete encoding (SY-1). Text form: hex. */
public record BatchHash(Bytes value) implements Comparable<BatchHash> {
    public static final int SIZE_BYTES = 32;

    public BatchHash {
        if (value.size() != SIZE_BYTES) throw new IllegalArgumentException("BatchHash of " + value.size() + " bytes");
    }

    /** @throws IllegalArgumentException if {@code text} is not what {@link #toString()} gives */
    public static BatchHash parse(String text) {
        return new BatchHash(Bytes.hex(text));
    }

    @Override
    public int compareTo(BatchHash other) {
        return value.compareTo(other.value);
    }

    /** Some of its own bits: they are spread already. */
    @Override
    public int hashCode() {
        return value.intAt(0);
    }

    @Override
    public String toString() {
        return value.toHex();
    }
}
