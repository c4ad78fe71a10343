package org.anode.node.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.anode.kernel.KernelEvent.Status;
import org.anode.node.host.HostEffect.CloseKernel;
import org.anode.node.host.HostEffect.Execute;
import org.anode.node.host.HostEffect.InterruptKernel;
import org.anode.node.host.HostEffect.StartKernel;
import org.anode.node.host.HostEffect.Write;
import org.anode.node.host.HostEvent.ControlMerged;
import org.anode.node.host.HostEvent.KernelDied;
import org.anode.node.host.HostEvent.KernelReady;
import org.anode.node.host.HostEvent.NodeStopping;
import org.anode.node.host.HostEvent.OutputsStored;
import org.anode.node.host.HostEvent.RequestMerged;
import org.anode.node.host.HostEvent.RunEnded;
import org.anode.node.host.HostEvent.SourceArrived;
import org.anode.node.host.HostEvent.Ticked;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.anode.schema.ledger.LedgerRecord.Assignment;
import org.anode.schema.ledger.LedgerRecord.Control;
import org.anode.schema.ledger.LedgerRecord.ControlKind;
import org.anode.schema.ledger.LedgerRecord.Ended;
import org.anode.schema.ledger.LedgerRecord.FinishState;
import org.anode.schema.ledger.LedgerRecord.Finished;
import org.anode.schema.ledger.LedgerRecord.Request;
import org.anode.schema.ledger.LedgerRecord.Session;
import org.anode.schema.ledger.LedgerRecord.Started;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class HostMachineTest {
    private static final long IDLE_MS = 1_800_000;
    private static final DeviceId ME = device("me");
    private static final SessionId S1 = new SessionId("s1");
    private static final SessionId S2 = new SessionId("s2");

    private static final List<Status> STATUSES = List.of(Status.values());

    private int sessions;
    private final HostMachine host = new HostMachine(
            ME,
            "own/me",
            () -> new SessionId("s" + ++sessions),
            () -> 4 + sessions,
            new HashSet<>(Set.of(exec("old"))),
            IDLE_MS);
    private long now = 1_000;

    @Test
    @DisplayName("EX-5 EX-8 the first request that names this host opens a session, synced before its kernel starts")
    void opens() {
        var effects = request("a", 1);
        assertEquals(
                List.of(
                        new Write(
                                List.of(
                                        new Session(S1, "own/me", 4, "graalpy", "owner"),
                                        new Assignment(exec("a"), S1)),
                                true),
                        new StartKernel(S1)),
                effects);
    }

    @Test
    @DisplayName("EX-8 the started record is written, unsynced, before the source is handed over")
    void startedBeforeSource() {
        request("a", 1);
        assertEquals(
                List.of(
                        new Write(List.of(new Started(exec("a"), S1, 1)), false),
                        new Execute(S1, exec("a"), "Cell a", text("a"), 1)),
                on(new KernelReady(S1)));
    }

    @Test
    @DisplayName("EX-5 a request to an idle session is assigned and started in the turn in which it merged")
    void startsAtOnce() {
        idle();
        assertEquals(
                List.of(
                        new Write(List.of(new Assignment(exec("b"), S1), new Started(exec("b"), S1, 2)), false),
                        new Execute(S1, exec("b"), "Cell b", text("b"), 2)),
                request("b", 2));
    }

    @Test
    @DisplayName(
            "EX-5 a request for another host, an open one, or one for a session that is not open here is left alone")
    void notMine() {
        idle();
        assertEquals(List.of(), merge(named("x", 2, Optional.of(device("other")), Optional.empty(), Optional.empty())));
        assertEquals(List.of(), merge(named("y", 3, Optional.empty(), Optional.empty(), Optional.empty())));
        assertEquals(List.of(), merge(named("z", 4, Optional.empty(), Optional.of(S2), Optional.empty())));
    }

    @Test
    @DisplayName("EX-14 the same execution id seen any number of times runs once")
    void once() {
        request("a", 1);
        var executed = new ArrayList<ExecId>();
        var random = new Random(14);
        for (int i = 0; i < 200; i++) {
            var again = exec("" + (char) ('a' + random.nextInt(5)));
            for (var effect : random.nextBoolean() ? merge(to(again.value(), 9)) : endRunningOrStart())
                if (effect instanceof Execute run) executed.add(run.exec());
        }
        assertEquals(Set.copyOf(executed).size(), executed.size(), "each ran once: " + executed);
        assertEquals(5, executed.size());
    }

    @Test
    @DisplayName("EX-14 what a former start took up is not run again")
    void notAfterRestart() {
        assertEquals(List.of(), request("old", 1));
    }

    @Test
    @DisplayName("EX-15 what waits runs in the order of (seq, execId)")
    void order() {
        request("first", 1);
        request("late", 9);
        request("b", 5);
        request("a", 5);
        request("early", 2);
        var order = new ArrayList<String>();
        collect(order, on(new KernelReady(S1)));
        while (host.running().isPresent()) collect(order, finish(Status.OK));
        assertEquals(List.of("first", "early", "a", "b", "late"), order);
    }

    @Test
    @DisplayName("EX-2 a text with another hash is not run: hash-mismatch")
    void hashMismatch() {
        var effects = on(new RequestMerged(to("a", 1), new Source.Found("Cell a", "something else")));
        assertFinished(effects, "a", FinishState.ERROR, "hash-mismatch");
    }

    @Test
    @DisplayName("EX-2 a cell that is not there: no-such-cell")
    void noSuchCell() {
        assertFinished(
                on(new RequestMerged(to("a", 1), new Source.NoSuchCell())), "a", FinishState.ERROR, "no-such-cell");
    }

    @Test
    @DisplayName("EX-2 the host waits 10 s for the heads, no less and no more: source-not-available")
    void headsWait() {
        assertEquals(List.of(), on(new RequestMerged(to("a", 1), new Source.NotYet())));
        assertEquals(OptionalLong.of(11_000), host.nextTickMs());
        now = 10_999;
        assertEquals(List.of(), on(new Ticked()));
        now = 11_000;
        assertFinished(on(new Ticked()), "a", FinishState.ERROR, "source-not-available");
        assertEquals(OptionalLong.empty(), host.nextTickMs());
    }

    @Test
    @DisplayName("EX-2 heads that come in time let the request run; looking in vain does not prolong the wait")
    void headsArrive() {
        on(new RequestMerged(to("a", 1), new Source.NotYet()));
        now = 5_000;
        on(new SourceArrived(exec("a"), new Source.NotYet()));
        assertEquals(OptionalLong.of(11_000), host.nextTickMs());
        assertInstanceOf(
                StartKernel.class, on(new SourceArrived(exec("a"), found("a"))).getLast());
    }

    @Test
    @DisplayName("EX-16 the finish record carries how many outputs were stored before it")
    void outputsEnd() {
        idle();
        request("b", 2);
        on(new OutputsStored(exec("b"), 3));
        on(new OutputsStored(exec("gone"), 99));
        assertEquals(
                List.of(new Write(
                        List.of(new Finished(exec("b"), FinishState.OK, Optional.empty(), OptionalLong.of(7), 3)),
                        false)),
                on(new RunEnded(S1, exec("b"), Status.OK, 7)));
    }

    @Test
    @DisplayName("EX-12 an error cancels the rest of its batch, also what of it arrives later, nothing else")
    void batch() {
        idle();
        request("b1", 2, "batch");
        request("b2", 3, "batch");
        request("other", 4);
        request("b3", 5, "batch");
        var effects = finish(Status.ERROR);
        assertEquals(List.of("b2", "b3"), settled(effects, FinishState.CANCELLED));
        assertEquals(exec("other"), host.running().orElseThrow());
        assertEquals(List.of("b4"), settled(request("b4", 6, "batch"), FinishState.CANCELLED));
        request("c", 7, "another");
        finish(Status.OK);
        assertEquals(exec("c"), host.running().orElseThrow());
    }

    @Test
    @DisplayName("EX-13 the death of a kernel ends the session and settles everything given to it in one change")
    void death() {
        idle();
        request("running", 2);
        on(new OutputsStored(exec("running"), 2));
        request("queued", 3, "batch");
        now += 500;
        var effects = on(new KernelDied(S1, "The kernel ran out of memory."));
        assertEquals(
                List.of(new Write(
                        List.of(
                                new Ended(S1, "The kernel ran out of memory."),
                                new Finished(
                                        exec("running"),
                                        FinishState.LOST,
                                        Optional.of("The kernel ran out of memory."),
                                        OptionalLong.of(500),
                                        2),
                                new Finished(
                                        exec("queued"),
                                        FinishState.CANCELLED,
                                        Optional.of("The kernel ran out of memory."),
                                        OptionalLong.empty(),
                                        0)),
                        false)),
                effects);
        assertEquals(Optional.empty(), host.session());
    }

    @Test
    @DisplayName("EX-13 a kernel that never came settles what waited for it")
    void launchFailure() {
        request("a", 1);
        request("b", 2);
        var effects = on(new KernelDied(S1, "No Java was found."));
        assertEquals(List.of("a", "b"), settled(effects, FinishState.CANCELLED));
        assertEquals(1, effects.size());
    }

    @Test
    @DisplayName("EX-3 EX-4 after a session has ended the next request opens a new one of a higher generation")
    void newSession() {
        idle();
        on(new KernelDied(S1, "gone"));
        var write = assertInstanceOf(Write.class, request("b", 2).getFirst());
        assertEquals(
                new Session(S2, "own/me", 5, "graalpy", "owner"),
                write.records().getFirst());
    }

    @Test
    @DisplayName("EX-3 what a kernel of an ended session still says changes nothing")
    void staleKernel() {
        idle();
        on(new KernelDied(S1, "gone"));
        request("b", 2);
        assertEquals(List.of(), on(new KernelReady(S1)));
        assertEquals(List.of(), on(new KernelDied(S1, "gone")));
        assertEquals(List.of(), on(new RunEnded(S1, exec("b"), Status.OK, 1)));
        assertEquals(Optional.of(S2), host.session());
    }

    @Test
    @DisplayName("EX-11 an interrupt reaches the execution it names and no other")
    void interrupt() {
        idle();
        request("b", 2);
        request("c", 3);
        assertEquals(List.of(new InterruptKernel(S1)), control(ControlKind.INTERRUPT, "b"));
        finish(Status.INTERRUPTED);
        assertEquals(List.of(), control(ControlKind.INTERRUPT, "b"), "b is over; c must not be hit");
        assertEquals(exec("c"), host.running().orElseThrow());
    }

    @Test
    @DisplayName("EX-11 a cancel takes out what waits, even before its request is known, and leaves what runs alone")
    void cancel() {
        idle();
        request("b", 2);
        request("c", 3);
        assertEquals(List.of(), control(ControlKind.CANCEL, "b"));
        assertEquals(List.of("c"), settled(control(ControlKind.CANCEL, "c"), FinishState.CANCELLED));
        assertEquals(List.of(), control(ControlKind.CANCEL, "later"));
        assertEquals(List.of(), request("later", 4));
    }

    @Test
    @DisplayName("EX-11 a restart names its session: it settles and closes that one, a stale restart does nothing")
    void restart() {
        idle();
        request("b", 2);
        var control = new Control("r", ControlKind.RESTART, Optional.empty(), Optional.of(S1), Optional.empty(), 9);
        var effects = on(new ControlMerged(control));
        assertEquals(List.of("b"), settled(effects, FinishState.LOST));
        assertEquals(new CloseKernel(S1), effects.getLast());
        request("c", 10);
        assertEquals(List.of(), on(new ControlMerged(control)));
        assertEquals(Optional.of(S2), host.session());
    }

    @Test
    @DisplayName("EX-13 a node that stops leaves nothing running or queued")
    void stopping() {
        idle();
        request("b", 2);
        request("c", 3);
        var effects = on(new NodeStopping());
        assertEquals(List.of("b"), settled(effects, FinishState.LOST));
        assertEquals(List.of("c"), settled(effects, FinishState.CANCELLED));
        assertEquals(new CloseKernel(S1), effects.getLast());
        assertEquals(List.of(), on(new NodeStopping()));
    }

    @Test
    @DisplayName("EX-13 whatever happens in whatever order, every request taken up is settled exactly once")
    void alwaysSettled() {
        for (int seed = 0; seed < 300; seed++) new Storm(seed).run();
    }

    /** Random events against a fresh host, then the node stops. */
    private static final class Storm {
        private final Random random;
        private final HostMachine host;
        private final List<ExecId> asked = new ArrayList<>();
        private final List<ExecId> finished = new ArrayList<>();
        private final List<ExecId> started = new ArrayList<>();
        private final long seed;
        private long now;
        private int sessions;

        Storm(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.host = new HostMachine(
                    ME, "all", () -> new SessionId("s" + ++sessions), () -> sessions, new HashSet<>(), 0);
        }

        void run() {
            for (int i = 0; i < 60; i++) carryOut(host.on(event(), now += random.nextInt(2_000)));
            carryOut(host.on(new NodeStopping(), now));
            carryOut(host.on(new Ticked(), now + HostMachine.HEADS_WAIT_MS_MAX));
            assertEquals(asked.size(), finished.size(), "seed " + seed);
            assertEquals(Set.copyOf(asked), Set.copyOf(finished), "seed " + seed);
            assertEquals(Set.copyOf(started).size(), started.size(), "seed " + seed);
        }

        private void carryOut(List<HostEffect> effects) {
            for (var effect : effects) {
                if (effect instanceof Execute run) started.add(run.exec());
                if (effect instanceof Write write)
                    for (var record : write.records()) if (record instanceof Finished end) finished.add(end.exec());
            }
        }

        private HostEvent event() {
            var session = host.session().orElse(new SessionId("none"));
            var running = host.running().orElse(exec("none"));
            return switch (random.nextInt(9)) {
                case 0, 1, 2 -> {
                    var id = "e" + asked.size();
                    asked.add(exec(id));
                    var batch = random.nextBoolean() ? Optional.of("b" + random.nextInt(3)) : Optional.<String>empty();
                    var request = named(id, random.nextInt(50), Optional.of(ME), Optional.empty(), batch);
                    yield new RequestMerged(request, random.nextInt(4) == 0 ? new Source.NotYet() : found(id));
                }
                case 3 -> new KernelReady(session);
                case 4, 5 -> new RunEnded(session, running, STATUSES.get(random.nextInt(STATUSES.size())), 1);
                case 6 -> random.nextInt(4) == 0 ? new KernelDied(session, "gone") : new Ticked();
                case 7 ->
                    host.waiting().isEmpty()
                            ? new Ticked()
                            : new SourceArrived(
                                    host.waiting().getFirst().id(),
                                    found(host.waiting().getFirst().id().value()));
                default -> {
                    var exec = asked.isEmpty() ? exec("none") : asked.get(random.nextInt(asked.size()));
                    yield new ControlMerged(new Control(
                            "c", ControlKind.CANCEL, Optional.of(exec), Optional.empty(), Optional.empty(), 1));
                }
            };
        }
    }

    private List<HostEffect> on(HostEvent event) {
        return host.on(event, now);
    }

    private List<HostEffect> merge(Request request) {
        return on(new RequestMerged(request, found(request.id().value())));
    }

    private List<HostEffect> request(String id, long seq) {
        return merge(to(id, seq));
    }

    private List<HostEffect> request(String id, long seq, String batch) {
        return merge(named(id, seq, Optional.of(ME), Optional.empty(), Optional.of(batch)));
    }

    private List<HostEffect> control(ControlKind kind, String exec) {
        return on(new ControlMerged(
                new Control("c", kind, Optional.of(exec(exec)), Optional.empty(), Optional.empty(), 99)));
    }

    private List<HostEffect> finish(Status status) {
        return on(new RunEnded(host.session().orElseThrow(), host.running().orElseThrow(), status, 1));
    }

    private List<HostEffect> endRunningOrStart() {
        return host.running().isPresent() ? finish(Status.OK) : on(new KernelReady(S1));
    }

    @Test
    @DisplayName("EX-13 a session that nobody uses ends after its time, and not while it has something to do")
    void idles() {
        idle();
        assertEquals(OptionalLong.of(now + IDLE_MS), host.nextTickMs());
        now += IDLE_MS - 1;
        assertEquals(List.of(), on(new HostEvent.Ticked()));
        on(new HostEvent.Used());
        now += IDLE_MS - 1;
        request("b", 2);
        assertEquals(OptionalLong.empty(), host.nextTickMs());
        now += 2 * IDLE_MS;
        assertEquals(List.of(), on(new HostEvent.Ticked()), "it runs");
        finish(Status.OK);
        now += IDLE_MS;
        assertEquals(
                List.of(new Write(List.of(new Ended(S1, "It was not used for 30 min.")), false), new CloseKernel(S1)),
                on(new HostEvent.Ticked()));
        assertEquals(OptionalLong.empty(), host.nextTickMs());
    }

    /** A session that has run one request. */
    private void idle() {
        request("a", 1);
        on(new KernelReady(S1));
        finish(Status.OK);
    }

    private static void collect(List<String> order, List<HostEffect> effects) {
        for (var effect : effects)
            if (effect instanceof Execute run) order.add(run.exec().value());
    }

    private static List<String> settled(List<HostEffect> effects, FinishState state) {
        var ids = new ArrayList<String>();
        for (var effect : effects)
            if (effect instanceof Write write)
                for (var record : write.records())
                    if (record instanceof Finished end && end.state() == state)
                        ids.add(end.exec().value());
        return ids;
    }

    private static void assertFinished(List<HostEffect> effects, String exec, FinishState state, String code) {
        var write = assertInstanceOf(Write.class, effects.getFirst());
        var end = assertInstanceOf(Finished.class, write.records().getFirst());
        assertEquals(exec(exec), end.exec());
        assertEquals(state, end.state());
        assertTrue(end.reason().orElseThrow().startsWith(code + ":"), end.toString());
        assertEquals(1, effects.size());
    }

    private static Request to(String id, long seq) {
        return named(id, seq, Optional.of(ME), Optional.empty(), Optional.empty());
    }

    private static Request named(
            String id, long seq, Optional<DeviceId> host, Optional<SessionId> session, Optional<String> batch) {
        var hash = new BlobId(Bytes.utf8(text(id)).sha256());
        return new Request(
                exec(id),
                new CellId(id),
                Set.of(),
                hash,
                seq,
                host,
                session,
                batch,
                Optional.empty(),
                Optional.empty());
    }

    private static Source found(String id) {
        return new Source.Found("Cell " + id, text(id));
    }

    private static String text(String id) {
        return "print('" + id + "')";
    }

    private static ExecId exec(String id) {
        return new ExecId(id);
    }

    private static DeviceId device(String name) {
        return new DeviceId(Bytes.utf8(name).sha256());
    }
}
