package org.anode.schema;

/** A notebook: the hash of its root statement (MB-1). Text form: base32. */
public record NotebookId(Bytes value) implements Comparable<NotebookId> {
    public static final int SIZE_BYTES = 32;

    public NotebookId {
        if (value.size() != SIZE_BYTES) throw new IllegalArgumentException("NotebookId of " + value.size() + " bytes");
    }

    /** @throws IllegalArgumentException if {@code text} is not what {@link #toString()} gives */
    public static NotebookId parse(String text) {
        return new NotebookId(Bytes.wrap(Base32.decode(text)));
    }

    @Override
    public int compareTo(NotebookId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toBase32();
    }
}
