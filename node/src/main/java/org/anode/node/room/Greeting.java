package org.anode.node.room;

import org.anode.node.replicate.PeerId;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;

/** What sessions say before they are proven to each other, sealed with the room's secret. */
sealed interface Greeting {
    /** Who is there; proves nothing, is answered by a hello. */
    record Hi(End from) implements Greeting {}

    /**
     * The proof of who {@code from} is, for nobody but {@code to}.
     *
     * @param deviceKey    its Ed25519 key, which signed this
     * @param agreementKey the device's X25519 key, for sealed secrets
     * @param share        the session's own X25519 key
     */
    record Hello(End from, End to, Bytes deviceKey, Bytes agreementKey, Bytes share, Bytes signature)
            implements Greeting {
        PeerId peer() {
            long session = from.session().asReadOnlyBuffer().getLong();
            return new PeerId(new DeviceId(deviceKey.sha256()), session);
        }
    }

    End from();
}
