package org.anode.node.share;

import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.anode.node.room.RoomSecret;
import org.anode.schema.Bytes;

/** The room where those meet who have the same link: its secret follows from the link's join secret. */
public final class Lobby {
    /** A lobby's secret never changes, so it has one epoch. */
    private static final long EPOCH = 0;

    private static final Bytes DOMAIN = Bytes.utf8("anode-lobby-1");

    private Lobby() {}

    /** Tells nothing of the join secret. */
    public static RoomSecret room(Bytes joinSecret) {
        try {
            var parameters = HKDFParameterSpec.ofExtract()
                    .addIKM(joinSecret.toArray())
                    .thenExpand(DOMAIN.toArray(), RoomSecret.SIZE_BYTES);
            return new RoomSecret(Bytes.wrap(KDF.getInstance("HKDF-SHA256").deriveData(parameters)), EPOCH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java 25 has HKDF", e);
        }
    }
}
