package org.anode.schema.output;

/**
 * How often something that is rewritten again and again is stored: after 1, 2, 4, … flushes. Whoever watches sees every
 * step live; the document, which never forgets, gets few of them.
 */
final class Backoff {
    /** At 20 flushes a second a progress bar is at most 13 s behind in the document. */
    private static final int FLUSHES_MAX = 256;

    private int wait = 1;
    private long next;

    boolean allows(long flush) {
        return flush >= next;
    }

    void used(long flush) {
        next = flush + wait;
        wait = Math.min(FLUSHES_MAX, wait * 2);
    }
}
