package org.anode.node.sim.hosts;

import java.util.List;
import java.util.Set;
import org.anode.node.sim.hosts.Links.Weather;

/**
 * Two hosts that do not hear each other, and one that hears both, and so knows what each does (EX-6): together they are
 * one connected group, whatever becomes of one of the two.
 */
final class Middle implements Scenario {
    private static final int REQUESTS = 2;
    private static final long SIGHT_MS = 8_000;
    private static final long BEGIN_MS = 21_000;
    private static final long UNTIL_MS = 60_000;
    private static final long REST_MS = 75_000;

    @Override
    public void play(World world) {
        var time = world.time;
        var one = world.host();
        var other = world.host();
        world.host();
        var guest = world.guest();
        world.links.bridged(one, other);
        for (var computer : world.computers) time.within(2_000, computer::start);
        time.runUntil(1);
        world.links.part(Set.of(guest));
        for (int n = 0; n < REQUESTS; n++)
            time.afterMs(time.between(3_000, SIGHT_MS), () -> world.ask(guest, time.any(People.cells())));
        time.runUntil(BEGIN_MS + time.random.nextLong(5_000));
        world.links.weather(new Weather(0, 0.05, 0.3, 40, 600));
        world.links.heal();
        if (time.chance(0.5)) time.within(15_000, () -> time.any(List.of(one, other)).crash(false));
        time.runUntil(UNTIL_MS);
        world.rest(REST_MS);
        Checks.requireServed(world);
        world.computers.forEach(Computer::start);
        world.rest(REST_MS);
        new Checks(world).run();
    }
}
