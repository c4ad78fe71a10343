package org.anode.relay.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReconnectTest {
    /** The least and the most over many seeds. */
    private static List<Long> range(ToLongFunction<Reconnect> waitMs) {
        var all = IntStream.range(0, 5_000)
                .mapToLong(seed -> waitMs.applyAsLong(new Reconnect(new Random(seed))))
                .summaryStatistics();
        return List.of(all.getMin(), all.getMax());
    }

    private static void about(long least, long most, List<Long> range) {
        long slack = (most - least) / 50;
        assertTrue(range.getFirst() >= least && range.getFirst() <= least + slack, range.toString());
        assertTrue(range.getLast() <= most && range.getLast() >= most - slack, range.toString());
    }

    private static long afterFailures(Reconnect reconnect, int failures) {
        for (int i = 0; i < failures; i++) reconnect.endedMs(0);
        return reconnect.endedMs(0);
    }

    @Test
    @DisplayName("RL-17 each failure doubles the time up to which one waits, from 1 s to 60 s")
    void doubles() {
        var bounds = new ArrayList<Long>(List.of(1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 32_000L, 60_000L, 60_000L));
        for (int i = 0; i < bounds.size(); i++) {
            int failures = i;
            about(0, bounds.get(i), range(reconnect -> afterFailures(reconnect, failures)));
        }
    }

    @Test
    @DisplayName("RL-17 a minute of success makes good for failures, less does not")
    void resets() {
        about(0, 1_000, range(reconnect -> {
            afterFailures(reconnect, 9);
            reconnect.welcome(100);
            return reconnect.endedMs(60_100);
        }));
        about(0, 60_000, range(reconnect -> {
            afterFailures(reconnect, 9);
            reconnect.welcome(100);
            return reconnect.endedMs(60_099);
        }));
        about(0, 60_000, range(reconnect -> {
            afterFailures(reconnect, 9);
            reconnect.welcome(100);
            reconnect.endedMs(200);
            return reconnect.endedMs(70_000);
        }));
    }

    @Test
    @DisplayName("RL-17 after DRAINING one comes back when the relay said, spread out, and it is no failure")
    void draining() {
        about(30_000, 45_000, range(reconnect -> {
            reconnect.draining(30, 1_000);
            return reconnect.endedMs(1_000);
        }));
        about(28_000, 42_000, range(reconnect -> {
            reconnect.draining(30, 1_000);
            return reconnect.endedMs(3_000);
        }));
        about(0, 5_000, range(reconnect -> {
            reconnect.draining(0, 1_000);
            return reconnect.endedMs(9_000);
        }));
        about(0, 1_000, range(reconnect -> {
            reconnect.draining(30, 1_000);
            reconnect.endedMs(1_000);
            return reconnect.endedMs(1_000);
        }));
    }

    @Test
    @DisplayName("RL-17 the same seed waits the same")
    void deterministic() {
        var one = new Reconnect(new Random(4));
        var other = new Reconnect(new Random(4));
        assertEquals(
                LongStream.range(0, 20).map(one::endedMs).boxed().toList(),
                LongStream.range(0, 20).map(other::endedMs).boxed().toList());
    }
}
