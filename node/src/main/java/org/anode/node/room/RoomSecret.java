package org.anode.node.room;

import org.anode.node.transport.RoomCipher;
import org.anode.node.transport.RoomId;
import org.anode.node.transport.RoomPass;
import org.anode.schema.Bytes;

/** The secret that all in a room know: a notebook's in one epoch, or an invite's. Immutable; any thread. */
public final class RoomSecret {
    public static final int SIZE_BYTES = RoomCipher.SECRET_BYTES;

    private final Bytes secret;
    private final long epoch;

    /** Derived once: every greeting names the room. */
    private final RoomPass pass;

    public RoomSecret(Bytes secret, long epoch) {
        if (secret.size() != SIZE_BYTES) throw new IllegalArgumentException("RoomSecret of " + secret.size());
        if (epoch < 0) throw new IllegalArgumentException("epoch " + epoch);
        this.secret = secret;
        this.epoch = epoch;
        this.pass = RoomPass.of(secret, epoch);
    }

    public Bytes secret() {
        return secret;
    }

    public long epoch() {
        return epoch;
    }

    /** What outsiders see of the room. */
    public RoomId room() {
        return pass.id();
    }

    /** What lets one in. */
    public RoomPass pass() {
        return pass;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RoomSecret that && secret.equals(that.secret) && epoch == that.epoch;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(epoch) + 31 * secret.hashCode();
    }

    /** Without the secret: this gets into logs. */
    @Override
    public String toString() {
        return "RoomSecret[epoch=" + epoch + "]";
    }
}
