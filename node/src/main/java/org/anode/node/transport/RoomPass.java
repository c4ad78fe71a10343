package org.anode.node.transport;

import java.nio.ByteBuffer;
import org.anode.node.identity.SigningKey;
import org.anode.schema.Bytes;

/**
 * What lets one into a room: a key pair that follows from the secret of an epoch. Its public part is the room's id, so who
 * only heard of the id can not enter where somebody asks for proof. Pure.
 */
public record RoomPass(SigningKey key) {
    private static final Bytes DOMAIN = Bytes.utf8("anode-room-2");

    /** @param secret the epoch's, {@link RoomCipher#SECRET_BYTES} long */
    public static RoomPass of(Bytes secret, long epoch) {
        if (secret.size() != RoomCipher.SECRET_BYTES) throw new IllegalArgumentException("secret of " + secret.size());
        var number = ByteBuffer.allocate(Long.BYTES).putLong(epoch).array();
        return new RoomPass(SigningKey.derived(secret, Bytes.concat(DOMAIN, Bytes.wrap(number))));
    }

    public RoomId id() {
        return new RoomId(key.publicKey());
    }
}
