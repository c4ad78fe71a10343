package org.anode.node.identity;

import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * A device's two secret keys: Ed25519 to sign, X25519 to be sent secrets. Not a record, so that no secret gets into a
 * log by {@code toString}. Immutable; any thread.
 */
public final class DeviceKeys {
    /** An X25519 public key. */
    public static final int AGREEMENT_KEY_BYTES = X25519.POINT_SIZE;

    /** Both secrets together, as {@link #secret} gives them. */
    public static final int SECRET_BYTES = Signatures.SEED_BYTES + X25519.SCALAR_SIZE;

    private static final Bytes DERIVED_DOMAIN = Bytes.utf8("anode-derived-key-1");

    private final Bytes secret;
    private final SigningKey signing;
    private final Bytes agreementKey;

    private DeviceKeys(Bytes secret) {
        this.secret = secret;
        this.signing = SigningKey.of(secret.slice(0, Signatures.SEED_BYTES));
        var shared = new byte[X25519.POINT_SIZE];
        X25519.generatePublicKey(
                secret.slice(Signatures.SEED_BYTES, SECRET_BYTES).toArray(), 0, shared, 0);
        this.agreementKey = Bytes.wrap(shared);
    }

    /** @param secret {@link #SECRET_BYTES} bytes from a secure random source, or what {@link #secret} gave */
    public static DeviceKeys of(Bytes secret) {
        if (secret.size() != SECRET_BYTES) throw new IllegalArgumentException("device keys of " + secret.size());
        return new DeviceKeys(secret);
    }

    /** For the one private file that keeps it (R15). */
    Bytes secret() {
        return secret;
    }

    /** The X25519 scalar; for {@link Sealing}. */
    Bytes agreementSecret() {
        return secret.slice(Signatures.SEED_BYTES, SECRET_BYTES);
    }

    public DeviceId device() {
        return new DeviceId(publicKey().sha256());
    }

    /** The Ed25519 public key. */
    public Bytes publicKey() {
        return signing.publicKey();
    }

    /** The X25519 public key. */
    public Bytes agreementKey() {
        return agreementKey;
    }

    public Bytes sign(Bytes message) {
        return signing.sign(message);
    }

    /** Another key of this device for one purpose: the same again after a restart, and nobody else can tell whose it is. */
    public SigningKey derived(Bytes purpose) {
        return SigningKey.derived(secret, Bytes.concat(DERIVED_DOMAIN, purpose));
    }

    @Override
    public String toString() {
        return "DeviceKeys[" + device() + "]";
    }
}
