package org.anode.node.sim;

import java.util.ArrayList;
import java.util.List;

/** The seeds that every check runs, for who wants to know how long they take. */
public final class GateSeeds {
    private GateSeeds() {}

    /**
     * Runs all of them, in order.
     *
     * @return ms of each
     * @throws IllegalStateException if one fails
     */
    public static List<Double> run() {
        var all = new ArrayList<Double>();
        for (long seed = 0; seed < Sim.GATE_SEEDS; seed++) {
            var began = System.nanoTime();
            var result = Scenario.run(seed, () -> Flaw.NONE);
            all.add((System.nanoTime() - began) / 1e6);
            if (result.failure().isPresent()) throw new IllegalStateException(Sim.describe(result));
        }
        return all;
    }
}
