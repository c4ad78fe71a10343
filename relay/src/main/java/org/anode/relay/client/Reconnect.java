package org.anode.relay.client;

import java.util.random.RandomGenerator;

/**
 * When to connect again: at a random time up to a bound that doubles from 1 s to 60 s, so that the clients of a relay that
 * was away do not all come at once. Pure; time is a parameter. One owner.
 */
public final class Reconnect {
    static final long FIRST_MS_MAX = 1_000;
    static final long MS_MAX = 60_000;

    /** A connection that lasted this long was a success. */
    static final long SUCCESS_MS = 60_000;

    /** Those whom a restarting relay sent away come back spread over at least this long. */
    static final long DRAIN_SPREAD_MS_MIN = 5_000;

    private final RandomGenerator random;
    private long boundMs = FIRST_MS_MAX;
    private long welcomeMs = -1;
    private long backMs = -1;

    public Reconnect(RandomGenerator random) {
        this.random = random;
    }

    /** The relay said welcome. */
    public void welcome(long nowMs) {
        welcomeMs = nowMs;
    }

    /** The relay said when it will be back. */
    public void draining(int seconds, long nowMs) {
        backMs = nowMs + 1_000L * seconds;
    }

    /** The connection ended or did not come to be. @return how long to wait */
    public long endedMs(long nowMs) {
        if (welcomeMs >= 0 && nowMs - welcomeMs >= SUCCESS_MS) boundMs = FIRST_MS_MAX;
        welcomeMs = -1;
        long back = backMs;
        backMs = -1;
        if (back >= 0) return drained(Math.max(0, back - nowMs));
        long waitMs = random.nextLong(boundMs + 1);
        boundMs = Math.min(MS_MAX, 2 * boundMs);
        return waitMs;
    }

    /** A planned restart is no failure, so the bound stays. */
    private long drained(long waitMs) {
        long spreadMs = Math.min(MS_MAX, Math.max(DRAIN_SPREAD_MS_MIN, waitMs / 2));
        return waitMs + random.nextLong(spreadMs + 1);
    }
}
