package org.anode.node.transport;

import java.nio.ByteBuffer;
import org.anode.node.identity.Signatures;
import org.anode.schema.Bytes;

/**
 * What lets one into a room: an Ed25519 private key that follows from the secret of an epoch. Its public key is the room's
 * id, so who only heard of the id can not enter where somebody asks for proof. Not a record: no key gets into a log. Pure.
 */
public final class RoomPass {
    private static final Bytes DOMAIN = Bytes.utf8("anode-room-2");

    private final Bytes seed;
    private final RoomId id;

    private RoomPass(Bytes seed) {
        this.seed = seed;
        this.id = new RoomId(Signatures.publicKey(seed));
    }

    /** @param secret the epoch's, {@link RoomCipher#SECRET_BYTES} long */
    public static RoomPass of(Bytes secret, long epoch) {
        var number = ByteBuffer.allocate(Long.BYTES).putLong(epoch).array();
        return new RoomPass(RoomCipher.derive(secret, Bytes.concat(DOMAIN, Bytes.wrap(number)), Signatures.SEED_BYTES));
    }

    public RoomId id() {
        return id;
    }

    /** An Ed25519 signature, 64 bytes. */
    public Bytes sign(Bytes text) {
        return Signatures.sign(seed, text);
    }

    @Override
    public String toString() {
        return "RoomPass[" + id + "]";
    }
}
