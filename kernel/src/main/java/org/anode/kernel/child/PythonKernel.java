package org.anode.kernel.child;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.anode.kernel.KernelCommand;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.KernelEvent.Status;
import org.anode.kernel.frame.Frame;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** Runs commands in turn on the Python thread. */
final class PythonKernel {
    /** Commands that wait. The host sends one cell at a time; what is more than this are questions it no longer asks. */
    private static final int WAITING_MAX = 256;

    /** How long a leaving process waits for its last output to go out, in ns. */
    private static final long LEAVE_NS_MAX = 5_000_000_000L;

    private final LinkedBlockingQueue<Frame> waiting = new LinkedBlockingQueue<>(WAITING_MAX);
    private final Outbox outbox;
    private final PythonHost host;
    private final RawMarks marks;
    private final Asker asker;
    private final AtomicInteger cells = new AtomicInteger();
    private final ExecutorService waker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("loop-waker").factory());
    private volatile boolean looping;
    private final AtomicBoolean waking = new AtomicBoolean();
    private volatile @Nullable Value session;
    private volatile @Nullable Interrupter interrupter;

    PythonKernel(Outbox outbox, PythonHost host, RawMarks marks) {
        this.outbox = outbox;
        this.host = host;
        this.marks = marks;
        this.asker = new Asker(outbox);
    }

    /**
     * Called by the reader. A full line drops the command: the reader must stay free for interrupts. While a cell or the
     * event loop is under way questions go to a thread of their own; else the Python thread answers, which costs no
     * switching.
     */
    void enqueue(Frame frame) {
        switch (frame) {
            case Frame.Command(KernelCommand.Execute execute) -> {
                cells.incrementAndGet();
                if (!offer(frame)) {
                    cells.decrementAndGet();
                }
            }
            case Frame.Command(KernelCommand.Complete ask) when isBusy() -> asker.enqueue(ask);
            case Frame.Command(KernelCommand.Inspect ask) when isBusy() -> asker.enqueue(ask);
            case Frame.Command(KernelCommand.ListVariables ask) when isBusy() -> asker.enqueue(ask);
            case Frame other -> offer(other);
        }
    }

    private boolean isBusy() {
        return looping || cells.get() > 0;
    }

    private boolean offer(Frame frame) {
        var taken = waiting.offer(frame);
        if (taken && looping && !waking.getAndSet(true)) {
            waker.execute(this::wake);
        }
        return taken;
    }

    /** Not by the reader: a task that is in one long step lets nobody in. */
    private void wake() {
        waking.set(false);
        var looper = session;
        try {
            if (looper != null) {
                looper.invokeMember("wake");
            }
        } catch (PolyglotException e) {
            // A cell ended this process.
        }
    }

    /** Whether an interrupt of {@code run} is for what Python does now, which may as well keep the run from starting. */
    boolean isInterruptible(String run) {
        return host.isRunning() ? host.isInterruptible(run) : cells.get() > 0;
    }

    void interrupt(String run) {
        var ready = interrupter;
        if (ready != null) {
            ready.interrupt(() -> isInterruptible(run));
        }
    }

    /** The Python thread's life. */
    void serve(Thread before) {
        var start = System.nanoTime();
        try (var python = PythonContext.open()) {
            interrupter = new Interrupter();
            var started = python.start(host);
            session = started;
            asker.start(started);
            before.join();
            outbox.put(python.ready(elapsedMs(start)));
            while (true) {
                serve(python, started, next(started));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** While nothing is asked for, tasks of earlier cells go on; what is put in line from here on wakes their loop. */
    private Frame next(Value session) throws InterruptedException {
        looping = true;
        var frame = waiting.poll();
        while (frame == null && loop(session)) {
            frame = waiting.poll();
        }
        looping = false;
        return frame == null ? waiting.take() : frame;
    }

    /** Until {@code wake}; false, at once, if there is no loop. */
    private boolean loop(Value session) {
        try {
            return session.invokeMember("idle").asBoolean();
        } catch (PolyglotException e) {
            leaveIfAsked(e);
            return false;
        }
    }

    private void serve(PythonContext python, Value session, Frame frame) {
        switch (frame) {
            case Frame.Command(KernelCommand.Execute execute) -> execute(session, execute);
            case Frame.Command(KernelCommand.Complete complete) -> asker.answer(session, complete);
            case Frame.Command(KernelCommand.Inspect inspect) -> asker.answer(session, inspect);
            case Frame.Command(KernelCommand.ListVariables list) -> asker.answer(session, list);
            case Frame.Command(KernelCommand.InputReply reply) -> {}
            case Frame.Adopt(var directory) -> python.changeDirectory(directory);
            case Frame.Warm warm -> warm(python, session);
            case Frame.Hello hello -> {}
            case Frame.Interrupt interrupt -> {}
            case Frame.Event event -> {}
        }
    }

    /** Cells run as any do and nobody hears of it, until the kernel is wanted: its first cell finds the whole way warm. */
    private void warm(PythonContext python, Value session) {
        host.mute(true);
        try {
            python.changeDirectory(".");
            for (var cell : python.warm()) {
                if (waiting.isEmpty()) {
                    run(session, new KernelCommand.Execute("", "Warm-up", cell, 1));
                }
            }
        } catch (PolyglotException e) {
            // Interrupted by whoever wanted the kernel meanwhile.
        } finally {
            forget(session);
            host.mute(false);
        }
    }

    private static void forget(Value session) {
        try {
            session.invokeMember("forget");
        } catch (PolyglotException interrupted) {
            session.invokeMember("forget");
        }
    }

    private void execute(Value session, KernelCommand.Execute execute) {
        var start = System.nanoTime();
        host.begin(execute.run());
        Status status;
        try {
            status = run(session, execute);
        } catch (PolyglotException e) {
            leaveIfAsked(e);
            status = failed(execute, e);
        } finally {
            cells.decrementAndGet();
            host.end();
        }
        marks.write();
        outbox.put(new KernelEvent.Finished(execute.run(), status, elapsedMs(start)));
    }

    private static Status run(Value session, KernelCommand.Execute cell) {
        return status(session.invokeMember("run", cell.run(), cell.source(), cell.cell(), cell.count())
                .asString());
    }

    /** {@code os._exit} closes the context, and nothing runs in it any more: the process goes as it was told to. */
    private void leaveIfAsked(PolyglotException e) {
        if (!e.isExit()) {
            return;
        }
        try {
            outbox.awaitSent(LEAVE_NS_MAX);
        } catch (InterruptedException interrupted) {
            // Leaving anyway.
        }
        Runtime.getRuntime().halt(e.getExitStatus());
    }

    private static Status status(String word) {
        return switch (word) {
            case "ok" -> Status.OK;
            case "interrupted" -> Status.INTERRUPTED;
            default -> Status.ERROR;
        };
    }

    /** What the Python side could not catch: an interrupt that came while it reported, or a fault of the engine. */
    private Status failed(KernelCommand.Execute execute, PolyglotException e) {
        var message = String.valueOf(e.getMessage());
        var interrupted = e.isInterrupted() || message.startsWith("KeyboardInterrupt");
        var ename = interrupted ? "KeyboardInterrupt" : e.isInternalError() ? "InternalError" : "Error";
        outbox.put(new KernelEvent.Failure(
                execute.run(), ename, interrupted ? "" : message, List.of(interrupted ? ename : message)));
        return interrupted ? Status.INTERRUPTED : Status.ERROR;
    }

    private static long elapsedMs(long startNs) {
        return (System.nanoTime() - startNs) / 1_000_000;
    }
}
