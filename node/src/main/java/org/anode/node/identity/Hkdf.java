package org.anode.node.identity;

import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.anode.schema.Bytes;

/** HKDF with SHA-256 (RFC 5869), extract and expand. Pure; any thread. */
public final class Hkdf {
    private Hkdf() {}

    /** @param info what the result is for: it tells nothing of what is derived for anything else */
    public static Bytes derive(Bytes secret, Bytes info, int size) {
        return derive(Bytes.EMPTY, secret, info, size);
    }

    /** @param salt known to those who derive the same; may be a secret too */
    public static Bytes derive(Bytes salt, Bytes secret, Bytes info, int size) {
        try {
            var parameters = HKDFParameterSpec.ofExtract()
                    .addSalt(salt.toArray())
                    .addIKM(secret.toArray())
                    .thenExpand(info.toArray(), size);
            return Bytes.wrap(KDF.getInstance("HKDF-SHA256").deriveData(parameters));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java 25 has HKDF", e);
        }
    }
}
