package org.anode.node;

import java.util.ArrayList;
import java.util.List;
import org.anode.node.share.InviteId;
import org.anode.schema.DeviceId;

/** A link or a device of a notebook, found by the beginning of its id. Pure. */
sealed interface Meant {
    record Link(InviteId id) implements Meant {}

    record Device(DeviceId id) implements Meant {}

    /** @throws Refusal if none or several begin so */
    static Meant in(String name, List<InviteId> links, List<DeviceId> devices) {
        var found = new ArrayList<Meant>();
        for (var link : links) if (begins(link.toString(), name)) found.add(new Link(link));
        for (var device : devices) if (begins(device.toString(), name)) found.add(new Device(device));
        return one(name, found, "No device and no link that works");
    }

    /** @throws Refusal if none or several begin so */
    static DeviceId device(String name, List<DeviceId> devices) {
        var found = devices.stream()
                .filter(device -> begins(device.toString(), name))
                .toList();
        return one(name, found, "No device");
    }

    private static boolean begins(String id, String name) {
        return !name.isEmpty() && id.startsWith(name);
    }

    private static <T> T one(String name, List<T> found, String nothing) {
        if (found.isEmpty())
            throw new Refusal(nothing + " of this notebook has an id that begins with \"" + name
                    + "\"; anode people and anode invites list them.");
        if (found.size() > 1) throw new Refusal("\"" + name + "\" names several; use more of an id.");
        return found.getFirst();
    }
}
