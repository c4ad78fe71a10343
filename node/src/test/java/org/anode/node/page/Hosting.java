package org.anode.node.page;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.anode.node.doc.HostsOver;
import org.anode.node.host.Offer;
import org.anode.schema.DeviceId;

/** The hosts that a notebook's room would have, where a test says who is there and what each runs. */
public final class Hosting extends HostsOver {
    public final Map<DeviceId, Offer> offers = new ConcurrentHashMap<>();

    public Hosting() {
        super(NONE);
    }

    @Override
    public Map<DeviceId, Offer> offers() {
        return Map.copyOf(offers);
    }

    @Override
    public Set<DeviceId> heard() {
        return Set.copyOf(offers.keySet());
    }
}
