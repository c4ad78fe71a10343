package org.anode.relay.wire;

/** The relay's fresh random challenge to one connection: what is signed for it is worth nothing elsewhere. */
public record Nonce(Bytes value) {
    public static final int SIZE_BYTES = 32;

    public Nonce {
        if (value.size() != SIZE_BYTES) throw new IllegalArgumentException("Nonce of " + value.size() + " bytes");
    }
}
