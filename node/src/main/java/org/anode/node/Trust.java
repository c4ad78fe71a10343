package org.anode.node;

import java.util.List;
import java.util.Optional;
import org.anode.node.share.Pairing;
import org.anode.node.share.TrustLevel;
import org.anode.schema.DeviceId;

/** Whom the owner of this node trusts, which nobody else is told. Any thread. */
public interface Trust {
    /** How far this node's owner trusts a device; its own and paired ones all the way. */
    TrustLevel trust(DeviceId device);

    /** @throws Refusal if the device is this one or paired with it */
    void trust(DeviceId device, TrustLevel level);

    /**
     * A fresh link by which another device of the same person is paired with this one: afterwards both are the same
     * person's and trust each other all the way. Works once, for ten minutes, as long as the node runs. It is taken up
     * with {@link #pair(String)}.
     */
    String pairingLink();

    /** The words to compare, once the other device is there; empty before. */
    Optional<Pairing> pairing();

    /**
     * Takes up a pairing link.
     *
     * @throws Refusal with a sentence if it is none
     */
    void pair(String link);

    /** The words are the same on both screens, or are not: ends a pairing. */
    void confirmPairing(boolean same);

    /** The devices paired with this one, by id. */
    List<DeviceId> paired();

    /** {@code watcher} hears of each change, on any thread, until the watch is closed; must not block. */
    Sharing.Watch watch(Runnable watcher);
}
