package org.anode.kernel.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.anode.kernel.Kernel;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.KernelLauncher;
import org.anode.kernel.KernelListener;
import org.anode.kernel.KernelSpec;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one started and warmed process ready, so that the next kernel is there at once. {@link SpareWish} says when one
 * is made. For programs that stay; costs one idle process and, while there is none, one waiting thread. Any thread.
 */
public final class SpareLauncher implements KernelLauncher, AutoCloseable {
    /** Free memory below which none is made, in bytes: the spare takes half of one GiB, what people do the rest. */
    static final long FREE_BYTES_MIN = 4L << 30;

    private static final long NS_PER_MS = 1_000_000;

    private final ProcessLauncher launcher;
    private final KernelSpec neutral;
    private final LongSupplier freeBytes;
    private final SpareWish wish;
    private @Nullable ChildProcess spare;
    private boolean closed;

    /**
     * @param neutral   where the spare waits, and the heap it has; a kernel with another heap or pace is started afresh
     * @param freeBytes how much memory may still be taken on this machine
     */
    public SpareLauncher(ProcessLauncher launcher, KernelSpec neutral, LongSupplier freeBytes) {
        this(launcher, neutral, freeBytes, new SpareWish(nowMs()));
    }

    /** @param wish when to make a spare, by the clock of {@link #nowMs} */
    SpareLauncher(ProcessLauncher launcher, KernelSpec neutral, LongSupplier freeBytes, SpareWish wish) {
        this.launcher = launcher;
        this.neutral = neutral;
        this.freeBytes = freeBytes;
        this.wish = wish;
    }

    /** From now on there is a spare whenever there can be one; without this call it only starts kernels. */
    public void keep() {
        Thread.ofPlatform().daemon().name("kernel-spare").start(this::refill);
    }

    @Override
    public Kernel launch(KernelSpec spec, KernelListener listener) {
        return WatchedKernel.launch(this::adoptOrStart, spec, listener, new Watcher());
    }

    private Kernel adoptOrStart(KernelSpec spec, KernelListener listener) {
        var taken = take(spec);
        return taken != null && adopted(taken, spec.directory(), listener) ? taken : launcher.launch(spec, listener);
    }

    private synchronized @Nullable ChildProcess take(KernelSpec spec) {
        if (spare == null || spec.heapMiB() != neutral.heapMiB() || spec.pace() != neutral.pace()) {
            return null;
        }
        var taken = spare;
        spare = null;
        wish.taken();
        notifyAll();
        return taken;
    }

    private static boolean adopted(ChildProcess taken, Path directory, KernelListener listener) {
        try {
            Files.createDirectories(directory);
            return taken.adopt(directory, listener);
        } catch (IOException e) {
            taken.close();
            return false;
        }
    }

    private void refill() {
        try {
            while (awaitDue()) {
                make();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Blocks until a spare is wanted; false once this is closed. */
    private synchronized boolean awaitDue() throws InterruptedException {
        while (!closed) {
            var due = wish.dueMs();
            var leftMs = due.orElse(Long.MAX_VALUE) - nowMs();
            if (leftMs <= 0) {
                return true;
            }
            wait(due.isEmpty() ? 0 : leftMs);
        }
        return false;
    }

    /** A spare that cannot start is no loss, and is not tried again: the next launch says why. */
    private synchronized void make() {
        if (closed || wish.dueMs().orElse(Long.MAX_VALUE) > nowMs()) {
            return;
        }
        if (freeBytes.getAsLong() < FREE_BYTES_MIN) {
            wish.postponed(nowMs());
            return;
        }
        wish.contented();
        try {
            spare = launcher.spare(neutral, this::spareSaid);
        } catch (IOException e) {
            spare = null;
        }
    }

    private synchronized void spareSaid(KernelEvent event) {
        if (!(event instanceof KernelEvent.Died died) || spare == null || !spare.isReleased()) {
            return;
        }
        spare = null;
        if (died.cause() != KernelEvent.Cause.LAUNCH_FAILED) {
            wish.postponed(nowMs());
            notifyAll();
        }
    }

    /** The process that waits, for tests. */
    synchronized OptionalLong sparePid() {
        return spare == null ? OptionalLong.empty() : OptionalLong.of(spare.pid());
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (spare != null) {
            spare.close();
            spare = null;
        }
        notifyAll();
    }

    static long nowMs() {
        return System.nanoTime() / NS_PER_MS;
    }

    private final class Watcher implements WatchedKernel.Watcher {
        @Override
        public void busier() {
            synchronized (SpareLauncher.this) {
                wish.busier();
            }
        }

        @Override
        public void calmer() {
            synchronized (SpareLauncher.this) {
                wish.calmer(nowMs());
                SpareLauncher.this.notifyAll();
            }
        }
    }
}
