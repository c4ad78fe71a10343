package org.anode.node.kill;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.anode.node.OpenShare;
import org.anode.node.control.Command;
import org.anode.schema.CellId;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.anode.schema.ledger.Run;
import org.anode.schema.ledger.RunState;
import org.anode.schema.ledger.SessionView;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Bela's cells run on Anna's computer, whose node is killed or suspended in each state that a run can have. Real nodes and
 * kernels; every run leaves a mark.
 */
@Timeout(600)
final class TakeoverIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** After a host was heard last, a run there has ended or can be asked for elsewhere. */
    private static final Duration GONE_MAX = Duration.ofSeconds(30);

    private static final int LONG_ROUNDS = 10;

    @TempDir
    static Path folder;

    private static NodeProcess anna;
    private static Peer bela;
    private static DeviceId annas;
    private static String trees;

    private Marks marks;

    @BeforeAll
    static void open() throws Exception {
        startAnna();
        annasDo(new Command.SetPolicy(Optional.empty(), "members", List.of()));
        trees = Peer.done(anna.client().call(new Command.NewNotebook(Optional.of("Trees")), _ -> {}))
                .path("id")
                .asString();
        annas = DeviceId.parse(annasDo(new Command.Devices()).get(0).path("id").asString());
        bela = new Peer(folder.resolve("bela"));
        var link = annasDo(OpenShare.of(trees)).path("link").asString();
        bela.done(new Command.Join(link, Optional.of(PATIENCE.toSeconds())));
    }

    @AfterAll
    static void close() {
        bela.close();
        anna.close();
    }

    private static void startAnna() throws Exception {
        anna = NodeProcess.start(folder.resolve("anna"), List.of("--lan", "--lan-address", "127.0.0.1"));
    }

    private static JsonNode annasDo(Command command) {
        return Peer.done(anna.client().call(command, _ -> {}));
    }

    @BeforeEach
    void meet() throws Exception {
        marks = Marks.in(folder);
        await().atMost(PATIENCE)
                .until(() -> bela.ask(trees, open -> open.offers().containsKey(annas)));
    }

    private static String cell(String source) {
        return bela.done(new Command.Add(trees, "code", Optional.empty(), source))
                .path("id")
                .asString();
    }

    private static ExecId exec(String cell, Optional<String> on) {
        var asked = bela.done(new Command.Exec(trees, List.of(cell), false, false, Optional.empty(), on));
        return new ExecId(asked.path("execs").get(0).asString());
    }

    private static ExecId onAnnas(String cell) {
        return exec(cell, Optional.of(annas.toString()));
    }

    private static Run run(ExecId exec) {
        return bela.ask(trees, open -> open.run(exec).orElseThrow());
    }

    private static Run shown(String cell) {
        return bela.ask(
                trees, open -> open.shown(new CellId(cell)).orElseThrow().run());
    }

    private static void awaitState(ExecId exec, RunState state) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertEquals(state, run(exec).state()));
    }

    private static void awaitPrinted(ExecId exec, String text) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() ->
                        bela.ask(trees, open -> open.outputs(exec).toString().contains(text)));
    }

    /** Each has ended or can be asked for elsewhere. */
    private static void awaitMovable(String what, ExecId... execs) {
        var fromNs = System.nanoTime();
        await().atMost(GONE_MAX)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> bela.ask(
                        trees,
                        open -> List.of(execs).stream()
                                .map(exec -> open.run(exec).orElseThrow())
                                .allMatch(run -> run.state().isEnd() || open.isGone(run))));
        System.err.println("takeover, " + what + ": ended or movable after "
                + Duration.ofNanos(System.nanoTime() - fromNs).toMillis() + " ms");
    }

    private static ExecId elsewhere(ExecId exec) {
        return bela.ask(trees, open -> open.runElsewhere(exec));
    }

    private static Run awaitOk(ExecId exec) {
        awaitState(exec, RunState.OK);
        return run(exec);
    }

    private static boolean ranAtAnnas(Run run) {
        return run.ranOn().filter(annas::equals).isPresent();
    }

    @Test
    @DisplayName(
            "EX-7 EX-8 EX-9 when a host is killed, what runs there and what waits for it can be run elsewhere, and is"
                    + " not run again when it is back")
    void killedWhileRunning() throws Exception {
        var runs = cell(marks.waiting("runs"));
        var waits = cell(marks.marking("waits", "print('second')"));
        var running = onAnnas(runs);
        var assigned = onAnnas(waits);
        awaitPrinted(running, "begun");
        awaitState(assigned, RunState.ASSIGNED);
        assertEquals(RunState.EXECUTING, run(running).state());
        anna.kill();
        awaitMovable("executing and assigned", running, assigned);
        marks.go();
        var moved = List.of(awaitOk(elsewhere(running)), awaitOk(elsewhere(assigned)));
        startAnna();
        awaitState(running, RunState.LOST);
        awaitState(assigned, RunState.CANCELLED);
        assertEquals(moved, List.of(shown(runs), shown(waits)));
        assertEquals(2, marks.of("runs"), "once there, once elsewhere");
        assertEquals(1, marks.of("waits"));
    }

    @Test
    @Tag("long") // killedWhileRunning has the way; the simulated hosts have every order
    @DisplayName(
            "EX-5 EX-7 EX-8 when a host is killed before it sees a request, that can be run elsewhere; what is left to"
                    + " it runs once it is back")
    void killedBeforeItTakes() throws Exception {
        var first = cell(marks.marking("first", "print('first')"));
        var second = cell(marks.marking("second", "print('second')"));
        anna.suspend();
        var moving = onAnnas(first);
        var staying = onAnnas(second);
        assertEquals(
                List.of(RunState.PENDING, RunState.PENDING),
                List.of(run(moving).state(), run(staying).state()));
        anna.kill();
        awaitMovable("pending", moving, staying);
        var moved = awaitOk(elsewhere(moving));
        assertEquals(RunState.CANCELLED, run(moving).state());
        startAnna();
        assertTrue(ranAtAnnas(awaitOk(staying)));
        assertEquals(moved, shown(first));
        assertEquals(RunState.CANCELLED, run(moving).state());
        assertEquals(List.of(1, 1), List.of(marks.of("first"), marks.of("second")));
    }

    @Test
    @Tag("long") // killedWhileRunning has the way; the simulated hosts have every order
    @DisplayName(
            "EX-8 EX-9 EX-16 when a host is killed between the last output and the end of a run, that has ended or can"
                    + " be run elsewhere, and what has ended stays so")
    void killedAtLastOutput() throws Exception {
        killAtLastOutput(0);
    }

    @Test
    @Tag("long")
    @DisplayName("EX-8 EX-9 EX-16 the same many times, with some time between the output and the end")
    void killedAtLastOutputs() throws Exception {
        var random = new Random(16);
        for (int round = 0; round < LONG_ROUNDS; round++) {
            meet();
            killAtLastOutput(random.nextInt(40));
        }
    }

    private void killAtLastOutput(int restMs) throws Exception {
        var cell = cell(marks.marking("last", "print('last', flush=True)\ntime.sleep(" + restMs + " / 1000)"));
        var exec = onAnnas(cell);
        awaitPrinted(exec, "last");
        anna.kill();
        awaitMovable("at the last output", exec);
        var before = run(exec);
        startAnna();
        await().atMost(PATIENCE).until(() -> run(exec).state().isEnd());
        System.err.println(
                "takeover: " + before.state() + " when killed, " + run(exec).state() + " in the end");
        if (before.state().isEnd()) assertEquals(before, run(exec));
        assertTrue(
                List.of(RunState.OK, RunState.LOST).contains(run(exec).state()),
                run(exec).toString());
        awaitPrinted(exec, "last");
        assertEquals(1, marks.of("last"));
    }

    @Test
    @Tag("long") // killedWhileRunning has the way; the simulated hosts have every order
    @DisplayName(
            "EX-4 EX-9 EX-10 a host that was suspended for long finds that another one went on: what it ran since displaces"
                    + " nothing, and its session ends")
    void suspended() throws Exception {
        var runs = cell(marks.waiting("runs"));
        var waits = cell(marks.marking("waits", "print('second')"));
        var running = onAnnas(runs);
        var assigned = onAnnas(waits);
        awaitPrinted(running, "begun");
        awaitState(assigned, RunState.ASSIGNED);
        bela.done(new Command.SetPolicy(Optional.empty(), "members", List.of()));
        try {
            anna.suspend();
            marks.go();
            awaitMovable("suspended", running, assigned);
            var next = awaitOk(exec(cell(marks.marking("next", "")), Optional.empty()));
            var moved = List.of(awaitOk(elsewhere(running)), awaitOk(elsewhere(assigned)));
            anna.resume();
            var late = awaitOk(running);
            assertTrue(ranAtAnnas(late), late.toString());
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertEquals(List.of(next.session().orElseThrow()), serving()));
            assertEquals(moved, List.of(shown(runs), shown(waits)));
            assertEquals(2, marks.of("runs"), "once there, once elsewhere");
            await("or it had begun before it heard of that")
                    .atMost(PATIENCE)
                    .until(() -> run(assigned).state().isEnd());
            assertEquals(ranAtAnnas(run(assigned)) ? 2 : 1, marks.of("waits"));
            var after = annasDo(new Command.Exec(trees, List.of(runs), false, true, Optional.empty()));
            var last = awaitOk(new ExecId(after.path("execs").get(0).asString()));
            assertEquals(next.session(), last.session());
        } finally {
            bela.done(new Command.SetPolicy(Optional.empty(), "mine", List.of()));
        }
    }

    /** The sessions that live and serve all. */
    private static List<SessionId> serving() {
        return bela.ask(
                trees,
                open -> open.sessions().stream()
                        .filter(one -> one.live() && one.scope().equals(SessionView.SCOPE_ALL))
                        .map(SessionView::id)
                        .toList());
    }
}
