package org.anode.node.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.anode.node.Refusal;
import org.anode.node.Sharing;
import org.anode.node.Trust;
import org.anode.node.share.Pairing;
import org.anode.node.share.TrustLevel;
import org.anode.schema.DeviceId;

/** Trust that does as it is told by pages, and pairs as a test says. */
public final class AskedTrust implements Trust {
    public final Map<DeviceId, TrustLevel> levels = new ConcurrentHashMap<>();
    final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final SortedMap<DeviceId, String> paired = new ConcurrentSkipListMap<>();
    volatile Optional<Pairing> pairing = Optional.empty();

    public void pairedWith(DeviceId device, String name) {
        paired.put(device, name);
        watchers.forEach(Runnable::run);
    }

    public void pairingIs(Pairing now) {
        pairing = Optional.of(now);
        watchers.forEach(Runnable::run);
    }

    @Override
    public TrustLevel trust(DeviceId device) {
        return levels.getOrDefault(device, TrustLevel.UNKNOWN);
    }

    @Override
    public void trust(DeviceId device, TrustLevel level) {
        levels.put(device, level);
        watchers.forEach(Runnable::run);
    }

    @Override
    public String pairingLink() {
        return "anode://pair/there";
    }

    @Override
    public Optional<Pairing> pairing() {
        return pairing;
    }

    @Override
    public void pair(String link) {
        if (!link.equals(pairingLink())) throw new Refusal("That is no link to pair with.");
        pairingIs(new Pairing(Optional.empty(), "", List.of(), Optional.empty()));
    }

    @Override
    public void confirmPairing(boolean same) {
        var was = pairing.orElseThrow();
        pairingIs(new Pairing(was.device(), was.name(), was.words(), Optional.of(same ? "Paired." : "Not paired.")));
    }

    @Override
    public SortedMap<DeviceId, String> paired() {
        return paired;
    }

    @Override
    public void unpair(DeviceId device) {
        if (paired.remove(device) == null) throw new Refusal("That computer is not paired with this one.");
        watchers.forEach(Runnable::run);
    }

    @Override
    public Sharing.Watch watch(Runnable watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }
}
