package org.anode.node.sim.hosts;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.anode.kernel.Kernel;
import org.anode.kernel.KernelCommand;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.KernelEvent.Status;
import org.anode.kernel.KernelLauncher;
import org.anode.kernel.KernelListener;
import org.anode.kernel.KernelSpec;
import org.anode.node.sim.Timeline;
import org.anode.node.sim.Violation;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * The kernels of one process, which die with it. What a cell puts out names the session it runs in: once when it begins,
 * once when it ends.
 */
final class SimKernels implements KernelLauncher {
    private static final long START_MS_MAX = 3_000;
    private static final long STOP_MS_MAX = 30;

    private final Timeline<Seen> time;
    private final Consumer<Runnable> process;
    private final LongSupplier runMsMax;
    private final Witness witness;

    /** Sees what is handed over. */
    interface Witness {
        void begun(Scripted kernel, ExecId exec, String text);
    }

    /** @param process does something as this process, unless it has ended; later, if it is suspended */
    SimKernels(Timeline<Seen> time, Consumer<Runnable> process, LongSupplier runMsMax, Witness witness) {
        this.time = time;
        this.process = process;
        this.runMsMax = runMsMax;
        this.witness = witness;
    }

    static String beginning(SessionId session) {
        return session + " begins\n";
    }

    static String end(SessionId session) {
        return session + " ends\n";
    }

    @Override
    public Kernel launch(KernelSpec spec, KernelListener listener) {
        var kernel = new Scripted(listener);
        long ms = time.between(1, START_MS_MAX);
        time.afterMs(ms, () -> kernel.say(new KernelEvent.Ready("script", "1", false, ms)));
        return kernel;
    }

    final class Scripted implements Kernel {
        private final KernelListener listener;
        private boolean closed;
        private @Nullable String running;
        private Optional<SessionId> session = Optional.empty();

        Scripted(KernelListener listener) {
            this.listener = listener;
        }

        /** A kernel serves one session (EX-3). */
        void serves(SessionId one) {
            if (session.filter(before -> !before.equals(one)).isPresent())
                throw new Violation("EX-3 a kernel of " + session + " is given a run of " + one);
            session = Optional.of(one);
        }

        private void say(KernelEvent event) {
            process.accept(() -> {
                if (!closed) listener.on(event);
            });
        }

        @Override
        public long pid() {
            return 1;
        }

        @Override
        public void send(KernelCommand command) {
            if (closed || !(command instanceof KernelCommand.Execute execute)) return;
            if (running != null) throw new Violation("EX-15 " + execute.run() + " begins while " + running + " runs");
            running = execute.run();
            witness.begun(this, new ExecId(execute.run()), execute.source());
            var name = session.orElseThrow();
            long ms = time.between(10, runMsMax.getAsLong());
            time.afterMs(1, () -> whileRunning(execute.run(), () -> print(execute.run(), beginning(name))));
            time.afterMs(
                    ms,
                    () -> whileRunning(execute.run(), () -> {
                        print(execute.run(), end(name));
                        finish(execute.run(), Status.OK, ms);
                    }));
        }

        private void whileRunning(String run, Runnable what) {
            if (run.equals(running) && !closed) what.run();
        }

        private void print(String run, String text) {
            say(new KernelEvent.Stream(run, "stdout", text));
        }

        private void finish(String run, Status status, long ms) {
            running = null;
            say(new KernelEvent.Finished(run, status, ms));
        }

        @Override
        public void interrupt() {
            var run = running;
            if (run == null) return;
            time.within(STOP_MS_MAX, () -> whileRunning(run, () -> finish(run, Status.INTERRUPTED, 1)));
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
