package org.anode.node.sim.hosts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.anode.node.sim.Violation;
import org.anode.node.sim.hosts.Links.Weather;
import org.anode.schema.ExecId;
import org.anode.schema.ledger.RunState;

/** Somebody interrupts a run in the moment in which others ask for more (EX-11). */
final class Interrupts implements Scenario {
    private static final int TIMES = 10;
    private static final long SIGHT_MS = 8_000;
    private static final long LATER_MS_MAX = 3_000;
    private static final long BETWEEN_MS = 9_000;
    private static final long REST_MS = 60_000;

    private final Set<ExecId> meant = new HashSet<>();

    @Override
    public void play(World world) {
        var time = world.time;
        for (int n = 0; n < 3; n++) world.host();
        for (var host : world.hosts()) time.within(1_000, host::start);
        time.runUntil(SIGHT_MS);
        world.links.weather(new Weather(0, 0, 0.2, 60, 500));
        for (int n = 0; n < TIMES; n++) {
            once(world);
            time.run(time.random.nextLong(BETWEEN_MS));
        }
        world.rest(REST_MS);
        new Checks(world).run();
        for (var exec : world.journal.all()) check(world, exec);
    }

    private void once(World world) {
        var time = world.time;
        var stops = time.any(world.hosts());
        var asked = world.ask(time.any(world.hosts()), time.any(People.cells())).orElseThrow();
        time.run(time.random.nextLong(LATER_MS_MAX));
        var acts = new ArrayList<Runnable>();
        acts.add(() -> stop(stops, asked));
        for (var host : world.hosts())
            if (host != stops) acts.add(() -> world.ask(host, time.any(People.cells())));
        Collections.shuffle(acts, time.random);
        acts.forEach(Runnable::run);
    }

    /** If it knows of it. */
    private void stop(Computer by, ExecId exec) {
        by.turn(open -> {
            if (open.run(exec).isEmpty()) return;
            if (!open.interruptRuns(List.of(exec.value())).isEmpty()) meant.add(exec);
        });
    }

    private void check(World world, ExecId exec) {
        var run = Checks.run(world, exec).orElseThrow();
        if (run.state() == RunState.OK && world.journal.begun(exec).size() == 1) return;
        if (!meant.contains(exec)) throw new Violation("EX-11 nobody meant " + exec + ", which is " + run);
        world.time.saw(Seen.INTERRUPTED);
    }
}
