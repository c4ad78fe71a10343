package org.anode.relay.wire;

/** Who a client is to this relay: an Ed25519 public key, another one at every relay, so that relays can not link devices. */
public record ClientKey(Bytes value) {
    public static final int SIZE_BYTES = 32;

    public ClientKey {
        if (value.size() != SIZE_BYTES) throw new IllegalArgumentException("ClientKey of " + value.size() + " bytes");
    }
}
