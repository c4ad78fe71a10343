package org.anode.node.page;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Does something on a thread of its own some moments after it was asked to: what is asked meanwhile is one thing. */
final class Gathering implements AutoCloseable {
    /** Many changes come together, and to look costs. */
    private static final long GATHER_MS = 25;

    private final Runnable work;
    private final Semaphore asked = new Semaphore(0);
    private final Thread thread;

    /** @param work must not throw */
    Gathering(String name, Runnable work) {
        this.work = work;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    /** Once what the work needs is there. */
    void begin() {
        thread.start();
    }

    /** Any thread; does not block. */
    void ask() {
        asked.release();
    }

    private void run() {
        try {
            while (true) {
                asked.acquire();
                TimeUnit.MILLISECONDS.sleep(GATHER_MS);
                asked.drainPermits();
                work.run();
            }
        } catch (InterruptedException e) {
            // It is closed.
        }
    }

    /** Nothing more is done once this returns. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
