package org.anode.node.doc;

import java.util.Map;
import java.util.Set;
import org.anode.node.host.BidMessage;
import org.anode.node.host.InputMessage;
import org.anode.node.host.Offer;
import org.anode.schema.DeviceId;

/** Others that host, with something different about them, which heirs say. */
public abstract class HostsOver implements HostsHere {
    private final HostsHere under;

    protected HostsOver(HostsHere under) {
        this.under = under;
    }

    @Override
    public Map<DeviceId, Offer> offers() {
        return under.offers();
    }

    @Override
    public Set<DeviceId> heard() {
        return under.heard();
    }

    @Override
    public boolean isSomebodyHere() {
        return under.isSomebodyHere();
    }

    @Override
    public void say(DeviceId to, String person, BidMessage message) {
        under.say(to, person, message);
    }

    @Override
    public void say(DeviceId to, InputMessage message) {
        under.say(to, message);
    }

    @Override
    public void say(InputMessage message) {
        under.say(message);
    }
}
