package org.anode.kernel.child;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.anode.kernel.posix.Posix;

/**
 * Makes the running cell see a KeyboardInterrupt. Python raises it between two of its steps, and a system call that
 * blocks (a read, a select) lets it do so only when that call is cut short, which the signal alone does not do: the
 * JVM has it restarted, and another thread may have taken it. What the cell started hears of it too, as in a terminal.
 */
final class Interrupter {
    /** Between two wakes in ms: the interrupt is on its way for some ms, and a wake before it is in vain. */
    private static final long WAKE_EVERY_MS = 40;

    /** For how long the cell is woken after an interrupt, in ms: less than to the next interrupt. */
    private static final long WAKE_MS_MAX = 1_200;

    private final ScheduledExecutorService waker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("interrupt-waker").factory());
    private final long thread;

    /** To be made on the thread that runs cells. */
    Interrupter() {
        Posix.hearWakes();
        thread = Posix.currentThread();
    }

    /** @param isWanted whether what is to be interrupted still runs; asked on another thread */
    void interrupt(BooleanSupplier isWanted) {
        Posix.interruptOwnGroup();
        wake(isWanted, WAKE_MS_MAX / WAKE_EVERY_MS);
    }

    private void wake(BooleanSupplier isWanted, long left) {
        if (left == 0 || !isWanted.getAsBoolean()) return;
        Posix.wake(thread);
        var _ = waker.schedule(() -> wake(isWanted, left - 1), WAKE_EVERY_MS, TimeUnit.MILLISECONDS);
    }
}
