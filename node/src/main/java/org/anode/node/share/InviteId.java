package org.anode.node.share;

import org.anode.schema.Bytes;

/** An invite, by what follows from its join secret and does not tell it. Text form: base32. */
public record InviteId(Bytes value) implements Comparable<InviteId> {
    public static final int SIZE_BYTES = 16;

    private static final Bytes DOMAIN = Bytes.utf8("anode-invite-id-1");

    public InviteId {
        if (value.size() != SIZE_BYTES) throw new IllegalArgumentException("InviteId of " + value.size() + " bytes");
    }

    /** @throws IllegalArgumentException if it is not what {@link #toString} gives */
    public static InviteId parse(String text) {
        return new InviteId(Bytes.base32(text));
    }

    static InviteId of(Bytes joinSecret) {
        return new InviteId(Bytes.concat(DOMAIN, joinSecret).sha256().slice(0, SIZE_BYTES));
    }

    @Override
    public int compareTo(InviteId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toBase32();
    }
}
