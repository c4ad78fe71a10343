package org.anode.kernel.process;

import java.util.OptionalLong;

/**
 * When to make a spare: when there is none, and nothing that people wait for goes on. Making one keeps a processor busy
 * for seconds, and its priority could not be raised again when it is taken.
 */
final class SpareWish {
    /** After the start, in ms: first the page is opened. */
    static final long FIRST_MS = 3_000;

    /** Without a run, in ms: who runs cell after cell is not slowed down. */
    static final long QUIET_MS = 10_000;

    /** Before looking again after a spare could not be kept, in ms. */
    static final long LATER_MS = 60_000;

    private final long quietMs;
    private int busy;
    private long earliestMs;
    private boolean content;

    SpareWish(long nowMs) {
        this(nowMs, FIRST_MS, QUIET_MS);
    }

    SpareWish(long nowMs, long firstMs, long quietMs) {
        this.quietMs = quietMs;
        earliestMs = nowMs + firstMs;
    }

    /** When to make one, unless something happens before; empty while none is wanted. */
    OptionalLong dueMs() {
        return busy > 0 || content ? OptionalLong.empty() : OptionalLong.of(earliestMs);
    }

    /** A kernel starts, or a cell in one. */
    void busier() {
        busy++;
    }

    /** What made it {@link #busier} is over. */
    void calmer(long nowMs) {
        busy--;
        notBefore(nowMs + quietMs);
    }

    /** There is one now, or there is to be none at all. */
    void contented() {
        content = true;
    }

    void taken() {
        content = false;
    }

    /** Memory is short, or the spare was killed from outside. */
    void postponed(long nowMs) {
        content = false;
        notBefore(nowMs + LATER_MS);
    }

    private void notBefore(long whenMs) {
        earliestMs = Math.max(earliestMs, whenMs);
    }
}
