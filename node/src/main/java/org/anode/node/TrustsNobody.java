package org.anode.node;

import java.util.List;
import java.util.Optional;
import org.anode.node.share.Pairing;
import org.anode.node.share.TrustLevel;
import org.anode.schema.DeviceId;

/** Trust of a node that keeps none: its own device all the way, nobody else. */
final class TrustsNobody implements Trust {
    private static final Sharing.Watch NOTHING_HAPPENS = () -> {};

    private final DeviceId self;

    TrustsNobody(DeviceId self) {
        this.self = self;
    }

    @Override
    public TrustLevel trust(DeviceId device) {
        return device.equals(self) ? TrustLevel.RUN : TrustLevel.UNKNOWN;
    }

    @Override
    public void trust(DeviceId device, TrustLevel level) {
        throw keepsNone();
    }

    @Override
    public String pairingLink() {
        throw keepsNone();
    }

    @Override
    public Optional<Pairing> pairing() {
        return Optional.empty();
    }

    @Override
    public void pair(String link) {
        throw keepsNone();
    }

    @Override
    public void confirmPairing(boolean same) {
        throw keepsNone();
    }

    @Override
    public List<DeviceId> paired() {
        return List.of();
    }

    @Override
    public Sharing.Watch watch(Runnable watcher) {
        return NOTHING_HAPPENS;
    }

    private static Refusal keepsNone() {
        return new Refusal("This node keeps no trust in other devices.");
    }
}
