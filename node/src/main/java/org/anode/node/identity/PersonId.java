package org.anode.node.identity;

import org.anode.schema.Bytes;

/** A person, who may have several devices: random, made with the first one. Text form: hex. */
public record PersonId(Bytes value) {
    public static final int SIZE_BYTES = 16;

    public PersonId {
        if (value.size() != SIZE_BYTES) throw new IllegalArgumentException("PersonId of " + value.size() + " bytes");
    }

    @Override
    public String toString() {
        return value.toHex();
    }
}
