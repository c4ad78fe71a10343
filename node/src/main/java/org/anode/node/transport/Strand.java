package org.anode.node.transport;

import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** Runs a step again and again while there is work, never twice at once, and holds a thread only while it does. */
final class Strand {
    private final Executor executor;
    private final BooleanSupplier step;
    private boolean running;
    private boolean woken;

    /**
     * @param executor must not run tasks in the caller
     * @param step     does one piece of work, or says that there is none
     */
    Strand(Executor executor, BooleanSupplier step) {
        this.executor = executor;
        this.step = step;
    }

    /** There may be work. */
    void wake() {
        if (starts()) executor.execute(this::run);
    }

    private synchronized boolean starts() {
        woken = running;
        boolean first = !running;
        running = true;
        return first;
    }

    private void run() {
        do {
            while (step.getAsBoolean()) {}
        } while (goesOn());
    }

    private synchronized boolean goesOn() {
        running = woken;
        woken = false;
        return running;
    }
}
