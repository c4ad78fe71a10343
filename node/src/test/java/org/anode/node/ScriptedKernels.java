package org.anode.node;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.anode.kernel.Kernel;
import org.anode.kernel.KernelCommand;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.KernelEvent.Cause;
import org.anode.kernel.KernelEvent.Mime;
import org.anode.kernel.KernelEvent.Status;
import org.anode.kernel.KernelLauncher;
import org.anode.kernel.KernelListener;
import org.anode.kernel.KernelSpec;
import org.anode.kernel.Variable;

/**
 * Kernels that live in this process and understand a line at a time: {@code print TEXT}, {@code err TEXT}, {@code
 * result TEXT}, {@code fail NAME}, {@code flood N}, {@code hang} (until interrupted), {@code die}, {@code set TEXT} and
 * {@code get} (state that lasts as long as the kernel), {@code where} (prints the working directory), {@code ask PROMPT} and
 * {@code secret PROMPT} (print what is answered), {@code later TEXT} (prints it once the run has ended), {@code late TEXT}
 * (prints it as the run before would), {@code odd TEXT} (prints it as a run of an impossible name), {@code display TEXT} and
 * {@code lately TEXT} (updates that display as the run before would). Completes any code by {@code MATCHED} from its first code point to the
 * cursor and inspects it as itself; on what begins with {@code silent} it says nothing. Lists what was set as its one
 * variable, and says that there are two more.
 */
public final class ScriptedKernels implements KernelLauncher {
    /** Every source that was handed to a kernel. */
    public final List<String> executed = new CopyOnWriteArrayList<>();

    public final List<Scripted> launched = new CopyOnWriteArrayList<>();

    /** What each was started with. */
    public final List<KernelSpec> specs = new CopyOnWriteArrayList<>();

    public volatile boolean broken;

    /** How long a kernel takes to start. */
    public volatile long startMs;

    @Override
    public Kernel launch(KernelSpec spec, KernelListener listener) {
        var kernel = new Scripted(spec.directory(), listener);
        launched.add(kernel);
        specs.add(spec);
        Thread.ofVirtual().start(kernel::live);
        return kernel;
    }

    public final class Scripted implements Kernel {
        private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
        private final Path directory;
        private final KernelListener listener;
        private final Object interrupt = new Object();
        private boolean interrupted;
        private String answer = "";
        private boolean answered;
        private volatile boolean dead;
        private volatile String state = "";
        private String previousRun = "";
        private Optional<String> later = Optional.empty();

        Scripted(Path directory, KernelListener listener) {
            this.directory = directory;
            this.listener = listener;
        }

        /** As {@code kill -9} would. */
        void kill() {
            die(Cause.KILLED, "killed");
            interrupt();
        }

        public boolean isDead() {
            return dead;
        }

