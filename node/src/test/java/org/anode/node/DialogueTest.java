package org.anode.node;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.anode.node.control.Command;
import org.anode.node.control.Reply;
import org.anode.node.doc.CodeAnswer;
import org.anode.node.doc.NotebookEvent;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.doc.Prompt;
import org.anode.node.doc.Shown;
import org.anode.schema.ExecId;
import org.anode.schema.NotebookId;
import org.anode.schema.ledger.Run;
import org.anode.schema.ledger.RunState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What people and kernels ask each other, in a whole node in memory with kernels of the test's own. */
final class DialogueTest {
    private static final Duration MAX = Duration.ofSeconds(30);

    private final ScriptedKernels kernels = new ScriptedKernels();
    private final Node node = Node.open(NodeConfig.inMemory(kernels));
    private final Page page = new Page();
    private NotebookId id;

    /** Somebody who sees what is asked and can answer it. */
    private static final class Page implements NotebookEvent.Observer {
        final List<NotebookEvent> heard = new CopyOnWriteArrayList<>();

        @Override
        public void on(NotebookEvent event) {
            heard.add(event);
        }

        @Override
        public boolean canAnswer() {
            return true;
        }
    }

    @BeforeEach
    void create() {
        id = node.shelf().create(open -> open);
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    @DisplayName("EX-17 a run that waits for input says so to who can answer, takes the answer and goes on")
    void answered() {
        observe(page);
        var exec = run("ask name? \nprint done");
        assertEquals(new Prompt(exec, "name? ", false), prompt());
        assertTrue(page.heard.contains(new NotebookEvent.InputWanted(new Prompt(exec, "name? ", false))));
        assertEquals(RunState.EXECUTING, state(exec));
        answer(exec, "Zoë 🚀");
        awaitEnd(exec, RunState.OK);
        assertEquals("got Zoë 🚀\ndone\n", stdout());
        assertEquals(Optional.empty(), shown().prompt());
        assertTrue(page.heard.contains(new NotebookEvent.InputSettled(exec)));
    }

    @Test
    @DisplayName("EX-17 a password is asked for as one, and no answer is stored")
    void secret() {
        observe(page);
        var exec = run("secret PIN\nask again");
        assertEquals(new Prompt(exec, "PIN", true), prompt());
        answer(exec, "1");
        await().atMost(MAX).until(() -> shown().prompt().equals(Optional.of(new Prompt(exec, "again", false))));
        answer(exec, "2");
        awaitEnd(exec, RunState.OK);
    }

    @Test
    @DisplayName("EX-17 an answer that no run waits for is refused: too late, twice, or for another run")
    void refused() {
        observe(page);
        var exec = run("ask name?");
        assertThrows(Refusal.class, () -> answer(new ExecId("another"), "x"));
        assertThrows(Refusal.class, () -> answer(exec, "x".repeat((1 << 20) + 1)));
        answer(exec, "x");
        assertThrows(Refusal.class, () -> answer(exec, "x"));
        awaitEnd(exec, RunState.OK);
        assertThrows(Refusal.class, () -> answer(exec, "x"));
        assertEquals("got x\n", stdout());
    }

    @Test
    @DisplayName("EX-17 where nobody can answer the cell says so and ends")
    void nobody() {
        observe(_ -> {});
        var exec = asked("ask name?");
        awaitEnd(exec, RunState.ERROR);
        var text = shown().outputs().values().iterator().next().outputs().toString();
        assertTrue(text.contains("input() can not be answered here"), text);
        observe(page);
        assertTrue(page.heard.isEmpty());
        answer(run("ask name?"), "there is somebody now");
    }

    @Test
    @DisplayName("EX-17 a page that leaves and comes back finds the run still waiting")
    void reload() {
        observe(page);
        var exec = run("ask name?");
        node.shelf().ask(id, open -> open.forget(page));
        assertEquals("name?", prompt().text());
        observe(new Page());
        answer(exec, "back");
        awaitEnd(exec, RunState.OK);
    }

    @Test
    @DisplayName("EX-17 interrupting a run that waits for input ends the wait and the run")
    void interrupted() {
        observe(page);
        var exec = run("ask name?");
        node.shelf().ask(id, open -> open.interrupt(Optional.of(exec.value())));
        assertEquals(Optional.empty(), shown().prompt());
        awaitEnd(exec, RunState.ERROR);
        assertTrue(page.heard.contains(new NotebookEvent.InputSettled(exec)));
    }

    @Test
    @DisplayName("EX-17 EX-13 a kernel that dies or is restarted while it waits for input asks nothing any more")
    void died() {
        observe(page);
        for (var end : List.<BiConsumer<OpenNotebook, ScriptedKernels.Scripted>>of(
                (_, kernel) -> kernel.kill(), (open, _) -> open.restart())) {
            var exec = run("ask name?");
            node.shelf().ask(id, open -> {
                end.accept(open, kernels.launched.getLast());
                return open;
            });
            awaitEnd(exec, RunState.LOST);
            assertEquals(Optional.empty(), shown().prompt());
            assertThrows(Refusal.class, () -> answer(exec, "x"));
        }
    }

    @Test
    @DisplayName("exec --wait says that its cell waits for somebody else's answer")
    void follower() {
        observe(page);
        var cell = add("ask name?");
        var said = new LinkedBlockingQueue<Reply>();
        var following = Thread.ofVirtual()
                .start(() -> node.call(
                        new Command.Exec(id.toString(), List.of(cell), false, true, Optional.empty()), said::add));
        await().atMost(MAX).until(() -> shown().prompt().isPresent());
        await().atMost(MAX)
                .until(() -> said.stream()
                        .anyMatch(reply -> reply instanceof Reply.Progress(var line)
                                && line.contains("waits for input")
                                && line.contains("name?")));
        answer(prompt().exec(), "x");
        await().atMost(MAX).until(() -> !following.isAlive());
    }

    @Test
    @DisplayName("completions and documentation come from the kernel, in UTF-16 units")
    void code() {
        assertEquals(RunState.OK, finished(run("print on")));
        assertEquals(
                new CodeAnswer.Completions(List.of("MATCHED"), 2, 5),
                asked((open, listener) -> open.complete("🚀a🚀b", 5, listener)));
        var documentation = assertInstanceOf(
                CodeAnswer.Documentation.class, asked((open, listener) -> open.inspect("🚀a🚀b", 5, listener)));
        assertEquals("🚀a🚀b at 3", documentation.data().get("text/plain"));
    }

    @Test
    @DisplayName("variables come from the kernel, also while a cell runs, for pages and for the command alike")
    void variables() {
        assertEquals(RunState.OK, finished(run("set 1 2 3")));
        var exec = asked("hang");
        await().atMost(MAX).until(() -> state(exec) == RunState.EXECUTING);
        var told = assertInstanceOf(CodeAnswer.Variables.class, asked(OpenNotebook::variables));
        assertEquals("1 2 3", told.variables().getFirst().value());
        assertEquals(2, told.more());
        var done = assertInstanceOf(Reply.Done.class, node.call(new Command.Variables(id.toString()), _ -> {}));
        assertEquals(
                "{\"variables\":[{\"name\":\"state\",\"kind\":\"value\",\"type\":\"text\",\"value\":\"1 2 3\","
                        + "\"lengths\":[5],\"bytes\":2048}],\"more\":2}",
                done.result().toString());
    }

    @Test
    @DisplayName("without a kernel the command for variables says so, and opens neither kernel nor notebook")
    void noVariables() {
        for (int tries = 0; tries < 2; tries++) {
            var failed = assertInstanceOf(Reply.Failed.class, node.call(new Command.Variables(id.toString()), _ -> {}));
            assertEquals(VariableCommands.NO_KERNEL, failed.sentence());
        }
        assertTrue(kernels.launched.isEmpty());
        assertEquals(RunState.OK, finished(run("set x")));
        node.shelf().ask(id, open -> {
            open.restart();
            return open;
        });
        assertInstanceOf(Reply.Failed.class, node.call(new Command.Variables(id.toString()), _ -> {}));
    }

    @Test
    @DisplayName("without a kernel a question is refused in a sentence, and none is started")
    void noKernel() {
        var none = assertInstanceOf(CodeAnswer.None.class, asked((open, listener) -> open.complete("x", 1, listener)));
        assertTrue(none.why().contains("No kernel runs"), none.why());
        assertTrue(kernels.launched.isEmpty());
    }

    @Test
    @DisplayName("questions are answered while a cell runs, and end with their kernel")
    void busy() throws InterruptedException {
        var exec = asked("hang");
        await().atMost(MAX).until(() -> state(exec) == RunState.EXECUTING);
        assertInstanceOf(CodeAnswer.Completions.class, asked((open, listener) -> open.complete("x", 1, listener)));
        var heard = new LinkedBlockingQueue<CodeAnswer>();
        node.shelf().ask(id, open -> {
            open.complete("silent", 1, heard::add);
            open.restart();
            return open;
        });
        assertInstanceOf(CodeAnswer.None.class, heard.poll(MAX.toSeconds(), TimeUnit.SECONDS));
    }

    private CodeAnswer asked(BiConsumer<OpenNotebook, CodeAnswer.Listener> question) {
        BlockingQueue<CodeAnswer> heard = new LinkedBlockingQueue<>();
        node.shelf().ask(id, open -> {
            question.accept(open, heard::add);
            return open;
        });
        await().atMost(MAX).until(() -> !heard.isEmpty());
        return heard.remove();
    }

    private void observe(NotebookEvent.Observer observer) {
        node.shelf().ask(id, open -> {
            open.observe(observer);
            return open;
        });
    }

    private String add(String source) {
        var reply = node.call(new Command.Add(id.toString(), "code", Optional.empty(), source), _ -> {});
        return assertInstanceOf(Reply.Done.class, reply).result().path("id").asString();
    }

    private ExecId asked(String source) {
        var cell = add(source);
        return node.shelf().ask(id, open -> open.run(List.of(cell))).getFirst();
    }

    /** Runs a cell up to its end or its question. */
    private ExecId run(String source) {
        var exec = asked(source);
        await().atMost(MAX).until(() -> state(exec).isEnd() || shown().prompt().isPresent());
        return exec;
    }

    private void answer(ExecId exec, String text) {
        node.shelf().ask(id, open -> {
            open.answerInput(exec, text);
            return open;
        });
    }

    private Prompt prompt() {
        return shown().prompt().orElseThrow();
    }

    private Shown shown() {
        return node.shelf().ask(id, Shown::of);
    }

    private RunState state(ExecId exec) {
        return node.shelf().ask(id, open -> open.run(exec)).map(Run::state).orElseThrow();
    }

    private RunState finished(ExecId exec) {
        await().atMost(MAX).until(() -> state(exec).isEnd());
        return state(exec);
    }

    private void awaitEnd(ExecId exec, RunState expected) {
        assertEquals(expected, finished(exec));
    }

    private String stdout() {
        var cells = node.call(new Command.Show(id.toString()), _ -> {});
        var text = new StringBuilder();
        for (var output : assertInstanceOf(Reply.Done.class, cells)
                .result()
                .path("cells")
                .get(0)
                .path("outputs")) for (var line : output.path("text")) text.append(line.asString());
        return text.toString();
    }
}
