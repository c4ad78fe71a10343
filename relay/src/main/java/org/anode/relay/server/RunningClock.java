package org.anode.relay.server;

/**
 * Counts the time in which the relay ran. While its process or its machine is suspended it hears nobody, so that time must
 * not count as its clients' silence. It is read at fixed intervals, and never goes back. One owner; time is a parameter.
 */
final class RunningClock {
    /** A reading that is later than that was not late: the relay did not run. */
    private static final long LATE_MS_MAX = 2_000;

    private final long stepMsMax;
    private long ranMs;
    private long atMs;

    /** @param everyMs how often it is to {@link #advance} */
    RunningClock(int everyMs, long nowMs) {
        this.stepMsMax = everyMs + LATE_MS_MAX;
        this.atMs = nowMs;
    }

    /** What {@link #advance} would return. */
    long ranMs(long nowMs) {
        return ranMs + Math.min(nowMs - atMs, stepMsMax);
    }

    /** @return milliseconds since it was made */
    long advance(long nowMs) {
        ranMs = ranMs(nowMs);
        atMs = nowMs;
        return ranMs;
    }
}
