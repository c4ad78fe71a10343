package org.anode.node.page;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.anode.node.doc.HostsHere;
import org.anode.node.host.BidMessage;
import org.anode.node.host.InputMessage;
import org.anode.node.host.Offer;
import org.anode.schema.DeviceId;

/** The hosts that a notebook's room would have, where a test says who is there and what each runs. */
public final class Hosting implements HostsHere {
    public final Map<DeviceId, Offer> offers = new ConcurrentHashMap<>();

    @Override
    public Map<DeviceId, Offer> offers() {
        return Map.copyOf(offers);
    }

    @Override
    public Set<DeviceId> heard() {
        return Set.copyOf(offers.keySet());
    }

    @Override
    public boolean isSomebodyHere() {
        return false;
    }

    @Override
    public void say(DeviceId to, InputMessage message) {}

    @Override
    public void say(InputMessage message) {}

    @Override
    public void say(DeviceId to, String person, BidMessage message) {}
}
