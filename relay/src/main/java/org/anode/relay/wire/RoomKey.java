package org.anode.relay.wire;

/** A room: an Ed25519 public key. Who knows the room's secret has the private key and so may join; a relay has neither. */
public record RoomKey(Bytes value) {
    public static final int SIZE_BYTES = 32;

    public RoomKey {
        if (value.size() != SIZE_BYTES) throw new IllegalArgumentException("RoomKey of " + value.size() + " bytes");
    }
}
