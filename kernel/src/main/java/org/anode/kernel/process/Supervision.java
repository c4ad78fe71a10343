package org.anode.kernel.process;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.anode.kernel.KernelCommand;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.KernelEvent.Cause;
import org.anode.kernel.frame.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The life of one kernel process as a machine: what was asked and seen goes in with the time, what to do comes out.
 * Invariants: {@code Died} is told exactly once and last; every frame that arrived before the end is told before it; a
 * run's {@code Finished} is told after everything the run wrote, the process's own stdout and stderr included.
 */
final class Supervision {
    /** From spawn to ready, in ms: first start on a slow machine unpacks Python's library. */
    static final long LAUNCH_MS_MAX = 120_000;

    /**
     * After each interrupt, how long the cell has until the next one, and after the last until the process is killed, in
     * ms. The second comes soon, for a few calls swallow the first; then a cell may tidy up.
     */
    static final List<Long> INTERRUPT_STEPS_MS = List.of(1_500L, 3_000L, 3_000L);

    /**
     * After the end and the last frame, how long stdout and stderr may stay open, in ms: a process that escaped the group
     * could hold them for ever.
     */
    static final long SETTLE_MS_MAX = 2_000;

    /**
     * How long a finished run waits for the marks in the raw output, in ms. They stay away only if a cell closed our
     * descriptors and something it started holds its own, so this is long enough for a busy machine.
     */
    static final long MARK_MS_MAX = 5_000;

    /** The same for the runs that follow, until all marks are there: not every cell is to pay for one that did that. */
    static final long MARK_MS_MAX_AGAIN = 200;

    /** How long the process may outlive its closed socket, in ms. */
    static final long HANG_UP_MS_MAX = 500;

    sealed interface Input {
        record Asked(KernelCommand command) implements Input {}

        record InterruptAsked() implements Input {}

        record AdoptAsked(String directory) implements Input {}

        record CloseAsked() implements Input {}

        record Heard(Frame frame) implements Input {}

        /** Text on the process's own stdout or stderr. */
        record Wrote(String name, String text) implements Input {}

        /** The mark that a run's end leaves in the process's own stdout or stderr. */
        record Marked(String name) implements Input {}

        /** Nothing more comes through the process's own stdout or stderr. */
        record EndOfOutput(String name) implements Input {}

        record HungUp() implements Input {}

        record Exited(int code) implements Input {}

        record NotStarted(String reason) implements Input {}

        record Ticked() implements Input {}
    }

    sealed interface Effect {
        record Tell(KernelEvent event) implements Effect {}

        record Send(Frame frame) implements Effect {}

        /** Kill the process and its group. */
        record Kill() implements Effect {}

        /** Nothing more will come: release everything. */
        record Release() implements Effect {}
    }

    private final Death death;
    private long launchedMs;
    private final Deadlines deadlines = new Deadlines();
    private final RawMarkCount marks = new RawMarkCount();
    private final List<Effect> effects = new ArrayList<>();
    private KernelEvent.@Nullable Ready ready;
    private boolean waiting;
    private boolean dead;
    private @Nullable String running;
    private String lastRun = "";
    private int interrupts;
    private KernelEvent.@Nullable Finished finishing;
    private boolean marksMissed;
    private boolean hungUp;
    private boolean exited;

    /** @param spare whether the process waits to be adopted; until then its being ready is nobody's business */
    Supervision(int heapMiB, boolean spare, long nowMs) {
        death = new Death(heapMiB);
        waiting = spare;
        launchedMs = nowMs;
        deadlines.launch.at(nowMs + LAUNCH_MS_MAX);
    }

    /** When {@link Input.Ticked} is due, if nothing else happens. */
    OptionalLong deadlineMs() {
        return deadlines.next();
    }

    List<Effect> on(Input input, long nowMs) {
        if (dead) {
            return List.of();
        }
        effects.clear();
        take(input, nowMs);
        passDeadlines(nowMs);
        dieIfNothingMoreCanCome();
        return List.copyOf(effects);
    }

    private void take(Input input, long nowMs) {
        switch (input) {
            case Input.Asked(var command) -> ask(command);
            case Input.InterruptAsked asked -> interrupt(nowMs);
            case Input.AdoptAsked(var directory) -> adopt(directory, nowMs);
            case Input.CloseAsked asked -> kill(Cause.CLOSED, "The kernel was closed.");
            case Input.Heard(Frame.Event(var event)) -> hear(event, nowMs);
            case Input.Heard heard -> {}
            case Input.Wrote(var name, var text) -> write(name, text);
            case Input.Marked(var name) -> marked(name);
            case Input.EndOfOutput(var name) -> endOutput(name);
            case Input.HungUp hangUp -> hangUp(nowMs);
            case Input.Exited(var code) -> exit(code, nowMs);
            case Input.NotStarted(var reason) -> {
                kill(Cause.LAUNCH_FAILED, reason);
                die();
            }
            case Input.Ticked tick -> {}
        }
    }

