package org.anode.relay.wire;

/** An Ed25519 signature. */
public record Signature(Bytes value) {
    public static final int SIZE_BYTES = 64;

    public Signature {
        if (value.size() != SIZE_BYTES) throw new IllegalArgumentException("Signature of " + value.size() + " bytes");
    }
}
