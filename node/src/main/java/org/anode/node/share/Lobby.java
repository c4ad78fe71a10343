package org.anode.node.share;

import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.anode.schema.Bytes;

/** The room where those meet who have the same link: its secret follows from the link's join secret. */
public final class Lobby {
    /** A lobby's secret never changes, so it has one epoch. */
    public static final long EPOCH = 0;

    private static final int SECRET_BYTES = 32;
    private static final Bytes DOMAIN = Bytes.utf8("anode-lobby-1");

    private Lobby() {}

    /** For a room cipher; tells nothing of the join secret. */
    public static Bytes secret(Bytes joinSecret) {
        try {
            var parameters = HKDFParameterSpec.ofExtract()
                    .addIKM(joinSecret.toArray())
                    .thenExpand(DOMAIN.toArray(), SECRET_BYTES);
            return Bytes.wrap(KDF.getInstance("HKDF-SHA256").deriveData(parameters));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java 25 has HKDF", e);
        }
    }
}
