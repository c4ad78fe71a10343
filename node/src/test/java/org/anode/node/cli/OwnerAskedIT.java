package org.anode.node.cli;

import static org.anode.node.cli.LocalNodes.PATIENCE;
import static org.anode.node.cli.LocalNodes.add;
import static org.anode.node.cli.LocalNodes.ask;
import static org.anode.node.cli.LocalNodes.device;
import static org.anode.node.cli.LocalNodes.done;
import static org.anode.node.cli.LocalNodes.id;
import static org.anode.node.cli.LocalNodes.join;
import static org.anode.node.cli.LocalNodes.link;
import static org.anode.node.cli.LocalNodes.made;
import static org.anode.node.cli.LocalNodes.refusal;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.anode.kernel.KernelPace;
import org.anode.node.Refusal;
import org.anode.node.control.Command;
import org.anode.node.doc.NotebookEvent;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.doc.RunAsk;
import org.anode.node.doc.RunShown;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.NotebookId;
import org.anode.schema.ledger.Run;
import org.anode.schema.ledger.RunState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes with one notebook, where people at one are asked what the other's cells want: to run, or for input. */
@Timeout(600)
final class OwnerAskedIT {
    @TempDir
    Path temp;

    private LocalNodes nodes;
    private LocalNode anna;
    private LocalNode bela;
    private String trees;

    /** Somebody at a page. */
    private static final class Reader implements NotebookEvent.Observer {
        @Override
        public void on(NotebookEvent event) {}

        @Override
        public boolean canAnswer() {
            return true;
        }
    }

