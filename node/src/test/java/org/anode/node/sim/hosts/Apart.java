package org.anode.node.sim.hosts;

import java.util.HashSet;
import java.util.Set;
import org.anode.node.host.RunPolicy.Rule;
import org.anode.node.sim.hosts.Links.Weather;

/**
 * Somebody who has no kernel asks while no host is in sight; some time later several hosts get to know of that at once,
 * in bad weather (EX-6).
 */
final class Apart implements Scenario {
    private static final long TROUBLE_UNTIL_MS = 65_000;
    private static final int REQUESTS = 4;
    private static final int LATE_REQUESTS = 2;

    /** Longer than any host waits for one that is gone. */
    private static final long SERVED_MS = 75_000;

    private static final long REST_MS = 25_000;

    private final boolean clocks;

    /** @param clocks whether computers are suspended, and clocks leap */
    Apart(boolean clocks) {
        this.clocks = clocks;
    }

    @Override
    public Rule rule(long seed) {
        return seed % 3 == 2 ? Rule.MINE : Rule.MEMBERS;
    }

    @Override
    public void play(World world) {
        var time = world.time;
        var guest = begin(world);
        time.runUntil(1);
        world.links.part(Set.of(guest));
        for (int n = 0; n < REQUESTS; n++) later(world, 500, 14_000, () -> ask(world, guest));
        for (int n = 0; n < LATE_REQUESTS; n++)
            later(world, 15_000, TROUBLE_UNTIL_MS, () -> ask(world, time.any(world.computers)));
        later(world, 8_000, 25_000, world.links::heal);
        trouble(world);
        time.runUntil(TROUBLE_UNTIL_MS);
        end(world);
    }

    private Computer begin(World world) {
        var time = world.time;
        for (int n = 0; n < 3; n++) world.host();
        var guest = world.guest();
        boolean joiner = time.chance(0.4);
        for (var host : world.hosts()) {
            if (joiner && host.number == 2) later(world, 10_000, 50_000, () -> join(world, host));
            else time.within(2_000, host::start);
        }
        guest.start();
        return guest;
    }

    private static void join(World world, Computer host) {
        world.time.saw(Seen.JOINER);
        host.start();
    }

    private void trouble(World world) {
        var time = world.time;
        world.crashing(time.chance(0.5));
        boolean loss = time.chance(0.6);
        world.links.weather(
                loss
                        ? new Weather(time.random.nextDouble() * 0.1, time.random.nextDouble() * 0.25, 0.2, 60, 2_000)
                        : Weather.CALM);
        if (time.chance(0.4)) later(world, 12_000, 45_000, () -> partition(world));
        if (time.chance(0.3)) later(world, 12_000, 45_000, () -> cut(world));
        if (time.chance(0.25)) later(world, 9_000, 35_000, () -> time.any(world.hosts()).crash(false)); // until the end
        for (int n = 0; n < 2; n++)
            if (time.chance(0.5)) later(world, 12_000, 60_000, () -> world.mayCrash(time.any(world.computers)));
        for (int n = 0; clocks && n < 3; n++) later(world, 12_000, 60_000, () -> clock(world));
    }

    private static void clock(World world) {
        var time = world.time;
        var one = time.any(world.hosts());
        if (!one.isAwake()) return;
        if (time.chance(0.3)) one.leap(3_600_000);
        else one.suspend(time.between(1_000, 40_000), time.chance(0.5) ? time.between(0, 3_600_000) : 0);
    }

    private static void partition(World world) {
        var some = new HashSet<Computer>();
        for (var one : world.computers) if (world.time.chance(0.5)) some.add(one);
        world.links.part(some);
        world.time.within(40_000, world.links::heal);
    }

    private static void cut(World world) {
        var hosts = world.hosts();
        var one = hosts.getFirst();
        var other = hosts.get(1);
        world.links.cut(one, other);
        world.time.afterMs(world.time.between(2_000, 14_000), () -> world.links.mend(one, other));
    }

    private static void later(World world, long fromMs, long toMs, Runnable what) {
        world.time.afterMs(world.time.between(fromMs, toMs), what);
    }

    private static void ask(World world, Computer computer) {
        world.ask(computer, world.time.any(People.cells()));
    }

    /** The weather gets better: what is open is served, also where somebody stays dead; then all come back. */
    private static void end(World world) {
        world.rest(SERVED_MS);
        Checks.requireServed(world);
        world.computers.forEach(Computer::start);
        world.rest(REST_MS);
        new Checks(world).run();
    }
}
