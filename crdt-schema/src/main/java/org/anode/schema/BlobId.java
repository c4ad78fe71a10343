package org.anode.schema;

/** A blob: SHA-256 of its content (SY-12). Text form: hex. */
public record BlobId(Bytes value) implements Comparable<BlobId> {
    public static final int SIZE_BYTES = 32;

    public BlobId {
        if (value.size() != SIZE_BYTES) throw new IllegalArgumentException("BlobId of " + value.size() + " bytes");
    }

    /** @throws IllegalArgumentException if {@code text} is not what {@link #toString()} gives */
    public static BlobId parse(String text) {
        return new BlobId(Bytes.hex(text));
    }

    @Override
    public int compareTo(BlobId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toHex();
    }
}
