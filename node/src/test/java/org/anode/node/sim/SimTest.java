package org.anode.node.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.anode.schema.engine.AutomergeDoc;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SimTest {
    @Test
    @DisplayName(
            "SY-5 200 seeds: whatever happens to nodes and network, all come to the same and nothing saved is lost")
    void all_come_to_the_same() {
        var counts = new EnumMap<Seen, Integer>(Seen.class);
        int open = AutomergeDoc.openCount();
        for (long seed = 0; seed < Sim.GATE_SEEDS; seed++) {
            var result = Scenario.run(seed, () -> Flaw.NONE);
            assertEquals(Optional.empty(), result.failure(), () -> Sim.describe(result));
            Sim.add(counts, result.counts());
        }
        assertEquals(open, AutomergeDoc.openCount());
        System.out.println(counts);
        for (var what : Seen.values())
            assertTrue(counts.getOrDefault(what, 0) >= what.least, what + " was seen too rarely: " + counts);
    }

    @Test
    void seeds_that_failed_once_do_not_fail_again() throws IOException {
        for (long seed : failedOnce()) {
            var result = Scenario.run(seed, () -> Flaw.NONE);
            assertEquals(Optional.empty(), result.failure(), () -> Sim.describe(result));
        }
    }

    private static List<Long> failedOnce() throws IOException {
        try (var file = Objects.requireNonNull(SimTest.class.getResourceAsStream("seeds.txt"))) {
            var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> Long.parseLong(line.split(" ", 2)[0]))
                    .toList();
        }
    }

    @Test
    void a_seed_is_always_the_same() {
        assertEquals(
                Scenario.run(7, () -> Flaw.NONE).trace(),
                Scenario.run(7, () -> Flaw.NONE).trace());
    }

    @ParameterizedTest
    @EnumSource
    void mutants_are_caught(Mutant mutant) {
        assertTrue(mutant.firstCaught(Sim.GATE_SEEDS).isPresent(), mutant + " is not caught");
    }
}
