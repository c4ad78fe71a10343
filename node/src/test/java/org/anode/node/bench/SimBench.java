package org.anode.node.bench;

import java.util.List;
import java.util.Optional;
import org.anode.node.sim.GateSeeds;

/** How fast the simulator is, in a fresh process, as in a check. */
final class SimBench {
    private static final double GATE_S_TARGET = 60;

    private SimBench() {}

    static void main(String[] args) {
        var report = new BenchReport("sim");
        var began = System.nanoTime();
        var seeds = GateSeeds.run();
        double seconds = (System.nanoTime() - began) / 1e9;
        report.row("the gate's 200 seeds", "s", one(seconds), Optional.of(GATE_S_TARGET), Optional.empty());
        report.row("seeds per second", "1/s", one(seeds.size() / seconds), Optional.empty(), Optional.empty());
        report.row("one seed", "ms", Samples.of(seeds), Optional.empty(), Optional.empty());
        report.print(System.out, args);
    }

    private static Samples one(double value) {
        return Samples.of(List.of(value));
    }
}
