package org.anode.node.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, SIGTERM and SIGHUP. The JVM answers them with its shutdown hooks; ours asks the command under way to end, and
 * leaves with the exit code that command then gives.
 */
final class Signals {
    /** A kernel that does not react is killed well before; whoever signals does not wait longer than this. */
    private static final int END_SECONDS_MAX = 20;

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Runnable onSignal = () -> {};
    private volatile boolean waits;
    private volatile int exitCode;

    void install() {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("signal").unstarted(this::shutDown));
    }

    /** While the result is open, a signal runs {@code action} and then waits for the command to end. */
    Scope during(Runnable action) {
        onSignal = action;
        waits = true;
        return () -> onSignal = () -> {};
    }

    /** The command is over; {@code code} is what it exits with. */
    void ended(int code) {
        exitCode = code;
        waits = false;
        ended.countDown();
    }

    @FunctionalInterface
    interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    private void shutDown() {
        if (!waits) return;
        onSignal.run();
        if (awaitEnd()) Runtime.getRuntime().halt(exitCode);
    }

    private boolean awaitEnd() {
        try {
            return ended.await(END_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
