package org.anode.schema;

/** An Automerge actor (SY-2). Text form: hex. */
public record ActorId(Bytes value) implements Comparable<ActorId> {
    public static final int SIZE_BYTES = 16;

    public ActorId {
        if (value.size() != SIZE_BYTES) throw new IllegalArgumentException("ActorId of " + value.size() + " bytes");
    }

    /** @throws IllegalArgumentException if {@code text} is not what {@link #toString()} gives */
    public static ActorId parse(String text) {
        return new ActorId(Bytes.hex(text));
    }

    @Override
    public int compareTo(ActorId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toHex();
    }
}
