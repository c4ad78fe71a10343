package org.anode.schema;

/** An Automerge change: SHA-256 over type, length and body of its chunk. Text form: hex, as Automerge shows it. */
public record ChangeHash(Bytes value) implements Comparable<ChangeHash> {
    public static final int SIZE_BYTES = 32;

    public ChangeHash {
        if (value.size() != SIZE_BYTES) throw new IllegalArgumentException("ChangeHash of " + value.size() + " bytes");
    }

    /** @throws IllegalArgumentException if {@code text} is not what {@link #toString()} gives */
    public static ChangeHash parse(String text) {
        return new ChangeHash(Bytes.hex(text));
    }

    @Override
    public int compareTo(ChangeHash other) {
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
