package org.anode.node.sim;

import java.io.PrintStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** {@code ./check sim}: one seed, many seeds, or the mutants. */
final class Sim {
    static final int GATE_SEEDS = 200;

    private Sim() {}

    static void main(String[] args) {
        var words = List.of(args);
        boolean ok = words.contains("--mutants")
                ? mutants(System.out)
                : words.contains("--seed")
                        ? one(number(words, "--seed", 0))
                        : many(number(words, "--seeds", GATE_SEEDS));
        System.exit(ok ? 0 : 1);
    }

    private static long number(List<String> words, String name, long otherwise) {
        int at = words.indexOf(name);
        return at < 0 || at + 1 >= words.size() ? otherwise : Long.parseLong(words.get(at + 1));
    }

    private static boolean one(long seed) {
        var result = Scenario.run(seed, () -> Flaw.NONE);
        result.trace().forEach(System.out::println);
        System.out.println(result.counts());
        System.out.println(result.failure().map(f -> "seed " + seed + ": " + f).orElse("seed " + seed + " is well"));
        return result.failure().isEmpty();
    }

    private static boolean many(long seeds) {
        var counts = new EnumMap<Seen, Integer>(Seen.class);
        long begun = System.nanoTime();
        int failed = 0;
        for (long seed = 0; seed < seeds; seed++) {
            var result = Scenario.run(seed, () -> Flaw.NONE);
            add(counts, result.counts());
            if (result.failure().isEmpty()) continue;
            failed++;
            System.out.println(describe(result));
        }
        counts.forEach((what, count) -> System.out.printf("%-20s %8d%n", what, count));
        System.out.printf(
                "%d seeds, %d failed, %d ms each%n", seeds, failed, (System.nanoTime() - begun) / 1_000_000 / seeds);
        return failed == 0;
    }

    static void add(Map<Seen, Integer> sum, Map<Seen, Integer> more) {
        more.forEach((what, count) -> sum.merge(what, count, Integer::sum));
    }

    static String describe(Scenario.Result result) {
        return "seed " + result.seed() + ": " + result.failure().orElse("well") + "\n  "
                + String.join("\n  ", result.trace());
    }

    /** For each mutant the first seed that catches it. */
    private static boolean mutants(PrintStream out) {
        boolean all = true;
        for (var mutant : Mutant.values()) {
            var caught = mutant.firstCaught(GATE_SEEDS);
            all &= caught.isPresent();
            out.printf(
                    "%-26s %s%n",
                    mutant,
                    caught.map(r -> "seed %3d  %s"
                                    .formatted(r.seed(), r.failure().orElse("")))
                            .orElse("NOT CAUGHT"));
        }
        return all;
    }
}
