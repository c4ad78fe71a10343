package org.anode.node.page;

import org.anode.node.Trust;
import org.anode.node.share.TrustLevel;
import org.anode.schema.DeviceId;
import org.anode.schema.ledger.Run;

/**
 * Whose outputs a page does not show with their scripts (R7): those of devices that nobody here trusts so far.
 *
 * @param self as which this node writes in the notebook
 */
record Doubts(DeviceId self, Trust trust) {
    boolean withholds(Run run) {
        return isForeign(run)
                && run.ranOn()
                        .filter(device -> trust.trust(device).compareTo(TrustLevel.OUTPUT) < 0)
                        .isPresent();
    }

    /** Whether another device ran it. */
    boolean isForeign(Run run) {
        return run.ranOn().filter(device -> !device.equals(self)).isPresent();
    }
}
