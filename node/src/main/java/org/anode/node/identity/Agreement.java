package org.anode.node.identity;

import java.util.Optional;
import org.anode.schema.Bytes;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** X25519 (RFC 7748): two who know each other's public key have a secret together. Pure; any thread. */
public final class Agreement {
    public static final int SECRET_BYTES = X25519.SCALAR_SIZE;
    public static final int PUBLIC_KEY_BYTES = X25519.POINT_SIZE;

    private Agreement() {}

    /** @param secret {@link #SECRET_BYTES} random bytes */
    public static Bytes publicKey(Bytes secret) {
        var key = new byte[PUBLIC_KEY_BYTES];
        X25519.generatePublicKey(secret.toArray(), 0, key, 0);
        return Bytes.wrap(key);
    }

    /** What both sides compute, not yet a key; none if {@code theirs} is a point that makes it the same for everybody. */
    public static Optional<Bytes> shared(Bytes secret, Bytes theirs) {
        if (theirs.size() != PUBLIC_KEY_BYTES) return Optional.empty();
        var shared = new byte[X25519.POINT_SIZE];
        boolean proper = X25519.calculateAgreement(secret.toArray(), 0, theirs.toArray(), 0, shared, 0);
        return proper ? Optional.of(Bytes.wrap(shared)) : Optional.empty();
    }
}
