package org.anode.relay.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long S = 1_000_000_000L;

    @Test
    @DisplayName("RL-10 a burst is free, what is beyond it has to be waited for")
    void burst() {
        var bucket = new TokenBucket(1_000, 5_000, 0);
        assertEquals(0, bucket.take(5_000, 0));
        assertEquals(S, bucket.take(1_000, 0));
        assertEquals(S / 2, bucket.take(0, S / 2));
        assertEquals(0, bucket.take(0, S));
        assertEquals(2 * S, bucket.take(2_000, S));
    }

    @Test
    @DisplayName("RL-10 time refills it to its burst and not beyond, however long it was")
    void refill() {
        for (long later : new long[] {5 * S, 6 * S, 1_000_000 * S, Long.MAX_VALUE}) {
            var bucket = new TokenBucket(1_000, 5_000, 0);
            bucket.take(5_000, 0);
            assertEquals(0, bucket.take(5_000, later));
            assertEquals(S / 1_000, bucket.take(1, later));
        }
    }

    @Test
    @DisplayName("RL-10 many small refills are as much as one")
    void smallSteps() {
        var bucket = new TokenBucket(3, 100, 0);
        bucket.take(100, 0);
        for (long now = 0; now <= 10 * S; now += S / 1_000) bucket.take(0, now);
        assertTrue(bucket.has(30, 10 * S));
        assertFalse(bucket.has(1, 10 * S));
    }

    @Test
    @DisplayName("RL-10 nobody gets more than rate and burst together")
    void never() {
        var random = new Random(5);
        for (int round = 0; round < 200; round++) {
            long rate = 1L + random.nextInt(1_000_000);
            long burst = 1L + random.nextInt(8 << 20);
            var bucket = new TokenBucket(rate, burst, 0);
            long now = 0;
            long taken = 0;
            for (int i = 0; i < 200; i++) {
                now += random.nextLong(S);
                long amount = random.nextInt(100_000);
                if (bucket.has(amount, now)) taken += amount;
                assertTrue(taken <= burst + rate * (now / 1e9) + 1);
            }
        }
    }

    @Test
    @DisplayName("RL-10 a rate of zero is no limit")
    void none() {
        assertEquals(0, new TokenBucket(0, 0, 0).take(Long.MAX_VALUE / 2, 0));
    }
}
