package org.anode.schema;

/** A grant: the hash of its statement (MB-1). The root grant's id is the notebook's id. Text form: base32. */
public record GrantId(Bytes value) implements Comparable<GrantId> {
    public static final int SIZE_BYTES = 32;

    public GrantId {
        if (value.size() != SIZE_BYTES) throw new IllegalArgumentException("GrantId of " + value.size() + " bytes");
    }

    /** @throws IllegalArgumentException if {@code text} is not what {@link #toString()} gives */
    public static GrantId parse(String text) {
        return new GrantId(Bytes.wrap(Base32.decode(text)));
    }

    @Override
    public int compareTo(GrantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toBase32();
    }
}