        private void live() {
            if (broken) {
                die(Cause.LAUNCH_FAILED, "No Java was found; install JDK 25.");
                return;
            }
            try {
                Thread.sleep(startMs);
                listener.on(new KernelEvent.Ready("script", "1", false, startMs));
                while (!dead) inbox.take().run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void die(Cause cause, String reason) {
            if (dead) return;
            dead = true;
            listener.on(new KernelEvent.Died(cause, reason));
        }

        @Override
        public long pid() {
            return 1;
        }

        @Override
        public void send(KernelCommand command) {
            switch (command) {
                case KernelCommand.Execute execute -> inbox.add(() -> execute(execute));
                case KernelCommand.InputReply(var run, var text) -> answer(text);
                case KernelCommand.Complete(var id, var source, var cursor)
                when !source.startsWith("silent") ->
                    listener.on(new KernelEvent.Completed(id, List.of("MATCHED"), Math.min(1, cursor), cursor));
                case KernelCommand.Inspect(var id, var source, var cursor)
                when !source.startsWith("silent") ->
                    listener.on(new KernelEvent.Inspected(
                            id, new Mime(Map.of("text/plain", source + " at " + cursor), "{}")));
                case KernelCommand.ListVariables(var id) ->
                    listener.on(new KernelEvent.VariablesListed(id, List.of(state()), 2));
                case KernelCommand.Complete _, KernelCommand.Inspect _ -> {}
            }
        }

        private Variable state() {
            var length = List.of((long) state.length());
            return new Variable("state", Variable.Kind.VALUE, "text", state, length, OptionalLong.of(2_048));
        }

        @Override
        public void interrupt() {
            synchronized (interrupt) {
                interrupted = true;
                interrupt.notifyAll();
            }
        }

        @Override
        public void close() {
            inbox.add(() -> die(Cause.CLOSED, "closed"));
            interrupt();
        }

        private void execute(KernelCommand.Execute run) {
            executed.add(run.source());
            synchronized (interrupt) {
                interrupted = false;
            }
            var status = Status.OK;
            for (var line : run.source().lines().toList()) {
                status = line(run.run(), line);
                if (status != Status.OK || dead) break;
            }
            if (!dead) listener.on(new KernelEvent.Finished(run.run(), status, 3));
            later.ifPresent(text -> listener.on(new KernelEvent.Stream(run.run(), "stdout", text + "\n")));
            later = Optional.empty();
            previousRun = run.run();
        }

        private Status line(String run, String line) {
            var word = line.split(" ", 2)[0];
            var rest = line.substring(Math.min(line.length(), word.length() + 1));
            switch (word) {
                case "print" -> listener.on(new KernelEvent.Stream(run, "stdout", rest + "\n"));
                case "later" -> later = Optional.of(rest);
                case "late" -> listener.on(new KernelEvent.Stream(previousRun, "stdout", rest + "\n"));
                case "err" -> listener.on(new KernelEvent.Stream(run, "stderr", rest + "\n"));
                case "result" -> listener.on(new KernelEvent.Result(run, new Mime(Map.of("text/plain", rest), "{}")));
                case "odd" -> listener.on(new KernelEvent.Stream("no run", "stdout", rest + "\n"));
                case "display" -> display(run, false, rest);
                case "lately" -> display(previousRun, true, rest);
                case "flood" -> {
                    for (int i = 0; i < Integer.parseInt(rest); i++)
                        listener.on(new KernelEvent.Stream(run, "stdout", "line " + i + "\n"));
                }
                case "set" -> state = rest;
                case "get" -> listener.on(new KernelEvent.Stream(run, "stdout", state + "\n"));
                case "where" -> listener.on(new KernelEvent.Stream(run, "stdout", directory + "\n"));
                case "hang" -> {
                    return hang();
                }
                case "ask", "secret" -> {
                    return ask(run, rest, word.equals("secret"));
                }
                case "die" -> die(Cause.OUT_OF_MEMORY, "The kernel ran out of memory.");
                case "fail" -> {
                    listener.on(new KernelEvent.Failure(run, rest, "as told", List.of(rest + ": as told")));
                    return Status.ERROR;
                }
                default -> throw new IllegalArgumentException(line);
            }
            return Status.OK;
        }

        private void display(String run, boolean update, String text) {
            var data = new Mime(Map.of("text/plain", text), "{}");
            listener.on(new KernelEvent.Display(run, Optional.of("d"), update, data));
        }

        private void answer(String text) {
            synchronized (interrupt) {
                answer = text;
                answered = true;
                interrupt.notifyAll();
            }
        }

        private Status ask(String run, String prompt, boolean password) {
            listener.on(new KernelEvent.InputRequest(run, prompt, password));
            synchronized (interrupt) {
                try {
                    while (!interrupted && !answered) interrupt.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                if (!answered) return Status.INTERRUPTED;
                answered = false;
                listener.on(new KernelEvent.Stream(run, "stdout", "got " + answer + "\n"));
            }
            return Status.OK;
        }

        private Status hang() {
            synchronized (interrupt) {
                try {
                    while (!interrupted) interrupt.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return Status.INTERRUPTED;
        }
    }
}
