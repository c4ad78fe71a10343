package org.anode.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.anode.node.identity.Formers;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Voucher;
import org.anode.node.share.NewPair;
import org.anode.node.share.PairedDevice;
import org.anode.node.share.TrustLevel;
import org.anode.node.store.DeviceRows;
import org.anode.node.store.Store;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.Parsed;

/**
 * What this node keeps of other devices, and tells nobody: how far each is trusted, and which are the same person's. What is
 * changed is on the disk when the call returns, unless it says otherwise. Any thread.
 */
final class KnownDevices {
    private final Store store;
    private final DeviceRows rows;
    private final Identity identity;
    private final Formers formers;
    private final List<Runnable> watches = new CopyOnWriteArrayList<>();

    /** @param formers what this device was */
    KnownDevices(Store store, Identity identity, Formers formers) {
        this.store = store;
        this.rows = new DeviceRows(store);
        this.identity = identity;
        this.formers = formers;
    }

    /** {@code watch} runs after each change; must not block. */
    Sharing.Watch watch(Runnable watch) {
        watches.add(watch);
        return () -> watches.remove(watch);
    }

    /** This device and the paired ones all the way; what it put out itself with former keys is shown. */
    TrustLevel trust(DeviceId device) {
        if (isMine(device)) return TrustLevel.RUN;
        boolean wasSelf = formers.devices().contains(device);
        var said = said(device);
        return wasSelf && said.compareTo(TrustLevel.OUTPUT) < 0 ? TrustLevel.OUTPUT : said;
    }

    /** Whether what it asks for may run here whatever else is said. */
    boolean mayRun(DeviceId device) {
        return trust(device) == TrustLevel.RUN;
    }

    /** What somebody here said of it, in a word of {@link TrustLevel}; a level of a later version is none. */
    private TrustLevel said(DeviceId device) {
        return rows.trust(device).map(Bytes::toUtf8).flatMap(TrustLevel::of).orElse(TrustLevel.UNKNOWN);
    }

    synchronized void trust(DeviceId device, TrustLevel level) {
        keep(List.of(put(device, level)));
    }

    /** Somebody here let it in. Does not wait for the disk. */
    synchronized void letIn(DeviceId device) {
        if (said(device) != TrustLevel.UNKNOWN) return;
        store.write(List.of(put(device, TrustLevel.KNOWN)));
        changed();
    }

    private Store.Change put(DeviceId device, TrustLevel level) {
        return rows.putTrust(device, Bytes.utf8(level.word()));
    }

    private void keep(List<Store.Change> changes) {
        store.write(changes);
        store.sync();
        changed();
    }

    /** Has those who watch look again. */
    void changed() {
        watches.forEach(Runnable::run);
    }

    /** The devices that somebody here spoke of. */
    List<DeviceId> spokenOf() {
        return List.copyOf(rows.trusts().keySet());
    }

    boolean isSelf(DeviceId device) {
        return device.equals(identity.device());
    }

    /** Whether it is this device or paired with it. */
    boolean isMine(DeviceId device) {
        return isSelf(device)
                || paired().stream().anyMatch(other -> other.device().equals(device));
    }

    /** By id. */
    List<PairedDevice> paired() {
        var found = new ArrayList<PairedDevice>();
        for (var row : rows.paired().values())
            if (PairedDevice.decode(row) instanceof Parsed.Ok<PairedDevice>(var device)) found.add(device);
        return found;
    }

    /** Of a pairing that both sides said yes to: this device belongs to that person now. */
    synchronized void pair(NewPair pair) {
        var other = pair.other();
        identity.owner().become(pair.person());
        keep(List.of(rows.putPaired(other.device(), other.encode()), put(other.device(), TrustLevel.KNOWN)));
    }

    /** It stays known, no more. */
    synchronized void unpair(DeviceId device) {
        keep(List.of(rows.dropPaired(device), put(device, TrustLevel.KNOWN)));
    }

    /** The word of a paired device that this one is that person's; empty if nobody's is worth anything. */
    Optional<Voucher> voucher() {
        return paired().stream()
                .map(PairedDevice::voucher)
                .filter(word -> word.isFor(identity.person(), identity.keys().publicKey()))
                .findFirst();
    }
}
