package org.anode.node.doc;

import java.util.Map;
import java.util.Set;
import org.anode.node.host.BidMessage;
import org.anode.node.host.InputMessage;
import org.anode.node.host.Offer;
import org.anode.schema.DeviceId;

/** Those who host and can be reached now, as the notebook's room has it. Any thread; must not block. */
public interface HostsHere {
    /** Nobody. */
    HostsHere NONE = new HostsHere() {
        @Override
        public Map<DeviceId, Offer> offers() {
            return Map.of();
        }

        @Override
        public Set<DeviceId> heard() {
            return Set.of();
        }

        @Override
        public boolean isSomebodyHere() {
            return false;
        }

        @Override
        public void say(DeviceId to, String person, BidMessage message) {}

        @Override
        public void say(DeviceId to, InputMessage message) {}

        @Override
        public void say(InputMessage message) {}
    };

    /** What each would run for this device; who would run nothing is not in it. */
    Map<DeviceId, Offer> offers();

    /** All that say they host, whatever they would run. */
    Set<DeviceId> heard();

    /** Whether any other node can be reached, whether it hosts or not. */
    boolean isSomebodyHere();

    /** @param person whose open requests it is about */
    void say(DeviceId to, String person, BidMessage message);

    void say(DeviceId to, InputMessage message);

    /** To all that can be reached. */
    void say(InputMessage message);
}
