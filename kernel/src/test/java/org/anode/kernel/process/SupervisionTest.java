package org.anode.kernel.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.anode.kernel.KernelCommand;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.KernelEvent.Cause;
import org.anode.kernel.KernelEvent.Status;
import org.anode.kernel.frame.Frame;
import org.anode.kernel.process.Supervision.Effect;
import org.anode.kernel.process.Supervision.Input;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupervisionTest {
    private static final int SIGKILL = 137;
    private final Supervision supervision = new Supervision(512, false, 0);
    private final List<Effect> effects = new ArrayList<>();
    private long nowMs;

    @Test
    void readySaysHowLongItTookFromTheSpawnOn() {
        nowMs = 1_500;
        heard(new KernelEvent.Ready("python", "3.12", true, 3));
        assertEquals(List.of(new KernelEvent.Ready("python", "3.12", true, 1_500)), told());
    }

    @Test
    void whatAProcessComplainsOfBeforeItIsReadyIsNoOutputOfTheCellThatWaits() {
        run("r1");
        on(new Input.Wrote("stderr", "[error][aot] no cache"));
        assertEquals(List.of(), told());
        heard(new KernelEvent.Ready("python", "3.12", true, 3));
        on(new Input.Wrote("stderr", "from the cell"));
        assertEquals(new KernelEvent.Stream("r1", "stderr", "from the cell"), told().getLast());
    }

    @Test
    void aRunIsFinishedOnlyWhenItsRawOutputIsThere() {
        ready();
        effects.clear();
        run("r1");
        heard(new KernelEvent.Finished("r1", Status.OK, 7));
        assertEquals(List.of(), told());
        on(new Input.Wrote("stdout", "from a subprocess"));
        on(new Input.Marked("stdout"));
        assertEquals(List.of(new KernelEvent.Stream("r1", "stdout", "from a subprocess")), told());
        on(new Input.Marked("stderr"));
        assertEquals(new KernelEvent.Finished("r1", Status.OK, 7), told().getLast());
    }

    @Test
    void aMarkThatNeverComesDelaysARunForAMomentOnly() {
        run("r1");
        heard(new KernelEvent.Finished("r1", Status.OK, 7));
        pass(Supervision.MARK_MS_MAX);
        assertEquals(List.of(new KernelEvent.Finished("r1", Status.OK, 7)), told());
    }

    @Test
    void marksThatStayedAwayAreNotAwaitedLongUntilTheyComeAgain() {
        finish("r1", Supervision.MARK_MS_MAX);
        finish("r2", Supervision.MARK_MS_MAX_AGAIN);
        assertEquals(2, told().size());
        for (var mark = 0; mark < 2; mark++) {
            on(new Input.Marked("stdout"));
            on(new Input.Marked("stderr"));
        }
        finish("r3", Supervision.MARK_MS_MAX - 1);
        assertEquals(2, told().size());
    }

    private void finish(String run, long waitMs) {
        run(run);
        heard(new KernelEvent.Finished(run, Status.OK, 7));
        pass(waitMs);
    }

    @Test
    void noMarkIsAwaitedOfOutputThatIsAtItsEnd() {
        run("r1");
        on(new Input.EndOfOutput("stdout"));
        heard(new KernelEvent.Finished("r1", Status.OK, 7));
        assertEquals(List.of(), told());
        on(new Input.EndOfOutput("stderr"));
        assertEquals(List.of(new KernelEvent.Finished("r1", Status.OK, 7)), told());
    }

    @Test
    @DisplayName("EX-11 an interrupt names the run it means, and without a run there is none")
    void interruptNamesItsRun() {
        on(new Input.InterruptAsked());
        assertEquals(List.of(), effects);
        run("r1");
        effects.clear();
        on(new Input.InterruptAsked());
        assertEquals(List.of(new Effect.Send(new Frame.Interrupt("r1"))), effects);
    }

    @Test
    void theLadderInterruptsAgainAndThenKills() {
        ready();
        run("r1");
        on(new Input.InterruptAsked());
        for (var step = 0; step < Supervision.INTERRUPT_STEPS_MS.size(); step++) {
            assertEquals(step + 1, interruptsSent());
            pass(Supervision.INTERRUPT_STEPS_MS.get(step) - 1);
            assertEquals(0, kills());
            pass(1);
        }
        assertEquals(Supervision.INTERRUPT_STEPS_MS.size(), interruptsSent());
        assertEquals(1, kills());
        die(SIGKILL);
        assertEquals(Cause.UNRESPONSIVE, death().cause());
        assertTrue(death().reason().contains("state is lost"));
        assertTrue(nowMs <= 10_000, "within 10 s");
    }

    @Test
    void aRunThatEndsInTimeStopsTheLadder() {
        run("r1");
        on(new Input.InterruptAsked());
        heard(new KernelEvent.Finished("r1", Status.INTERRUPTED, 7));
        pass(60_000);
        assertEquals(1, interruptsSent());
        assertEquals(0, kills());
    }

    @Test
    @DisplayName("EX-13 what arrived before the end is told before it, and the end once")
    void deathIsToldOnceAndLast() {
        ready();
        run("r1");
        on(new Input.HungUp());
        on(new Input.Exited(SIGKILL));
        heard(new KernelEvent.Stream("r1", "stdout", "last words"));
        pass(Supervision.SETTLE_MS_MAX);
        heard(new KernelEvent.Stream("r1", "stdout", "too late"));
        on(new Input.CloseAsked());
        assertEquals(
                List.of("Ready", "Stream", "Died"),
                told().stream().map(it -> it.getClass().getSimpleName()).toList());
        assertEquals(Cause.KILLED, death().cause());
        assertEquals(new Effect.Release(), effects.getLast());
        assertTrue(supervision.deadlineMs().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    @DisplayName("EX-13 the end is told at once when the process, its socket and its output are all at their ends")
    void deathIsToldWhenNothingMoreCanCome(int first) {
        ready();
        run("r1");
        var ends = new ArrayList<>(allEnds(SIGKILL));
        Collections.rotate(ends, first);
        ends.subList(0, 3).forEach(this::on);
        assertFalse(told().getLast() instanceof KernelEvent.Died);
        on(ends.getLast());
        assertEquals(Cause.KILLED, death().cause());
        assertEquals(new Effect.Release(), effects.getLast());
    }

    @Test
    @DisplayName("EX-13 frames that are read long after the end are told before it")
    void framesThatComeLate() {
        on(new Input.Exited(SIGKILL));
        on(new Input.EndOfOutput("stdout"));
        on(new Input.EndOfOutput("stderr"));
        pass(Supervision.SETTLE_MS_MAX - 1);
        ready();
        pass(Supervision.SETTLE_MS_MAX - 1);
        heard(new KernelEvent.Stream("r1", "stdout", "last words"));
        on(new Input.HungUp());
        assertEquals(
                List.of("Ready", "Stream", "Died"),
                told().stream().map(it -> it.getClass().getSimpleName()).toList());
        assertEquals(Cause.KILLED, death().cause(), "it had started, if it was heard late");
    }

    @Test
    @DisplayName("EX-13 the end is told in time even if something the process left behind writes on and on")
    void endlessOutputAfterTheEnd() {
        ready();
        run("r1");
        on(new Input.Exited(SIGKILL));
        on(new Input.HungUp());
        for (var ms = 0; ms < Supervision.SETTLE_MS_MAX; ms += 100) {
            on(new Input.Wrote("stdout", "still here"));
            pass(100);
        }
        assertEquals(Cause.KILLED, death().cause());
        assertEquals(new Effect.Release(), effects.getLast());
    }

    @Test
    @DisplayName("EX-13 running out of memory says so and names the limit")
    void outOfMemory() {
        ready();
        run("r1");
        on(new Input.Exited(3));
        on(new Input.HungUp());
        on(new Input.EndOfOutput("stderr"));
        pass(Supervision.SETTLE_MS_MAX - 1);
        on(new Input.Wrote("stdout", "Terminating due to java.lang.OutOfMemoryError: Java heap space\n"));
        on(new Input.EndOfOutput("stdout"));
        assertEquals(Cause.OUT_OF_MEMORY, death().cause());
        assertTrue(death().reason().contains("512 MiB"));
    }

    @Test
    void aCellThatExitsWithThatCodeIsNoOutOfMemory() {
        ready();
        run("r1");
        die(3);
        assertEquals(Cause.EXITED, death().cause());
    }

    @Test
    @DisplayName("EX-13 a process that ends before it is ready is a launch failure with its own words")
    void launchFailure() {
        on(new Input.Wrote("stderr", "Error: Could not find or load main class\n"));
        die(1);
        assertEquals(Cause.LAUNCH_FAILED, death().cause());
        assertTrue(death().reason().contains("Could not find or load main class"));
    }

    @Test
    @DisplayName("EX-13 a process that never gets ready is killed and reported")
    void launchTimeout() {
        pass(Supervision.LAUNCH_MS_MAX);
        assertEquals(1, kills());
        die(SIGKILL);
        assertEquals(Cause.LAUNCH_FAILED, death().cause());
        assertTrue(death().reason().contains("120 s"));
    }

    @Test
    void aProcessThatClosesItsSocketAndStaysIsKilled() {
        ready();
        on(new Input.HungUp());
        assertEquals(0, kills());
        pass(Supervision.HANG_UP_MS_MAX);
        assertEquals(1, kills());
    }

    @Test
    void closingKillsAndSaysClosed() {
        ready();
        on(new Input.CloseAsked());
        die(SIGKILL);
        assertEquals(Cause.CLOSED, death().cause());
    }

    private void on(Input input) {
        effects.addAll(supervision.on(input, nowMs));
    }

    private void heard(KernelEvent event) {
        on(new Input.Heard(new Frame.Event(event)));
    }

    private void ready() {
        heard(new KernelEvent.Ready("python", "3.12", true, 3));
    }

    private void run(String run) {
        on(new Input.Asked(new KernelCommand.Execute(run, "Cell 1", "pass", 1)));
    }

    private void die(int code) {
        allEnds(code).forEach(this::on);
    }

    private static List<Input> allEnds(int code) {
        return List.of(
                new Input.Exited(code),
                new Input.HungUp(),
                new Input.EndOfOutput("stdout"),
                new Input.EndOfOutput("stderr"));
    }

    private void pass(long ms) {
        nowMs += ms;
        on(new Input.Ticked());
    }

    private List<KernelEvent> told() {
        return effects.stream()
                .filter(Effect.Tell.class::isInstance)
                .map(effect -> ((Effect.Tell) effect).event())
                .toList();
    }

    private KernelEvent.Died death() {
        return (KernelEvent.Died) told().getLast();
    }

    private long interruptsSent() {
        return effects.stream()
                .filter(effect -> effect instanceof Effect.Send(Frame.Interrupt interrupt))
                .count();
    }

    private long kills() {
        return effects.stream().filter(Effect.Kill.class::isInstance).count();
    }
}
