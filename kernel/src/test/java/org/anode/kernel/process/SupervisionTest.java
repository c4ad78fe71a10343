package org.anode.kernel.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
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
        pass(Supervision.SETTLE_MS);
        heard(new KernelEvent.Stream("r1", "stdout", "too late"));
        on(new Input.CloseAsked());
        assertEquals(
                List.of("Ready", "Stream", "Died"),
                told().stream().map(it -> it.getClass().getSimpleName()).toList());
        assertEquals(Cause.KILLED, death().cause());
        assertEquals(new Effect.Release(), effects.getLast());
        assertTrue(supervision.deadlineMs().isEmpty());
    }

    @Test
    @DisplayName("EX-13 the end is told in time even if something the process left behind writes on and on")
    void endlessOutputAfterTheEnd() {
        ready();
        run("r1");
        on(new Input.Exited(SIGKILL));
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
        on(new Input.Wrote("stdout", "Terminating due to java.lang.OutOfMemoryError: Java heap space\n"));
        die(3);
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
        on(new Input.Exited(code));
        pass(Supervision.SETTLE_MS);
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
