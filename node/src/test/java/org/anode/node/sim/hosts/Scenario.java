package org.anode.node.sim.hosts;

import org.anode.node.host.RunPolicy.Rule;

/** What happens to some computers, and what must be so then. */
interface Scenario {
    /** @throws org.anode.node.sim.Violation if something is not as it must be */
    void play(World world);

    /** Whom the hosts run something for. */
    default Rule rule(long seed) {
        return Rule.MEMBERS;
    }
}
