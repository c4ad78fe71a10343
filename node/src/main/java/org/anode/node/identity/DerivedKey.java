package org.anode.node.identity;

import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.anode.schema.Bytes;

/**
 * An Ed25519 key that follows from a device's, for one purpose: the same again after a restart, and nobody else can tell
 * whose it is. Not a record: no secret gets into a log. Pure.
 */
public final class DerivedKey {
    private static final Bytes DOMAIN = Bytes.utf8("anode-derived-key-1");

    private final Bytes seed;
    private final Bytes publicKey;

    private DerivedKey(Bytes seed) {
        this.seed = seed;
        this.publicKey = Signatures.publicKey(seed);
    }

    public static DerivedKey of(DeviceKeys keys, Bytes purpose) {
        try {
            var parameters = HKDFParameterSpec.ofExtract()
                    .addIKM(keys.secret().toArray())
                    .thenExpand(Bytes.concat(DOMAIN, purpose).toArray(), Signatures.SEED_BYTES);
            return new DerivedKey(Bytes.wrap(KDF.getInstance("HKDF-SHA256").deriveData(parameters)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java 25 has HKDF", e);
        }
    }

    public Bytes publicKey() {
        return publicKey;
    }

    public Bytes sign(Bytes text) {
        return Signatures.sign(seed, text);
    }

    @Override
    public String toString() {
        return "DerivedKey[" + publicKey.toHex() + "]";
    }
}
