package org.anode.kernel.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.anode.kernel.Kernel;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.KernelLauncher;
import org.anode.kernel.KernelListener;
import org.anode.kernel.KernelSpec;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one started and warmed process ready, so that the next kernel is there at once; when it is taken, another one is
 * started as soon as the taken one is ready. For programs that stay; costs one idle process. Any thread.
 */
public final class SpareLauncher implements KernelLauncher, AutoCloseable {
    private final ProcessLauncher launcher;
    private final KernelSpec neutral;
    private @Nullable ChildProcess spare;
    private boolean closed;

    /** @param neutral where the spare waits, and the heap it has; a kernel with another heap is started afresh */
    public SpareLauncher(ProcessLauncher launcher, KernelSpec neutral) {
        this.launcher = launcher;
        this.neutral = neutral;
    }

    @Override
    public Kernel launch(KernelSpec spec, KernelListener listener) {
        var taken = take(spec);
        var refilling = refilling(listener);
        return taken != null && adopted(taken, spec.directory(), refilling) ? taken : launcher.launch(spec, refilling);
    }

    /** Starts the spare if there is none. A spare that cannot start is no loss: the next launch says why. */
    public synchronized void prepare() {
        if (closed || (spare != null && ProcessHandle.of(spare.pid()).isPresent())) {
            return;
        }
        try {
            spare = launcher.spare(neutral);
        } catch (IOException e) {
            spare = null;
        }
    }

    private synchronized @Nullable ChildProcess take(KernelSpec spec) {
        if (spec.heapMiB() != neutral.heapMiB()) {
            return null;
        }
        var taken = spare;
        spare = null;
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

    private KernelListener refilling(KernelListener listener) {
        return event -> {
            listener.on(event);
            if (event instanceof KernelEvent.Ready) {
                prepare();
            }
        };
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (spare != null) {
            spare.close();
            spare = null;
        }
    }
}