    @BeforeEach
    void open() {
        nodes = new LocalNodes(temp);
        anna = nodes.start("anna");
        bela = nodes.start("bela");
        trees = made(anna, "Trees");
        add(anna, trees, "print oak");
        join(bela, link(anna, trees));
        nodes.awaitSame(anna, bela, trees, "print oak");
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    private <T> T at(LocalNode node, Function<OpenNotebook, T> question) {
        return ask(node, trees, question);
    }

    private void policy(String rule) {
        done(anna, new Command.SetPolicy(Optional.empty(), rule, List.of()));
    }

    private void awaitRuns(LocalNode as, LocalNode of, String what) {
        LocalNodes.awaitRuns(as, of, trees, what);
    }

    /** Bela wants it on Anna's computer. */
    private ExecId wanted() {
        var cells = at(bela, open -> open.view().visible()).stream()
                .map(cell -> cell.id().value())
                .toList();
        return at(bela, open -> open.run(List.of(cells.getLast()), Optional.of(annas())))
                .getFirst();
    }

    private DeviceId annas() {
        return at(anna, OpenNotebook::self);
    }

    private List<RunAsk> awaitAsks(int count) {
        await().atMost(PATIENCE).until(() -> at(anna, OpenNotebook::runsAsked).size() == count);
        return at(anna, OpenNotebook::runsAsked);
    }

    private Run awaitEnd(LocalNode at, ExecId exec) {
        await().atMost(PATIENCE).until(() -> run(at, exec).state().isEnd());
        return run(at, exec);
    }

    private Run run(LocalNode at, ExecId exec) {
        return at(at, open -> open.run(exec)).orElseThrow();
    }

    private int executed() {
        return nodes.executed().size();
    }

    @Test
    @DisplayName("EX-18 ask: the owner sees exactly what would run, and nothing of it runs before the owner says so")
    void allowed() {
        policy("ask");
        awaitRuns(bela, anna, "asks");
        var exec = wanted();
        var ask = awaitAsks(1).getFirst();
        assertEquals(new RunAsk(exec, ask.cell(), at(bela, OpenNotebook::self), Optional.of("print oak")), ask);
        assertEquals(
                Optional.of("Waiting for the owner of that computer to let it run …"),
                at(bela, open -> open.waitsFor(exec)));
        assertEquals(0, executed());
        at(anna, open -> {
            open.allowRuns(List.of(exec));
            return true;
        });
        assertEquals(RunState.OK, awaitEnd(bela, exec).state());
        assertEquals(List.of("print oak"), nodes.executed());
        assertEquals(List.of(), at(anna, OpenNotebook::runsAsked));
    }

    @Test
    @DisplayName("EX-18 ask: what the owner refuses, or who asked takes back, never runs")
    void denied() {
        policy("ask");
        awaitRuns(bela, anna, "asks");
        var refused = wanted();
        var taken = wanted();
        awaitAsks(2);
        at(bela, open -> open.interruptRuns(List.of(taken.value())));
        awaitAsks(1);
        at(anna, open -> {
            open.allowRuns(List.of(taken));
            open.denyRuns(List.of(refused));
            return true;
        });
        var run = awaitEnd(bela, refused);
        assertEquals(RunState.REFUSED, run.state());
        assertEquals(Optional.of("The owner of that computer did not let it run."), run.reason());
        assertEquals(RunState.CANCELLED, awaitEnd(bela, taken).state());
        assertEquals(0, executed());
    }

    @Test
    @DisplayName(
            "EX-18 ask: a policy that lets it lets what waits; a device that is let once and for all is not asked about")
    void always() {
        policy("ask");
        awaitRuns(bela, anna, "asks");
        var first = wanted();
        awaitAsks(1);
        anna.node().home().policies().let(NotebookId.parse(trees), at(bela, OpenNotebook::self));
        assertEquals(RunState.OK, awaitEnd(bela, first).state());
        awaitRuns(bela, anna, "you");
        assertEquals(RunState.OK, awaitEnd(bela, wanted()).state());
        assertEquals(2, executed());
    }

    @Test
    @DisplayName(
            "EX-17 input() of a cell that runs elsewhere is asked of who asked for the run, and answered from there")
    void input() {
        policy("members");
        awaitRuns(bela, anna, "all");
        add(bela, trees, "secret who? ");
        nodes.awaitSame(anna, bela, trees, "secret who?");
        var reader = new Reader();
        at(bela, open -> {
            open.observe(reader);
            return true;
        });
        var exec = wanted();
        await().atMost(PATIENCE).until(() -> prompt(bela, exec).isPresent());
        assertTrue(prompt(anna, exec).isPresent(), "others may take it over");
        at(bela, open -> {
            open.answerInput(exec, "Zoë 🚀");
            return true;
        });
        assertEquals(RunState.OK, awaitEnd(bela, exec).state());
        nodes.awaitSame(anna, bela, trees, "got Zoë 🚀");
        await().atMost(PATIENCE).until(() -> prompt(bela, exec).isEmpty());
    }

    @Test
    @DisplayName("EX-17 who neither asked for the run nor may run cells does not answer it")
    void notTheirs() {
        policy("members");
        done(anna, new Command.SetRole(trees, id(device(bela)), Role.EDIT, Set.of(Flag.HOST)));
        await().atMost(PATIENCE).until(() -> !at(bela, OpenNotebook::offers).containsKey(annas()));
        var reader = new Reader();
        at(anna, open -> {
            open.observe(reader);
            return true;
        });
        add(anna, trees, "ask who? ");
        nodes.awaitSame(anna, bela, trees, "ask who?");
        var cell = at(anna, open -> open.view().visible()).getLast().id().value();
        var exec = at(anna, open -> open.run(List.of(cell))).getFirst();
        await().atMost(PATIENCE).until(() -> prompt(bela, exec).isPresent());
        assertThrows(
                Refusal.class,
                () -> at(bela, open -> {
                    open.answerInput(exec, "Bela");
                    return true;
                }));
        at(anna, open -> {
            open.answerInput(exec, "Anna");
            return true;
        });
        assertEquals(RunState.OK, awaitEnd(bela, exec).state());
        nodes.awaitSame(anna, bela, trees, "got Anna");
    }

    private Optional<?> prompt(LocalNode node, ExecId exec) {
        return at(node, open -> shown(open, exec)).flatMap(RunShown::prompt);
    }

    private static Optional<RunShown> shown(OpenNotebook open, ExecId exec) {
        return open.run(exec).map(Run::cell).flatMap(open::shown);
    }

    @Test
    @DisplayName("EX-17 where nobody is at a page, here or there, a cell that asks is told so and goes no further")
    void nobody() {
        policy("members");
        awaitRuns(bela, anna, "all");
        add(bela, trees, "ask who? ");
        nodes.awaitSame(anna, bela, trees, "ask who?");
        var exec = wanted();
        assertEquals(RunState.ERROR, awaitEnd(bela, exec).state());
        nodes.awaitSame(anna, bela, trees, "can not be answered here");
    }

    @Test
    @DisplayName(
            "EX-7 what waits for a computer that goes away is asked for elsewhere by itself, where the notebook says so")
    void moves() {
        policy("members");
        awaitRuns(bela, anna, "all");
        done(bela, new Command.SetHosts(trees, Optional.empty(), Optional.of(true)));
        add(bela, trees, "hang");
        nodes.awaitSame(anna, bela, trees, "hang");
        var hangs = wanted();
        await().atMost(PATIENCE).until(() -> run(bela, hangs).state() == RunState.EXECUTING);
        add(bela, trees, "print elm");
        nodes.awaitSame(anna, bela, trees, "print elm");
        var waits = wanted();
        await().atMost(PATIENCE).until(() -> run(bela, waits).state() == RunState.ASSIGNED);
        anna.close();
        await().atMost(PATIENCE).until(() -> nodes.executed().contains("print elm"));
        assertTrue(run(bela, waits).state().isEnd());
        assertFalse(nodes.executed().indexOf("hang") != nodes.executed().lastIndexOf("hang"), "it had begun");
    }

    @Test
    @DisplayName("EX-5 everybody's cells run on the computer that the notebook prefers")
    void preferred() {
        for (var node : List.of(anna, bela)) done(node, new Command.SetPolicy(Optional.empty(), "members", List.of()));
        awaitRuns(bela, anna, "all");
        awaitRuns(anna, bela, "all");
        for (var wanted : List.of(anna, bela)) {
            var name = id(device(wanted));
            done(anna, new Command.SetHosts(trees, Optional.of(name), Optional.empty()));
            await().atMost(PATIENCE).untilAsserted(() -> assertEquals(List.of(true), preferredAt(bela, name)));
            for (var node : List.of(anna, bela))
                assertEquals(Optional.of(at(wanted, OpenNotebook::self)), at(node, OpenNotebook::usualHost));
        }
        assertTrue(refusal(anna, new Command.SetHosts(trees, Optional.of("nobody"), Optional.empty()))
                .contains("nobody"));
    }

    @Test
    @DisplayName("kernels are tuned for what the notebook says, on every computer, and its other settings stay")
    void pace() {
        done(anna, new Command.SetHosts(trees, Optional.empty(), Optional.of(true)));
        assertEquals(
                "start",
                done(bela, new Command.Pace(trees, Optional.empty()))
                        .path("pace")
                        .asString());
        done(anna, new Command.Pace(trees, Optional.of("loops")));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(
                        "loops",
                        done(bela, new Command.Pace(trees, Optional.empty()))
                                .path("pace")
                                .asString()));
        assertTrue(at(bela, OpenNotebook::hostSettings).moves());
        var cell = at(bela, open -> open.view().visible().getFirst().id().value());
        at(bela, open -> open.run(List.of(cell), Optional.of(open.self())));
        await().atMost(PATIENCE).until(() -> nodes.executed().contains("print oak"));
        assertEquals(List.of(KernelPace.LOOPS), nodes.paces());
        assertTrue(refusal(anna, new Command.Pace(trees, Optional.of("fast"))).contains("not fast"));
    }

    private List<Boolean> preferredAt(LocalNode node, String device) {
        return done(node, new Command.Hosts(trees))
                .valueStream()
                .filter(host -> id(host).equals(device))
                .map(host -> host.path("preferred").asBoolean())
                .toList();
    }
}
