package org.anode.node.sim.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class HostSimTest {
    private static final long SEEDS = Long.getLong("anode.hosts.seeds", 40);

    private static void assertWell(Play play, long seeds) {
        for (long seed = 0; seed < seeds; seed++) {
            var result = play.run(seed);
            assertEquals(Optional.empty(), result.failure(), result::toString);
        }
    }

    @Test
    @DisplayName("EX-1 EX-6 requests that several hosts merge at once run once in a connected group, in any weather")
    void apart() {
        assertWell(Play.APART, SEEDS);
    }

    @Test
    @DisplayName("EX-1 EX-7 EX-10 clocks that leap and hosts that were suspended change nothing of that")
    void clocks() {
        assertWell(Play.CLOCKS, SEEDS);
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
}
