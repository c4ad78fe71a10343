package org.anode.node.page;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.anode.node.share.Member;
import org.anode.schema.DeviceId;

/** Colours of devices, by number: the same on every node that knows the same devices, and as different as there are. */
record Colours(Map<DeviceId, Integer> taken) {
    /** The page has as many. */
    static final int COUNT = 12;

    Colours {
        taken = Map.copyOf(taken);
    }

    /** Of devices of which nobody else is known. */
    static Colours none() {
        return new Colours(Map.of());
    }

    static Colours of(Collection<Member> members) {
        var taken = new HashMap<DeviceId, Integer>();
        var free = new HashSet<Integer>();
        for (var device : members.stream().map(Member::device).sorted().toList()) {
            if (free.isEmpty()) for (int colour = 0; colour < COUNT; colour++) free.add(colour);
            int colour = preferred(device);
            while (!free.remove(colour)) colour = (colour + 1) % COUNT;
            taken.put(device, colour);
        }
        return new Colours(taken);
    }

    int of(DeviceId device) {
        return taken.getOrDefault(device, preferred(device));
    }

    private static int preferred(DeviceId device) {
        return Byte.toUnsignedInt(device.value().at(0)) % COUNT;
    }
}
