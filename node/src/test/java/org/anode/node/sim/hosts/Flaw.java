package org.anode.node.sim.hosts;

import org.anode.node.doc.HostsHere;
import org.anode.node.store.Store;

/** Stands between a notebook and what surrounds it and does something wrong; this one does nothing. */
class Flaw {
    static final Flaw NONE = new Flaw();

    /** Who hosts, and what is said to them. */
    HostsHere hosts(HostsHere right, Life life) {
        return right;
    }

    /** @param lives how many processes had that disk, this one included */
    Store store(Store right, long lives) {
        return right;
    }
}
