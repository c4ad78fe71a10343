package org.anode.node.identity;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;

/**
 * The devices that this one was, by id. Immutable; any thread.
 *
 * @param copied   before its data folder turned out to be a copy: another computer goes on as that device (SY-5)
 * @param replaced before its keys were changed: nobody is to go on as that device (R15)
 */
public record Formers(List<DeviceKeys> copied, List<DeviceKeys> replaced) {
    public static final Formers NONE = new Formers(List.of(), List.of());

    public Formers {
        copied = List.copyOf(copied);
        replaced = List.copyOf(replaced);
    }

    private Stream<DeviceKeys> all() {
        return Stream.concat(copied.stream(), replaced.stream());
    }

    /** Of a device that another computer goes on as. */
    public Optional<DeviceKeys> copy(DeviceId device) {
        return copied.stream().filter(keys -> keys.device().equals(device)).findFirst();
    }

    /** The one with this Ed25519 key. */
    public Optional<DeviceKeys> withKey(Bytes publicKey) {
        return all().filter(keys -> keys.publicKey().equals(publicKey)).findFirst();
    }

    public List<DeviceId> devices() {
        return all().map(DeviceKeys::device).sorted().toList();
    }
}
