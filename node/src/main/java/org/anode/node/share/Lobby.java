package org.anode.node.share;

import org.anode.node.identity.Hkdf;
import org.anode.node.room.RoomSecret;
import org.anode.schema.Bytes;

/** The rooms where those meet who have the same link: their secret follows from the link's. */
public final class Lobby {
    /** Such a secret never changes, so it has one epoch. */
    private static final long EPOCH = 0;

    private static final Bytes JOINING = Bytes.utf8("anode-lobby-1");
    private static final Bytes PAIRING = Bytes.utf8("anode-pairing-1");

    private Lobby() {}

    /** Tells nothing of the join secret. */
    public static RoomSecret room(Bytes joinSecret) {
        return room(joinSecret, JOINING);
    }

    /** Tells nothing of the link's secret. */
    public static RoomSecret room(PairingLink link) {
        return room(link.secret(), PAIRING);
    }

    private static RoomSecret room(Bytes secret, Bytes purpose) {
        return new RoomSecret(Hkdf.derive(secret, purpose, RoomSecret.SIZE_BYTES), EPOCH);
    }
}
