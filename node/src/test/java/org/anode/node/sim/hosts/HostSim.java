package org.anode.node.sim.hosts;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code ./check sim --hosts}: one seed, or many, of one scenario or of all. */
public final class HostSim {
    private static final long SEEDS = 20;

    private HostSim() {}

    /** @return whether all was well */
    public static boolean run(List<String> words) {
        var only = value(words, "--play").map(name -> Play.valueOf(name.toUpperCase(Locale.ROOT)));
        var plays = only.map(List::of).orElseGet(() -> List.of(Play.values()));
        var seed = value(words, "--seed").map(Long::parseLong);
        long seeds = value(words, "--seeds").map(Long::parseLong).orElse(SEEDS);
        if (words.contains("--mutants")) return mutants(seeds);
        boolean well = true;
        for (var play : plays) well &= seed.map(one -> one(play, one)).orElseGet(() -> many(play, seeds));
        return well;
    }

    private static Optional<String> value(List<String> words, String name) {
        int at = words.indexOf(name);
        return at < 0 || at + 1 >= words.size() ? Optional.empty() : Optional.of(words.get(at + 1));
    }

    private static boolean one(Play play, long seed) {
        var result = play.run(seed);
        System.out.println(result);
        System.out.println(result.counts());
        return result.failure().isEmpty();
    }

    private static boolean many(Play play, long seeds) {
        var counts = new EnumMap<Seen, Integer>(Seen.class);
        long begun = System.nanoTime();
        int failed = 0;
        for (long seed = 0; seed < seeds; seed++) {
            var result = play.run(seed);
            add(counts, result.counts());
            if (result.failure().isEmpty()) continue;
            failed++;
            System.out.println(result);
        }
        System.out.println(counts);
        System.out.printf(
                "%s: %d seeds, %d failed, %d ms each%n",
                play, seeds, failed, (System.nanoTime() - begun) / 1_000_000 / seeds);
        return failed == 0;
    }

    /** For each the first seed that catches it. */
    private static boolean mutants(long seeds) {
        boolean all = true;
        for (var mutant : Mutant.values()) {
            var caught = mutant.firstCaught(seeds);
            all &= caught.isPresent();
            System.out.printf(
                    "%-32s %s%n",
                    mutant,
                    caught.map(r -> "seed %3d  %s".formatted(r.seed(), r.failure().orElse("")))
                            .orElse("NOT CAUGHT"));
        }
        return all;
    }

    static void add(Map<Seen, Integer> sum, Map<Seen, Integer> more) {
        more.forEach((what, count) -> sum.merge(what, count, Integer::sum));
    }

    static void main(String[] args) {
        System.exit(run(List.of(args)) ? 0 : 1);
    }
}
