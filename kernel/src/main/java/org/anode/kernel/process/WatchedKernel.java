package org.anode.kernel.process;

import org.anode.kernel.Kernel;
import org.anode.kernel.KernelCommand;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.KernelLauncher;
import org.anode.kernel.KernelListener;
import org.anode.kernel.KernelSpec;

/** A kernel, and whether it keeps somebody waiting: from its launch until it is ready, and while a cell runs. */
final class WatchedKernel implements Kernel {
    private final Kernel kernel;
    private final Busyness busyness;

    /** Hears one {@code busier} and one {@code calmer} for each start and each run. Any thread. */
    interface Watcher {
        void busier();

        void calmer();
    }

    private WatchedKernel(Kernel kernel, Busyness busyness) {
        this.kernel = kernel;
        this.busyness = busyness;
    }

    /** @param watcher hears of the launch before it begins */
    static Kernel launch(KernelLauncher launcher, KernelSpec spec, KernelListener listener, Watcher watcher) {
        var busyness = new Busyness(watcher);
        return new WatchedKernel(launcher.launch(spec, busyness.before(listener)), busyness);
    }

    @Override
    public long pid() {
        return kernel.pid();
    }

    @Override
    public void send(KernelCommand command) {
        if (command instanceof KernelCommand.Execute) {
            busyness.runs();
        }
        kernel.send(command);
    }

    @Override
    public void interrupt() {
        kernel.interrupt();
    }

    @Override
    public void close() {
        kernel.close();
    }

    /** What one kernel keeps somebody waiting for. */
    private static final class Busyness {
        private final Watcher watcher;
        private boolean busy = true;
        private boolean dead;

        Busyness(Watcher watcher) {
            this.watcher = watcher;
            watcher.busier();
        }

        KernelListener before(KernelListener listener) {
            return event -> {
                hear(event);
                listener.on(event);
            };
        }

        private synchronized void hear(KernelEvent event) {
            dead |= event instanceof KernelEvent.Died;
            if (dead || event instanceof KernelEvent.Ready || event instanceof KernelEvent.Finished) {
                rests();
            }
        }

        synchronized void runs() {
            if (!busy && !dead) {
                busy = true;
                watcher.busier();
            }
        }

        private void rests() {
            if (busy) {
                busy = false;
                watcher.calmer();
            }
        }
    }
}
