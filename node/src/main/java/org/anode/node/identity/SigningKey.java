package org.anode.node.identity;

import org.anode.schema.Bytes;

/** An Ed25519 key pair. Not a record: no secret gets into a log. Immutable; any thread. */
public final class SigningKey {
    private final Bytes seed;
    private final Bytes publicKey;

    private SigningKey(Bytes seed) {
        this.seed = seed;
        this.publicKey = Signatures.publicKey(seed);
    }

    /** @param seed {@link Signatures#SEED_BYTES} random bytes */
    static SigningKey of(Bytes seed) {
        return new SigningKey(seed);
    }

    /** The key that follows from a secret for one purpose: who knows its public part can not tell from which. */
    public static SigningKey derived(Bytes secret, Bytes purpose) {
        return new SigningKey(Hkdf.derive(secret, purpose, Signatures.SEED_BYTES));
    }

    public Bytes publicKey() {
        return publicKey;
    }

    /** {@link Signatures#SIGNATURE_BYTES} bytes. */
    public Bytes sign(Bytes message) {
        return Signatures.sign(seed, message);
    }

    @Override
    public String toString() {
        return "SigningKey[" + publicKey.toHex() + "]";
    }
}
