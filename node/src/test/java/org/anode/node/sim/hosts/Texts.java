package org.anode.node.sim.hosts;

import java.util.Optional;
import java.util.Set;
import org.anode.node.doc.Edits;
import org.anode.node.sim.Violation;
import org.anode.node.sim.hosts.Links.Weather;
import org.anode.schema.CellId;
import org.anode.schema.ExecId;
import org.anode.schema.ledger.Run;
import org.anode.schema.ledger.RunState;

/** Somebody edits a cell in the moment in which another one asks for it (EX-2). */
final class Texts implements Scenario {
    private static final int TIMES = 25;
    private static final long SIGHT_MS = 8_000;
    private static final long PAUSE_MS_MAX = 1_500;
    private static final long REST_MS = 90_000;

    @Override
    public void play(World world) {
        var time = world.time;
        world.kernelMs(500);
        for (int n = 0; n < 3; n++) world.host();
        for (var host : world.hosts()) time.within(1_000, host::start);
        time.runUntil(SIGHT_MS);
        world.links.weather(new Weather(time.random.nextDouble() * 0.6, 0, 0.3, 60, 2_000));
        for (int n = 0; n < TIMES; n++) {
            both(world, n);
            time.run(time.random.nextLong(PAUSE_MS_MAX));
        }
        world.rest(REST_MS);
        new Checks(world).run();
        for (var exec : world.journal.all()) check(world, exec);
    }

    private static void both(World world, int number) {
        var time = world.time;
        var cell = time.any(People.cells());
        var asks = time.any(world.hosts());
        if (time.chance(0.5)) world.ask(asks, cell);
        for (var host : world.hosts()) if (time.chance(0.5)) edit(world, host, cell, "text " + number + " of " + host);
        if (time.chance(0.7)) world.ask(asks, cell);
    }

    private static void edit(World world, Computer host, CellId cell, String text) {
        world.time.saw(Seen.TEXT_CHANGED);
        host.turn(open -> new Edits(open).setSource(cell.value(), text));
    }

    /** That it was no other text is checked of all. */
    private static void check(World world, ExecId exec) {
        var run = Checks.run(world, exec).orElseThrow();
        boolean ran = world.journal.begun(exec).size() == 1 && run.state() == RunState.OK;
        boolean said = world.journal.begun(exec).isEmpty()
                && run.state() == RunState.ERROR
                && code(run).filter(CODES::contains).isPresent();
        if (!ran && !said) throw new Violation("EX-2 " + exec + " neither ran nor failed: " + run);
        if (said) world.time.saw(Seen.TEXT_FAILED);
    }

    private static final Set<String> CODES = Set.of("source-not-available", "hash-mismatch", "no-such-cell");

    private static Optional<String> code(Run run) {
        return run.reason().map(reason -> reason.split(":", 2)[0]);
    }
}
