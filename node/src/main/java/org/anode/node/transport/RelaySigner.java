package org.anode.node.transport;

import org.anode.node.identity.SigningKey;
import org.anode.relay.wire.Signer;
import org.anode.schema.Bytes;

/** A key of ours as the relay's client wants it. */
record RelaySigner(SigningKey key) implements Signer {
    @Override
    public byte[] publicKey() {
        return key.publicKey().toArray();
    }

    @Override
    public byte[] sign(byte[] text) {
        return key.sign(Bytes.wrap(text)).toArray();
    }
}
