package org.anode.node.transport;

import java.util.function.UnaryOperator;
import org.anode.node.identity.DerivedKey;
import org.anode.relay.wire.Signer;
import org.anode.schema.Bytes;

/** Our keys as the relay's client wants them. */
final class RelaySigner implements Signer {
    private final Bytes publicKey;
    private final UnaryOperator<Bytes> signing;

    private RelaySigner(Bytes publicKey, UnaryOperator<Bytes> signing) {
        this.publicKey = publicKey;
        this.signing = signing;
    }

    static Signer of(RoomPass room) {
        return new RelaySigner(room.id().value(), room::sign);
    }

    static Signer of(DerivedKey key) {
        return new RelaySigner(key.publicKey(), key::sign);
    }

    @Override
    public byte[] publicKey() {
        return publicKey.toArray();
    }

    @Override
    public byte[] sign(byte[] text) {
        return signing.apply(Bytes.wrap(text)).toArray();
    }
}
