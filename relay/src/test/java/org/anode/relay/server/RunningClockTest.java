package org.anode.relay.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RunningClockTest {
    private static final int EVERY_MS = 250;
    private static final long HOUR_MS = 3_600_000;

    @Test
    @DisplayName("RL-14 time counts in full while the relay runs, though it may be late")
    void running() {
        var clock = new RunningClock(EVERY_MS, 1_000);
        assertEquals(100, clock.ranMs(1_100));
        assertEquals(250, clock.advance(1_250));
        assertEquals(300, clock.ranMs(1_300));
        assertEquals(2_500, clock.advance(3_500));
        assertEquals(2_500, clock.advance(3_500), "what was missed is made up for at once");
        assertEquals(2_750, clock.advance(3_750));
    }

    @Test
    @DisplayName("RL-14 time in which the relay was suspended is not its clients' silence")
    void suspended() {
        var clock = new RunningClock(EVERY_MS, 0);
        long heardMs = clock.advance(EVERY_MS);
        long resumedMs = EVERY_MS + HOUR_MS;
        assertTrue(clock.advance(resumedMs) - heardMs <= 2_500);
        assertTrue(clock.advance(resumedMs + EVERY_MS) - heardMs <= 2_750);
    }

    @Test
    @DisplayName("RL-14 who speaks first after the relay was suspended, and no more, is silent from then on")
    void heardBeforeTick() {
        var clock = new RunningClock(EVERY_MS, 0);
        long heardMs = clock.ranMs(HOUR_MS);
        assertEquals(heardMs, clock.advance(HOUR_MS));
        assertEquals(heardMs + EVERY_MS, clock.advance(HOUR_MS + EVERY_MS));
    }

    @Test
    @DisplayName("RL-14 it never goes back, and is never ahead of the time")
    void never() {
        var random = new Random(7);
        var clock = new RunningClock(EVERY_MS, 0);
        long now = 0;
        long former = 0;
        for (int i = 0; i < 10_000; i++) {
            now += random.nextBoolean() ? random.nextInt(EVERY_MS) : random.nextInt(10_000);
            long ran = random.nextBoolean() ? clock.ranMs(now) : clock.advance(now);
            assertTrue(ran >= former && ran <= now);
            former = ran;
        }
    }
}
