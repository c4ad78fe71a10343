package org.anode.schema.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anode.schema.Bytes;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.anode.schema.ledger.LedgerRecord.ControlKind;
import org.anode.schema.ledger.LedgerRecord.FinishState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ExecutionViewTest {
    private final World world = new World();
    private final World.Writer ada = world.full("ada");
    private final World.Writer bob = world.full("bob");

    @Test
    @DisplayName("a run goes pending, assigned, executing, ok; its host, count, time and end of outputs show (EX-16)")
    void lifeOfARun() {
        bob.toHost("e1", 1, ada);
        assertEquals(RunState.PENDING, world.state("e1"));
        assertEquals(List.of(world.run("e1")), world.view.waitingFor(ada.device));
        ada.session("s1", "all", 1);
        ada.assigned("e1", "s1");
        assertEquals(RunState.ASSIGNED, world.state("e1"));
        assertEquals(List.of(), world.view.waitingFor(ada.device));
        assertEquals(List.of("e1"), world.queue("s1"));
        ada.started("e1", "s1", 7);
        assertEquals(RunState.EXECUTING, world.state("e1"));
        assertEquals(List.of(), world.queue("s1"));
        ada.finished("e1", FinishState.OK);
        var run = world.run("e1");
        assertEquals(RunState.OK, run.state());
        assertEquals(Optional.of(ada.device), run.ranOn());
        assertEquals(Optional.of(new SessionId("s1")), run.session());
        assertEquals(7, run.count().orElseThrow());
        assertEquals(5, run.tookMs().orElseThrow());
        assertEquals(1, run.outputsEnd().orElseThrow());
        assertEquals(bob.device, run.requester().device());
    }

    @Test
    @DisplayName("EX-1 a request that names a host counts that host's answer alone")
    void namedHostOnly() {
        bob.session("s2", "all", 2);
        bob.toHost("e1", 1, ada);
        bob.assigned("e1", "s2");
        bob.ran("e1", "s2", FinishState.OK);
        assertEquals(RunState.PENDING, world.state("e1"));
    }

    @Test
    @DisplayName("EX-1 an open request run on both sides of a partition has one winner: finished, executing, assigned")
    void partition() {
        var eve = world.full("eve");
        eve.request("e1", 1);
        ada.session("s9", "all", 1);
        ada.assigned("e1", "s9");
        bob.session("s5", "all", 1);
        bob.assigned("e1", "s5");
        assertEquals("s5", world.run("e1").session().orElseThrow().value(), "both assigned: the lowest session");
        ada.started("e1", "s9", 1);
        assertEquals("s9", world.run("e1").session().orElseThrow().value(), "executing beats assigned");
        bob.ran("e1", "s5", FinishState.ERROR);
        assertEquals("s5", world.run("e1").session().orElseThrow().value(), "finished beats executing");
        assertEquals(RunState.ERROR, world.state("e1"));
        var also = world.run("e1").alsoRan();
        assertEquals(List.of(ada.device), also.stream().map(Attempt::host).toList());
        ada.finished("e1", FinishState.OK);
        assertEquals("s5", world.run("e1").session().orElseThrow().value(), "both finished: the lowest session");
    }

    @Test
    @DisplayName("EX-1 VIEW-7 a cancelled assignment on one side does not hide the run of the other")
    void cancelledSideLoses() {
        world.full("eve").request("e1", 1);
        ada.session("s1", "all", 1);
        ada.assigned("e1", "s1");
        ada.finished("e1", FinishState.CANCELLED);
        assertEquals(RunState.CANCELLED, world.state("e1"));
        bob.session("s2", "all", 1);
        bob.assigned("e1", "s2");
        bob.started("e1", "s2", 1);
        assertEquals(RunState.EXECUTING, world.state("e1"));
    }

    @Test
    @DisplayName("EX-3 a request goes to the session for all if there is one, else to one's own")
    void target() {
        ada.session("s1", "own/ada", 1);
        assertEquals("s1", world.view.currentFor("ada").orElseThrow().id().value());
        assertEquals(Optional.empty(), world.view.currentFor("bob"));
        bob.session("s2", "all", 1);
        assertEquals("s2", world.view.currentFor("ada").orElseThrow().id().value());
    }

    @Test
    @DisplayName("EX-4 current is the highest generation, then the lowest id, among those that have not ended")
    void current() {
        ada.session("s1", "all", 1);
        bob.session("s3", "all", 2);
        world.full("eve").session("s2", "all", 2);
        assertEquals("s2", world.view.current("all").orElseThrow().id().value());
        assertTrue(world.view.isDetached(world.session("s3")));
        assertFalse(world.view.isDetached(world.session("s2")));
        bob.ended("s3", "done");
        assertFalse(world.view.isDetached(world.session("s3")), "ended, not detached");
        assertEquals(Optional.of("done"), world.session("s3").ended());
    }

    @Test
    @DisplayName("EX-4 a later start of the same grant ends its sessions")
    void laterStartEnds() {
        ada.session("s1", "all", 1);
        ada.startedAgain().request("e9", 5);
        assertFalse(world.session("s1").live());
        assertFalse(world.session("s1").endWritten());
        assertEquals(Optional.empty(), world.view.current("all"));
    }

    @Test
    @DisplayName("EX-4 a revocation ends the sessions of the grant")
    void revocationEnds() {
        ada.session("s1", "all", 1);
        bob.pinned("e1", 1, "s1");
        world.revoke(ada);
        assertFalse(world.session("s1").live());
        assertEquals(RunState.CANCELLED, world.state("e1"));
    }

    @Test
    @DisplayName("EX-5 a request pinned to a session is assigned by that, before its session is known it is pending")
    void pinned() {
        bob.pinned("e1", 3, "s1");
        assertEquals(RunState.PENDING, world.state("e1"));
        ada.session("s1", "all", 1);
        assertEquals(RunState.ASSIGNED, world.state("e1"));
        assertEquals(List.of("e1"), world.queue("s1"));
    }

    @Test
    @DisplayName("EX-6 a request that names nobody is open until somebody assigns it")
    void open() {
        bob.request("e1", 3);
        assertEquals(List.of(world.run("e1")), world.view.open());
        ada.session("s1", "all", 1);
        ada.assigned("e1", "s1");
        assertEquals(List.of(), world.view.open());
    }

    @Test
    @DisplayName("EX-7 pinned to a session that ended without a start: cancelled, in every view, without a record")
    void derivedCancel() {
        ada.session("s1", "all", 1);
        bob.pinned("e1", 1, "s1");
        ada.ended("s1", "the kernel died");
        assertEquals(RunState.CANCELLED, world.state("e1"));
        assertTrue(world.run("e1").reason().orElseThrow().contains("the kernel died"));
        bob.pinned("e2", 2, "s1");
        assertEquals(RunState.CANCELLED, world.state("e2"), "also when it arrives later");
    }

    @Test
    @DisplayName("EX-8 at start-up a node ends its former sessions and settles everything in one change")
    void settlementAtStart() {
        ada.session("s1", "all", 1);
        bob.pinned("e1", 1, "s1");
        bob.pinned("e2", 2, "s1");
        bob.pinned("e3", 3, "s1");
        ada.ran("e1", "s1", FinishState.OK);
        ada.started("e2", "s1", 2);
        var now = ada.startedAgain();
        var records = Settlement.atStart(world.view, now.ledger, _ -> 4);
        records.forEach(now::write);
        assertEquals(3, records.size());
        assertEquals(RunState.OK, world.state("e1"));
        assertEquals(RunState.LOST, world.state("e2"));
        assertEquals(4, world.run("e2").outputsEnd().orElseThrow());
        assertEquals(RunState.CANCELLED, world.state("e3"));
        assertTrue(world.session("s1").endWritten());
        assertEquals(List.of(), Settlement.atStart(world.view, now.startedAgain().ledger, _ -> 0), "once is enough");
        assertEquals(List.of(), world.view.unsettled(new SessionId("s1")));
    }

    @Test
    @DisplayName("EX-8 VIEW-2 the word of the session's own ledger wins over that of a later start")
    void ownWordWins() {
        ada.session("s1", "all", 1);
        bob.pinned("e1", 1, "s1");
        var later = ada.startedAgain();
        later.finished("e1", FinishState.LOST);
        later.ended("s1", "started again");
        assertEquals(RunState.LOST, world.state("e1"));
        ada.ran("e1", "s1", FinishState.OK);
        ada.ended("s1", "by itself");
        assertEquals(RunState.OK, world.state("e1"));
        assertEquals(Optional.of("by itself"), world.session("s1").ended());
    }

    @Test
    @DisplayName("EX-8 a finish in an earlier start, or of another grant, does not count")
    void strangersFinish() {
        var later = ada.startedAgain();
        later.session("s1", "all", 1);
        bob.pinned("e1", 1, "s1");
        ada.finished("e1", FinishState.OK);
        bob.finished("e1", FinishState.OK);
        bob.started("e1", "s1", 1);
        assertEquals(RunState.ASSIGNED, world.state("e1"));
    }

    @Test
    @DisplayName("EX-11 cancel names one execution; what has started is past it")
    void cancel() {
        ada.session("s1", "all", 1);
        bob.pinned("e1", 1, "s1");
        bob.pinned("e2", 2, "s1");
        ada.started("e1", "s1", 1);
        bob.cancel("e1", 3);
        bob.cancel("e2", 4);
        bob.pinned("e3", 5, "s1");
        assertEquals(RunState.EXECUTING, world.state("e1"));
        assertEquals(RunState.CANCELLED, world.state("e2"));
        assertEquals(RunState.ASSIGNED, world.state("e3"));
        assertEquals(List.of("e3"), world.queue("s1"));
        bob.control(ControlKind.INTERRUPT, "e1", null, 6);
        assertTrue(world.run("e1").interruptAsked());
        assertFalse(world.run("e3").interruptAsked());
    }

    @Test
    @DisplayName("EX-12 an error cancels the rest of its batch, members that arrive later too, nothing else")
    void batch() {
        ada.session("s1", "all", 1);
        bob.batch("e1", 1, "s1", "b1");
        bob.batch("e2", 2, "s1", "b1");
        bob.batch("e3", 3, "s1", "b2");
        ada.batch("e4", 4, "s1", "b1");
        ada.ran("e1", "s1", FinishState.ERROR);
        bob.batch("e5", 5, "s1", "b1");
        assertEquals(RunState.CANCELLED, world.state("e2"));
        assertEquals(RunState.CANCELLED, world.state("e5"));
        assertEquals(List.of("e3", "e4"), world.queue("s1"), "another batch, and a batch of another author");
    }

    @Test
    @DisplayName("EX-13 the end of a session settles everything assigned in the same change")
    void crash() {
        ada.session("s1", "all", 1);
        bob.pinned("e1", 1, "s1");
        bob.toHost("e2", 2, ada);
        ada.assigned("e2", "s1");
        ada.started("e1", "s1", 1);
        var settlement = Settlement.of(world.view, world.session("s1"), "out of memory", _ -> 0);
        settlement.forEach(ada::write);
        assertEquals(RunState.LOST, world.state("e1"));
        assertEquals(RunState.CANCELLED, world.state("e2"));
        assertEquals(Optional.of("out of memory"), world.run("e1").reason());
        assertEquals(Optional.of("out of memory"), world.session("s1").ended());
    }

    @Test
    @DisplayName("EX-13 VIEW-3 no run stays executing once its session ended, even without a record")
    void neverStuck() {
        ada.session("s1", "all", 1);
        bob.pinned("e1", 1, "s1");
        ada.started("e1", "s1", 1);
        ada.startedAgain().request("e9", 9);
        assertEquals(RunState.LOST, world.state("e1"));
        ada.finished("e1", FinishState.OK);
        assertEquals(RunState.OK, world.state("e1"), "the host's own word says it better");
    }

    @Test
    @DisplayName("EX-14 the same execution id seen any number of times is one run")
    void sameIdOnce() {
        ada.session("s1", "all", 1);
        bob.pinned("e1", 1, "s1");
        var before = world.view.runs();
        world.records.stream()
                .toList()
                .forEach(r -> assertEquals(Set.of(), world.view.add(r).runs()));
        assertEquals(before, world.view.runs());
        assertEquals(List.of("e1"), world.queue("s1"));
    }

    @Test
    @DisplayName("EX-15 a session's queue is in (seq, execId) order, whatever order requests arrive in")
    void order() {
        ada.session("s1", "all", 1);
        bob.pinned("e3", 7, "s1");
        bob.pinned("e2", 7, "s1");
        bob.pinned("e9", 2, "s1");
        assertEquals(List.of("e9", "e2", "e3"), world.queue("s1"));
    }

    @Test
    @DisplayName("EX-18 a refusal is a finish record of the named host, without a session")
    void refusal() {
        bob.toHost("e1", 1, ada);
        bob.finished("e1", FinishState.REFUSED);
        assertEquals(RunState.PENDING, world.state("e1"), "only the named host can refuse");
        ada.finished("e1", FinishState.REFUSED);
        assertEquals(RunState.REFUSED, world.state("e1"));
        assertEquals(Optional.empty(), world.run("e1").ranOn());
    }

    @Test
    @DisplayName("EX-19 one's own scope needs edit, others' scopes and computers need run, nobody else is heard")
    void rightsOfRequests() {
        var editor = world.member("editor", true, false, true);
        var viewer = world.member("viewer", false, false, false);
        ada.session("s1", "all", 1);
        editor.session("s2", "own/editor", 1);
        editor.pinned("e1", 1, "s1");
        editor.pinned("e2", 2, "s2");
        editor.toHost("e3", 3, ada);
        editor.toHost("e4", 4, editor);
        viewer.request("e5", 5);
        editor.request("e6", 6);
        ada.assigned("e6", "s1");
        assertEquals(
                List.of("e2", "e4", "e6"),
                world.view.runs().stream().map(r -> r.exec().value()).toList());
        assertEquals(RunState.PENDING, world.state("e6"), "a session for all does not serve who may not run");
    }

    @Test
    @DisplayName("EX-19 cancel and interrupt of others' runs need run; of one's own, edit")
    void rightsOfControls() {
        var editor = world.member("editor", true, false, true);
        ada.session("s1", "all", 1);
        editor.session("s2", "own/editor", 1);
        bob.pinned("e1", 1, "s1");
        editor.pinned("e2", 2, "s2");
        editor.cancel("e1", 3);
        editor.cancel("e2", 4);
        assertEquals(RunState.ASSIGNED, world.state("e1"));
        assertEquals(RunState.CANCELLED, world.state("e2"));
        bob.cancel("e1", 5);
        assertEquals(RunState.CANCELLED, world.state("e1"));
    }

    @Test
    @DisplayName("EX-19 VIEW-5 restart and shutdown need run, except of a session of one's own")
    void rightsOfRestart() {
        var editor = world.member("editor", true, false, true);
        ada.session("s1", "all", 1);
        editor.session("s2", "own/editor", 1);
        editor.control(ControlKind.RESTART, null, "s1", 1);
        editor.control(ControlKind.SHUTDOWN, null, "s2", 2);
        assertEquals(Set.of(), world.view.asked(world.session("s1")));
        assertEquals(Set.of(ControlKind.SHUTDOWN), world.view.asked(world.session("s2")));
        bob.control(ControlKind.RESTART, null, "s1", 3);
        assertEquals(Set.of(ControlKind.RESTART), world.view.asked(world.session("s1")));
    }

    @Test
    @DisplayName("EX-19 sessions, assignments, starts and finishes need host")
    void rightsOfHosts() {
        var guest = world.member("guest", true, true, false);
        guest.session("s1", "all", 1);
        ada.request("e1", 1);
        guest.assigned("e1", "s1");
        guest.ran("e1", "s1", FinishState.OK);
        assertEquals(Optional.empty(), world.view.session(new SessionId("s1")));
        assertEquals(RunState.PENDING, world.state("e1"));
    }

    @Test
    @DisplayName("EX-19 VIEW-1 nobody takes over a session whose id names another's grant")
    void sessionsOfOthers() {
        boolean adaIsLower = ada.ledger.compareTo(bob.ledger) < 0;
        var low = adaIsLower ? ada : bob;
        var high = adaIsLower ? bob : ada;
        var id = SessionId.of(high.ledger.grant(), Bytes.wrap(new byte[SessionId.NONCE_BYTES]))
                .value();
        high.session(id, "all", 1);
        low.session(id, "all", 9);
        low.ended(id, "so says who does not hold it");
        var session = world.session(id);
        assertEquals(high.ledger, session.ledger());
        assertEquals(1, session.generation());
        assertTrue(session.live());
    }

    @Test
    @DisplayName("EX-19 a later change of rights is followed")
    void rightsChange() {
        var guest = world.member("guest", true, true, false);
        guest.session("s1", "all", 1);
        guest.pinned("e1", 1, "s1");
        assertEquals(RunState.PENDING, world.state("e1"));
        world.member("guest", true, true, true);
        world.view.rightsChanged();
        assertEquals(RunState.ASSIGNED, world.state("e1"));
    }

    @Test
    @DisplayName("EX-19 VIEW-6 a sequence out of reach does not count until what lies between is known")
    void climbing() {
        ada.session("s1", "all", 1);
        bob.pinned("e1", Climb.STEP_MAX + 10, "s1");
        assertEquals(Optional.empty(), world.view.run(new ExecId("e1")));
        assertEquals(1, world.view.nextSeq(ada.ledger));
        bob.pinned("e2", 10, "s1");
        assertEquals(List.of("e2", "e1"), world.queue("s1"));
        assertEquals(Climb.STEP_MAX + 11, world.view.nextSeq(bob.ledger));
        assertEquals(Climb.STEP_MAX, world.view.nextSeq(ada.ledger), "within its own reach");
    }

    @Test
    @DisplayName("EX-19 a generation out of reach takes no scope")
    void generations() {
        ada.session("s1", "all", 1L << 50);
        assertEquals(Optional.empty(), world.view.current("all"));
        bob.session("s2", "all", 1);
        assertEquals("s2", world.view.current("all").orElseThrow().id().value());
        assertEquals(2, world.view.nextGeneration("all", bob.ledger));
        bob.write(new LedgerRecord.Bid("b1", "all", 5, "graalpy"));
        assertEquals(6, world.view.nextGeneration("all", ada.ledger));
        assertEquals(1, world.view.nextGeneration("own/ada", ada.ledger));
    }

    @Test
    @DisplayName("a cell shows the run of its latest request, or nothing after a later clear")
    void shownRun() {
        assertEquals("nothing", world.shown());
        bob.request("e1", 1);
        bob.request("e2", 2);
        assertEquals("e2", world.shown());
        ada.clear(2);
        assertEquals("e2", world.shown(), "a clear with the same sequence and a lower id came before");
        ada.clear(3);
        assertEquals("nothing", world.shown());
        bob.request("e4", 4);
        assertEquals("e4", world.shown());
        world.member("viewer", false, true, true).clear(9);
        assertEquals("e4", world.shown(), "who may not edit may not clear");
    }

    @Test
    @DisplayName("VIEW-4 a run that came with a file is finished by its own ledger, with the right to edit")
    void fromFile() {
        var editor = world.member("editor", true, false, false);
        editor.fromFile("e1", 1);
        editor.started("e1", "f1", 12);
        ada.finished("e1", FinishState.ERROR);
        assertEquals(RunState.PENDING, world.state("e1"));
        editor.finished("e1", FinishState.OK);
        assertEquals(RunState.OK, world.state("e1"));
        assertEquals(12, world.run("e1").count().orElseThrow());
        assertEquals(Optional.of(new SessionId("f1")), world.run("e1").session());
        assertEquals(List.of(), world.view.open());
        editor.fromFile("e2", 2, "f2");
        editor.finished("e2", FinishState.OK);
        assertEquals(Optional.of(new SessionId("f2")), world.run("e2").session(), "without an execution count");
        assertTrue(world.run("e2").count().isEmpty());
    }

    @Test
    @DisplayName("outputs are dropped by their writer's word alone")
    void dropped() {
        ada.session("s1", "all", 1);
        bob.control(ControlKind.DROPPED, null, "s1", 1);
        assertFalse(world.session("s1").outputsDropped());
        ada.control(ControlKind.DROPPED, null, "s1", 2);
        assertTrue(world.session("s1").outputsDropped());
    }
}
