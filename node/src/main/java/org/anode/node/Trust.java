package org.anode.node;

import java.util.Optional;
import java.util.SortedMap;
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

    /** The devices paired with this one, and what each is called. */
    SortedMap<DeviceId, String> paired();

    /**
     * A device is not this one's person's any more, as this device sees it: it stays known, no more. What the other one
     * thinks stays as it is.
     *
     * @throws Refusal if it is not paired with this one
     */
    void unpair(DeviceId device);

    /** {@code watcher} hears of each change, on any thread, until the watch is closed; must not block. */
    Sharing.Watch watch(Runnable watcher);
}
