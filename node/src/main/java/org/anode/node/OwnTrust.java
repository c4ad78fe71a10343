package org.anode.node;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.anode.node.net.DeviceNames;
import org.anode.node.net.PairingPlace;
import org.anode.node.replicate.Members;
import org.anode.node.share.NewPair;
import org.anode.node.share.Pairing;
import org.anode.node.share.PairingLink;
import org.anode.node.share.TrustLevel;
import org.anode.node.store.Notebooks;
import org.anode.schema.DeviceId;
import org.anode.schema.Parsed;

/** The trust of a node that may meet others. Any thread. */
final class OwnTrust implements Trust {
    private final KnownDevices devices;
    private final Optional<PairingPlace> place;

    /** @param place where devices are paired; none of a node that meets no others */
    OwnTrust(KnownDevices devices, Optional<PairingPlace> place) {
        this.devices = devices;
        this.place = place;
    }

    @Override
    public TrustLevel trust(DeviceId device) {
        return devices.trust(device);
    }

    @Override
    public void trust(DeviceId device, TrustLevel level) {
        if (devices.isSelf(device)) throw new Refusal("This is the computer you are at; it trusts itself.");
        if (devices.isMine(device))
            throw new Refusal("That is another computer of yours, paired with this one; anode unpair takes that back.");
        devices.trust(device, level);
    }

    @Override
    public String pairingLink() {
        return place().link(new Told()).text();
    }

    private PairingPlace place() {
        return place.orElseThrow(() -> new Refusal(NoChannel.NOT_HERE));
    }

    @Override
    public Optional<Pairing> pairing() {
        return place.flatMap(PairingPlace::pairing);
    }

    @Override
    public void pair(String text) {
        switch (PairingLink.parse(text)) {
            case Parsed.Malformed<PairingLink>(var sentence) -> throw new Refusal(sentence);
            case Parsed.Ok<PairingLink>(var link)
            when devices.isSelf(link.device()) ->
                throw new Refusal("This link was made on this computer; take it up on the other one.");
            case Parsed.Ok<PairingLink>(var link) -> place().take(link, new Told());
        }
    }

    @Override
    public void confirmPairing(boolean same) {
        place().compared(same);
    }

    @Override
    public SortedMap<DeviceId, String> paired() {
        var found = new TreeMap<DeviceId, String>();
        for (var other : devices.paired()) found.put(other.device(), other.name());
        return found;
    }

    @Override
    public void unpair(DeviceId device) {
        if (!paired().containsKey(device)) throw new Refusal("That computer is not paired with this one.");
        devices.unpair(device);
    }

    /** The devices that people may speak of: of the notebooks here, paired, or spoken of before; with their names. */
    Map<DeviceId, String> named(Notebooks notebooks) {
        var found = new TreeMap<DeviceId, String>();
        for (var device : devices.spokenOf()) found.put(device, "");
        for (var notebook : notebooks.all()) {
            var log = notebooks.log(notebook);
            for (var member : Members.stored(notebook, log.statements()).devices()) found.putIfAbsent(member, "");
            found.putAll(DeviceNames.of(log));
        }
        found.putAll(paired());
        return found;
    }

    @Override
    public Sharing.Watch watch(Runnable watcher) {
        return devices.watch(watcher);
    }

    private final class Told implements PairingPlace.Listener {
        @Override
        public void changed() {
            devices.changed();
        }

        @Override
        public void paired(NewPair pair) {
            devices.pair(pair);
        }
    }
}
