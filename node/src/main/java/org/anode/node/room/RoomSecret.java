package org.anode.node.room;

import org.anode.node.transport.RoomCipher;
import org.anode.node.transport.RoomId;
import org.anode.node.transport.RoomPass;
import org.anode.schema.Bytes;

/** The secret that all in a room know: a notebook's in one epoch, or an invite's. */
public record RoomSecret(Bytes secret, long epoch) {
    public static final int SIZE_BYTES = RoomCipher.SECRET_BYTES;

    public RoomSecret {
        if (secret.size() != SIZE_BYTES) throw new IllegalArgumentException("RoomSecret of " + secret.size());
        if (epoch < 0) throw new IllegalArgumentException("epoch " + epoch);
    }

    /** What outsiders see of the room. */
    public RoomId room() {
        return pass().id();
    }

    /** What lets one in. */
    public RoomPass pass() {
        return RoomPass.of(secret, epoch);
    }

    /** Without the secret: this gets into logs. */
    @Override
    public String toString() {
        return "RoomSecret[epoch=" + epoch + "]";
    }
}
