package org.anode.node.browser;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How long this machine lets something wait that wants to run every few milliseconds: what a page can not be blamed for. */
final class Stalls implements AutoCloseable {
    private static final long EVERY_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Thread thread = Thread.ofPlatform().daemon().name("stalls").unstarted(this::watch);
    private volatile boolean closed;
    private volatile long longestNs;

    /** From now on. */
    static Stalls watched() {
        var stalls = new Stalls();
        stalls.thread.start();
        return stalls;
    }

    private void watch() {
        long last = System.nanoTime();
        while (!closed) {
            LockSupport.parkNanos(EVERY_NS);
            long now = System.nanoTime();
            longestNs = Math.max(longestNs, now - last);
            last = now;
        }
    }

    long longestMs() {
        return TimeUnit.NANOSECONDS.toMillis(longestNs);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
