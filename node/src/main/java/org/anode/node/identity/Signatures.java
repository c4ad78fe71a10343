package org.anode.node.identity;

import org.anode.schema.Bytes;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Ed25519 (RFC 8032). BouncyCastle's lightweight one: the JDK's takes ten times as long. Pure; any thread. */
public final class Signatures {
    public static final int SEED_BYTES = Ed25519.SECRET_KEY_SIZE;
    public static final int PUBLIC_KEY_BYTES = Ed25519.PUBLIC_KEY_SIZE;
    public static final int SIGNATURE_BYTES = Ed25519.SIGNATURE_SIZE;

    private Signatures() {}

    /** @param seed {@link #SEED_BYTES} random bytes */
    public static Bytes publicKey(Bytes seed) {
        var key = new byte[PUBLIC_KEY_BYTES];
        Ed25519.generatePublicKey(seed.toArray(), 0, key, 0);
        return Bytes.wrap(key);
    }

    public static Bytes sign(Bytes seed, Bytes message) {
        var signature = new byte[SIGNATURE_BYTES];
        Ed25519.sign(seed.toArray(), 0, message.toArray(), 0, message.size(), signature, 0);
        return Bytes.wrap(signature);
    }

    /** Whether the holder of {@code publicKey} signed exactly {@code message}; false for anything ill-formed. */
    public static boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
        return isPublicKey(publicKey)
                && signature.size() == SIGNATURE_BYTES
                && Ed25519.verify(signature.toArray(), 0, publicKey.toArray(), 0, message.toArray(), 0, message.size());
    }

    /** Whether it is a point that only one secret can sign for: not of small order, in its one encoding. */
    public static boolean isPublicKey(Bytes bytes) {
        return bytes.size() == PUBLIC_KEY_BYTES && Ed25519.validatePublicKeyPartial(bytes.toArray(), 0);
    }
}
