package org.anode.node.sim.hosts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.anode.node.sim.Violation;

/** The scenarios. */
enum Play {
    /** All are there, and ask at once (EX-5). */
    ONLINE(Online::new),
    /** Asked while no host is in sight, merged by several at once (EX-6). */
    APART(() -> new Apart(false)),
    /** The same, while clocks leap and computers are suspended (EX-7, EX-10). */
    CLOCKS(() -> new Apart(true)),
    /** Two bidders that hear each other only through a third (EX-6). */
    MIDDLE(Middle::new),
    /** Edited while it is asked for (EX-2). */
    TEXTS(Texts::new),
    /** Interrupted while others ask (EX-11). */
    INTERRUPTS(Interrupts::new);

    @SuppressWarnings("ImmutableEnumChecker") // makes a fresh one each time
    private final Supplier<Scenario> scenario;

    Play(Supplier<Scenario> scenario) {
        this.scenario = scenario;
    }

    /** What came of it. */
    record Result(Play play, long seed, Optional<String> failure, List<String> trace, Map<Seen, Integer> counts) {
        @Override
        public String toString() {
            return play + " seed " + seed + ": " + failure.orElse("well") + "\n  " + String.join("\n  ", trace);
        }
    }

    Result run(long seed) {
        return run(seed, Flaw.NONE);
    }

    Result run(long seed, Flaw flaw) {
        var played = scenario.get();
        var world = new World(seed, played.rule(seed), flaw);
        Optional<String> failure = Optional.empty();
        try {
            played.play(world);
        } catch (Violation e) {
            failure = Optional.of(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            failure = Optional.of(
                    e + " at " + List.of(e.getStackTrace()).stream().limit(4).toList());
        } finally {
            world.close();
        }
        return new Result(this, seed, failure, world.time.trace(), world.time.counts());
    }
}