    private void ask(KernelCommand command) {
        if (command instanceof KernelCommand.Execute execute) {
            running = execute.run();
            lastRun = execute.run();
        }
        effects.add(new Effect.Send(new Frame.Command(command)));
    }

    private void interrupt(long nowMs) {
        if (running == null) {
            return;
        }
        effects.add(new Effect.Send(new Frame.Interrupt(running)));
        if (interrupts == 0) {
            climb(nowMs);
        }
    }

    private void interruptAgain(long nowMs) {
        if (running == null) {
            return;
        }
        if (interrupts == INTERRUPT_STEPS_MS.size()) {
            kill(Cause.UNRESPONSIVE, Death.UNRESPONSIVE);
            return;
        }
        effects.add(new Effect.Send(new Frame.Interrupt(running)));
        climb(nowMs);
    }

    private void climb(long nowMs) {
        deadlines.interrupt.at(nowMs + INTERRUPT_STEPS_MS.get(interrupts));
        interrupts++;
    }

    private void hear(KernelEvent event, long nowMs) {
        settleAnew(nowMs);
        switch (event) {
            case KernelEvent.Ready it -> getReady(it, nowMs);
            case KernelEvent.Finished finished -> finish(finished, nowMs);
            default -> tell(event);
        }
    }

    private void getReady(KernelEvent.Ready event, long nowMs) {
        ready = event;
        death.started();
        deadlines.launch.clear();
        if (waiting) {
            effects.add(new Effect.Send(new Frame.Warm()));
        } else {
            tellReady(event, nowMs);
        }
    }

    /** How long a start took is what its user waited, so a spare's time counts from its adoption on. */
    private void adopt(String directory, long nowMs) {
        waiting = false;
        launchedMs = nowMs;
        effects.add(new Effect.Send(new Frame.Adopt(directory)));
        if (ready != null) {
            tellReady(ready, nowMs);
        }
    }

    private void tellReady(KernelEvent.Ready event, long nowMs) {
        tell(new KernelEvent.Ready(event.language(), event.version(), event.jit(), nowMs - launchedMs));
    }

    private void finish(KernelEvent.Finished finished, long nowMs) {
        running = null;
        interrupts = 0;
        deadlines.interrupt.clear();
        finishing = finished;
        marks.expect();
        deadlines.mark.at(nowMs + (marksMissed ? MARK_MS_MAX_AGAIN : MARK_MS_MAX));
        finishIfMarked();
    }

    private void marked(String name) {
        marks.seen(name);
        finishIfMarked();
    }

    private void endOutput(String name) {
        marks.end(name);
        finishIfMarked();
    }

    private void finishIfMarked() {
        if (marks.complete()) {
            marksMissed = false;
            tellFinished();
        }
    }

    private void tellFinished() {
        deadlines.mark.clear();
        if (finishing != null) {
            tell(finishing);
            finishing = null;
        }
    }

    /** Before it is ready a process has only complaints to write. */
    private void write(String name, String text) {
        if (death.notes(text) || ready == null || lastRun.isEmpty()) {
            return;
        }
        tell(new KernelEvent.Stream(lastRun, name, text));
    }

    private void hangUp(long nowMs) {
        hungUp = true;
        if (!exited) {
            deadlines.hangUp.at(nowMs + HANG_UP_MS_MAX);
        }
    }

    private void exit(int code, long nowMs) {
        exited = true;
        death.exited(code);
        effects.add(new Effect.Kill());
        deadlines.hangUp.clear();
        deadlines.interrupt.clear();
        deadlines.launch.clear();
        deadlines.settle.at(nowMs + SETTLE_MS_MAX);
    }

    /** Frames are the process's own, so there is an end to them; output may be of anything it left behind. */
    private void settleAnew(long nowMs) {
        if (exited) {
            deadlines.settle.at(nowMs + SETTLE_MS_MAX);
        }
    }

    private void dieIfNothingMoreCanCome() {
        if (!dead && exited && hungUp && marks.ended()) {
            die();
        }
    }

    private void passDeadlines(long nowMs) {
        if (deadlines.launch.passed(nowMs)) {
            kill(Cause.LAUNCH_FAILED, death.tooSlow());
        }
        if (deadlines.mark.passed(nowMs)) {
            marksMissed = true;
            tellFinished();
        }
        if (deadlines.interrupt.passed(nowMs)) {
            interruptAgain(nowMs);
        }
        if (deadlines.hangUp.passed(nowMs)) {
            effects.add(new Effect.Kill());
        }
        if (deadlines.settle.passed(nowMs)) {
            die();
        }
    }

    private void kill(Cause cause, String reason) {
        death.because(cause, reason);
        effects.add(new Effect.Kill());
    }

    private void die() {
        tellFinished();
        dead = true;
        deadlines.clear();
        tell(death.verdict());
        effects.add(new Effect.Release());
    }

    private void tell(KernelEvent event) {
        effects.add(new Effect.Tell(event));
    }
}
