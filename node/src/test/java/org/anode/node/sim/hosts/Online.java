package org.anode.node.sim.hosts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.sim.Violation;
import org.anode.node.sim.hosts.Journal.Begun;
import org.anode.node.sim.hosts.Links.Weather;
import org.anode.schema.ExecId;
import org.anode.schema.ledger.Run;
import org.anode.schema.ledger.RunState;

/**
 * Three computers that all host for all members, all there, all asking: often two at once, often while no session is open
 * (EX-5).
 */
final class Online implements Scenario {
    private static final int ROUNDS = 5;
    private static final int PAIRS_AT_FIRST = 7;
    private static final int PAIRS_LATER = 13;
    private static final int REQUESTS = ROUNDS * 2 * (PAIRS_AT_FIRST + PAIRS_LATER);
    private static final long SIGHT_MS = 8_000;
    private static final long PAUSE_MS_MAX = 600;
    private static final long STEP_MS = 1_000;
    private static final int STEPS_MAX = 300;
    private static final int AT_LEAST = 50;
    private static final long REST_MS = 10_000;

    @Override
    public void play(World world) {
        world.kernelMs(200);
        world.links.weather(new Weather(0, 0, 0.1, 40, 400));
        for (int n = 0; n < 3; n++) world.host();
        for (var host : world.hosts()) world.time.within(1_000, host::start);
        world.time.runUntil(SIGHT_MS);
        var chosen = chosen(world);
        for (int n = 0; n < ROUNDS; n++) round(world, chosen);
        world.rest(REST_MS);
        new Checks(world).run();
        check(world);
    }

    /** The computer that all would ask. */
    private static Computer chosen(World world) {
        var device = open(world.hosts().getFirst()).usualHost().orElseThrow();
        return world.hosts().stream()
                .filter(host -> host.identity.device().equals(device))
                .findFirst()
                .orElseThrow();
    }

    private static OpenNotebook open(Computer host) {
        return host.life().orElseThrow().notebook().open();
    }

    /** First none has a session, and at its end none again. */
    private static void round(World world, Computer chosen) {
        var others = world.hosts().stream().filter(host -> host != chosen).toList();
        for (int n = 0; n < PAIRS_AT_FIRST; n++) pair(world, others);
        for (int n = 0; n < PAIRS_LATER; n++) {
            world.time.run(world.time.random.nextLong(PAUSE_MS_MAX));
            var two = new ArrayList<>(world.hosts());
            Collections.shuffle(two, world.time.random);
            pair(world, two.subList(0, 2));
        }
        for (int n = 0; n < STEPS_MAX && isBusy(world); n++) world.time.run(STEP_MS);
        chosen.turn(OpenNotebook::restart);
        world.time.run(STEP_MS);
    }

    /** In the same moment: neither can know of the other's. */
    private static void pair(World world, List<Computer> two) {
        for (var one : two) world.ask(one, world.time.any(People.cells()));
        world.time.saw(Seen.ASKED_AT_ONCE);
    }

    private static boolean isBusy(World world) {
        return world.hosts().stream()
                .anyMatch(host -> Checks.view(host).runs().stream().anyMatch(run -> !run.state().isEnd()));
    }

    private static void check(World world) {
        if (world.journal.count() != REQUESTS) throw new IllegalStateException(world.journal.count() + " requests");
        for (var seen : List.of(Seen.ASKED_WITHOUT_SESSION, Seen.ASKED_AT_ONCE))
            if (world.time.counts().getOrDefault(seen, 0) < AT_LEAST) throw new IllegalStateException("few " + seen);
        for (var exec : world.journal.all()) check(world, exec);
        var on = world.journal.all().stream()
                .flatMap(exec -> world.journal.begun(exec).stream())
                .map(Begun::on)
                .collect(Collectors.toSet());
        if (on.size() != 1) throw new Violation("EX-5 runs on " + on);
    }

    private static void check(World world, ExecId exec) {
        var state = Checks.run(world, exec).map(Run::state);
        if (world.journal.begun(exec).size() != 1 || state.filter(RunState.OK::equals).isEmpty())
            throw new Violation("EX-1 " + exec + " ran " + world.journal.begun(exec) + ", " + state);
    }
}
