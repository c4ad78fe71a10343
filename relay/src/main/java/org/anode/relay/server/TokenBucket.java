package org.anode.relay.server;

/**
 * How much one may take for long, and how much at once. What was read already is taken into debt, and who is in debt waits.
 * One owner; time is a parameter.
 */
final class TokenBucket {
    private static final long NS_PER_S = 1_000_000_000L;

    private final long perSecond;
    private final long burst;
    private long tokens;
    private long atNs;
    /** What of the last refill was less than a whole token. */
    private long remainder;

    /** @param perSecond 0 for no limit */
    TokenBucket(long perSecond, long burst, long nowNs) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.tokens = burst;
        this.atNs = nowNs;
    }

    /** @return nanoseconds until the debt is paid; 0 if there is none */
    long take(long amount, long nowNs) {
        if (perSecond == 0) return 0;
        refill(nowNs);
        tokens -= amount;
        return tokens >= 0 ? 0 : Math.ceilDiv(-tokens * NS_PER_S, perSecond);
    }

    /** Takes {@code amount} if that leaves no debt. */
    boolean has(long amount, long nowNs) {
        refill(nowNs);
        if (tokens < amount) return false;
        tokens -= amount;
        return true;
    }

    private void refill(long nowNs) {
        long elapsedNs = nowNs - atNs;
        atNs = nowNs;
        // Beyond this much time it is full whatever it was, and the product below can not overflow.
        if (elapsedNs / NS_PER_S > (burst - tokens) / perSecond) {
            tokens = burst;
            remainder = 0;
            return;
        }
        long gained = elapsedNs * perSecond + remainder;
        remainder = gained % NS_PER_S;
        tokens = Math.min(burst, tokens + gained / NS_PER_S);
    }
}
