package org.anode.node.sim.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class HostSimTest {
    private static final long SEEDS = Long.getLong("anode.hosts.seeds", 25);

    /** Of the scenarios that take longer. */
    private static final long FEW_SEEDS = Math.max(1, SEEDS / 10);

    private static final long MUTANT_SEEDS = 400;

    private static Map<Seen, Integer> assertWell(Play play, long seeds) {
        var counts = new EnumMap<Seen, Integer>(Seen.class);
        for (long seed = 0; seed < seeds; seed++) {
            var result = play.run(seed);
            assertEquals(Optional.empty(), result.failure(), result::toString);
            HostSim.add(counts, result.counts());
        }
        return counts;
    }

    private static void assertSaw(Map<Seen, Integer> counts, Seen... all) {
        for (var seen : all) assertTrue(counts.getOrDefault(seen, 0) > 0, seen + " never happened: " + counts);
    }

    @Test
    @DisplayName(
            "EX-1 EX-5 of requests made at once by three that host, often without a session, each runs once, on one host")
    void online() {
        assertSaw(assertWell(Play.ONLINE, FEW_SEEDS), Seen.ASKED_WITHOUT_SESSION, Seen.ASKED_AT_ONCE);
    }

    @Test
    @DisplayName(
            "EX-1 EX-6 requests that several hosts merge at once run once in a connected group, whatever happens to it")
    void apart() {
        assertSaw(
                assertWell(Play.APART, SEEDS),
                Seen.OPEN_REQUEST,
                Seen.PARTITION,
                Seen.CRASH,
                Seen.CRASH_IN_A_TURN,
                Seen.POWER_LOSS,
                Seen.JOINER,
                Seen.CUT,
                Seen.LOST_MESSAGE);
    }

    @Test
    @DisplayName(
            "EX-1 EX-4 EX-7 EX-8 EX-14 clocks that leap and hosts that were suspended or started again change nothing of that")
    void clocks() {
        assertSaw(assertWell(Play.CLOCKS, SEEDS), Seen.SUSPENDED, Seen.CLOCK_LEAP, Seen.CRASH);
    }

    @Test
    @DisplayName("EX-6 hosts that hear each other only through a third are one connected group")
    void middle() {
        assertSaw(assertWell(Play.MIDDLE, SEEDS), Seen.OPEN_REQUEST);
    }

    @Test
    @DisplayName("EX-2 what a peer edits in the moment of the request is not run: the text asked for is, or none")
    void texts() {
        assertSaw(assertWell(Play.TEXTS, FEW_SEEDS), Seen.TEXT_CHANGED);
    }

    @Test
    @DisplayName("EX-11 an interrupt leaves untouched what others ask for in the same moment")
    void interrupts() {
        assertSaw(assertWell(Play.INTERRUPTS, FEW_SEEDS), Seen.INTERRUPTED);
    }

    @Test
    @DisplayName("EX-1 seeds that failed once do not fail again")
    void failedOnce() throws IOException {
        for (var line : seeds()) {
            var words = line.split(" ", 3);
            var result = Play.valueOf(words[0]).run(Long.parseLong(words[1]));
            assertEquals(Optional.empty(), result.failure(), result::toString);
        }
    }

    private static List<String> seeds() throws IOException {
        try (var file = Objects.requireNonNull(HostSimTest.class.getResourceAsStream("seeds.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    @Test
    @DisplayName("EX-1 a seed is always the same")
    void reproducible() {
        assertEquals(Play.CLOCKS.run(7).trace(), Play.CLOCKS.run(7).trace());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("EX-1 EX-6 hosts that do something wrong are caught")
    void mutants(Mutant mutant) {
        var caught = mutant.firstCaught(MUTANT_SEEDS);
        assertTrue(caught.isPresent(), mutant + " is not caught");
        System.out.println(mutant + ": " + caught.get().play() + " seed "
                + caught.get().seed() + ", " + caught.get().failure().orElse(""));
    }
}
