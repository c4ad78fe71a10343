package org.anode.node.identity;

import java.util.List;
import java.util.Optional;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;

/** The devices that this one was before its data folder turned out to be a copy, by id (SY-5). Immutable; any thread. */
public record Formers(List<DeviceKeys> all) {
    public static final Formers NONE = new Formers(List.of());

    public Formers {
        all = List.copyOf(all);
    }

    public Optional<DeviceKeys> find(DeviceId device) {
        return all.stream().filter(keys -> keys.device().equals(device)).findFirst();
    }

    /** The one with this Ed25519 key. */
    public Optional<DeviceKeys> withKey(Bytes publicKey) {
        return all.stream().filter(keys -> keys.publicKey().equals(publicKey)).findFirst();
    }

    public List<DeviceId> devices() {
        return all.stream().map(DeviceKeys::device).toList();
    }
}
