package org.anode.node;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.anode.node.cli.Kernels;
import org.anode.node.control.Command;
import org.anode.node.control.Reply;
import org.anode.node.doc.CodeAnswer;
import org.anode.node.doc.NotebookEvent;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.doc.Prompt;
import org.anode.node.doc.Shown;
import org.anode.node.folder.DataFolder;
import org.anode.schema.ExecId;
import org.anode.schema.NotebookId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A whole node on a disk with kernels that are processes of their own. */
final class NodeKernelIT {
    private static final Duration MAX = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private DataFolder data;
    private Node node;
    private final List<Reply> heard = new ArrayList<>();

    @BeforeEach
    void open() {
        data = DataFolder.open(folder);
        node = Node.open(NodeConfig.on(data, Kernels.launcher()));
    }

    /** Other tests' processes run below this one too. */
    private static void killKernels() {
        var kernels = KernelProcesses.of(ProcessHandle.current());
        assertFalse(kernels.isEmpty());
        kernels.forEach(ProcessHandle::destroyForcibly);
    }

    @AfterEach
    void close() {
        node.close();
        data.close();
    }

    @Test
    @DisplayName("EX-3 state lasts as long as the session; kill -9 of the kernel is told, the next run has a fresh one")
    void killed() {
        var id = create();
        run(id, add(id, "x = 20 + 1"));
        run(id, add(id, "print(x * 2)"));
        assertEquals("42\n", text());
        var hang = add(id, "print('before', flush=True)\nwhile True: pass");
        done(new Command.Exec(id, List.of(hang), false, false, Optional.empty()));
        await().atMost(MAX).until(() -> !cell(id, 2).path("outputs").isEmpty());
        killKernels();
        await().atMost(MAX).until(() -> cell(id, 2).path("state").asString().equals("lost"));
        assertEquals(
                "before\n",
                cell(id, 2).path("outputs").get(0).path("text").get(0).asString());
        run(id, add(id, "print('again', 'x' in dir())"));
        assertEquals("again False\n", text());
    }

    @Test
    @DisplayName("EX-11 an interrupted endless loop ends with KeyboardInterrupt and the state is kept")
    void interrupted() {
        var id = create();
        run(id, add(id, "kept = 'kept'"));
        var hang = add(id, "print('on', flush=True)\nwhile True: pass");
        done(new Command.Exec(id, List.of(hang), false, false, Optional.empty()));
        await().atMost(MAX).until(() -> !cell(id, 1).path("outputs").isEmpty());
        done(new Command.Interrupt(id, Optional.empty()));
        await().atMost(MAX).until(() -> cell(id, 1).path("state").asString().equals("error"));
        assertEquals(
                "KeyboardInterrupt",
                cell(id, 1).path("outputs").get(1).path("ename").asString());
        run(id, add(id, "print(kept)"));
        assertEquals("kept\n", text());
    }

    @Test
    @DisplayName("EX-13 a cell that eats all memory is lost with a sentence, the next run works, the node is untouched")
    void outOfMemory() {
        node.close();
        node = Node.open(new NodeConfig(Optional.of(data), Kernels.launcher(), 256));
        var id = create();
        start(id, "hoard = []\nwhile True: hoard.append(bytearray(1 << 20))");
        await().atMost(MAX).until(() -> cell(id, 0).path("state").asString().equals("lost"));
        var said = cell(id, 0).path("outputs").toString();
        assertTrue(said.contains("The kernel ran out of memory (its limit is 256 MiB)"), said);
        run(id, add(id, "print('hoard' in dir())"));
        assertEquals("False\n", text());
    }

    @Test
    @DisplayName(
            "EX-17 input() and getpass() of a real kernel wait for the answer, are interrupted, die with their kernel")
    void input() {
        var id = create();
        observe(id, new Answering());
        var exec = start(id, "import getpass\nprint(input('name? ') + getpass.getpass('PIN '))");
        answer(id, new Prompt(exec, "name? ", false), "Zoë 🚀\t");
        answer(id, new Prompt(exec, "PIN ", true), "1234");
        await().atMost(MAX).until(() -> cell(id, 0).path("state").asString().equals("ok"));
        assertEquals(
                "Zoë 🚀\t1234\n",
                cell(id, 0).path("outputs").get(0).path("text").get(0).asString());

        var interrupted = start(id, "kept = 1\ninput('stop me')");
        await().atMost(MAX).until(() -> prompt(id).isPresent());
        done(new Command.Interrupt(id, Optional.of(interrupted.value())));
        await().atMost(MAX).until(() -> cell(id, 1).path("state").asString().equals("error"));
        assertEquals(Optional.empty(), prompt(id));
        assertEquals(
                "KeyboardInterrupt",
                cell(id, 1).path("outputs").get(0).path("ename").asString());

        start(id, "print(kept)\ninput('kill me')");
        await().atMost(MAX).until(() -> prompt(id).isPresent());
        killKernels();
        await().atMost(MAX).until(() -> cell(id, 2).path("state").asString().equals("lost"));
        assertEquals(Optional.empty(), prompt(id));
        run(id, add(id, "print('again')"));
        assertEquals("again\n", text());
    }

    @Test
    @DisplayName("EX-17 a cell that asks where nobody can answer says so and ends")
    void nobodyAnswers() {
        var id = create();
        start(id, "input('name? ')");
        await().atMost(MAX).until(() -> cell(id, 0).path("state").asString().equals("error"));
        assertTrue(
                cell(id, 0).path("outputs").toString().contains("input() can not be answered here"),
                cell(id, 0).toString());
    }

    @Test
    @DisplayName("a real kernel completes and documents what is there, idle or busy, also behind an emoji")
    void code() {
        var id = create();
        run(id, add(id, "def area(width, height=2):\n    'Gives the area.'\nwert = 1"));
        var source = "'🚀'; wer";
        assertEquals(
                new CodeAnswer.Completions(List.of("wert"), 6, 9),
                asked(id, (open, listener) -> open.complete(source, 9, listener)));
        start(id, "print('on', flush=True)\nwhile True: pass");
        await().atMost(MAX).until(() -> !cell(id, 1).path("outputs").isEmpty());
        var arguments = assertInstanceOf(
                CodeAnswer.Completions.class, asked(id, (open, listener) -> open.complete("area(", 5, listener)));
        assertEquals(List.of("height=", "width="), arguments.matches().subList(0, 2));
        var documentation = assertInstanceOf(
                CodeAnswer.Documentation.class, asked(id, (open, listener) -> open.inspect("area(", 5, listener)));
        var text = documentation.data().get("text/plain");
        assertTrue(text.contains("area(width, height=2)") && text.contains("Gives the area."), text);
    }

    /** A page whose people answer. */
    private static final class Answering implements NotebookEvent.Observer {
        @Override
        public void on(NotebookEvent event) {}

        @Override
        public boolean canAnswer() {
            return true;
        }
    }

    private void observe(String id, NotebookEvent.Observer observer) {
        turn(id, open -> open.observe(observer));
    }

    private ExecId start(String id, String source) {
        var execs = done(new Command.Exec(id, List.of(add(id, source)), false, false, Optional.empty()));
        return new ExecId(execs.path("execs").get(0).asString());
    }

    private Optional<Prompt> prompt(String id) {
        return node.shelf().ask(NotebookId.parse(id), Shown::of).prompt();
    }

    private void answer(String id, Prompt expected, String text) {
        await().atMost(MAX).until(() -> prompt(id).equals(Optional.of(expected)));
        turn(id, open -> open.answerInput(expected.exec(), text));
    }

    /** Asks until the kernel finds the time: on a busy machine one question may come too late. */
    private CodeAnswer asked(String id, BiConsumer<OpenNotebook, CodeAnswer.Listener> question) {
        var heard = new LinkedBlockingQueue<CodeAnswer>();
        return await().atMost(MAX)
                .until(
                        () -> {
                            turn(id, open -> question.accept(open, heard::add));
                            return heard.take();
                        },
                        answer -> !(answer instanceof CodeAnswer.None));
    }

    private void turn(String id, Consumer<OpenNotebook> turn) {
        node.shelf().ask(NotebookId.parse(id), open -> {
            turn.accept(open);
            return open;
        });
    }

    private String create() {
        return done(new Command.NewNotebook(Optional.empty())).path("id").asString();
    }

    private String add(String notebook, String source) {
        return done(new Command.Add(notebook, "code", Optional.empty(), source))
                .path("id")
                .asString();
    }

    private void run(String notebook, String cell) {
        done(new Command.Exec(notebook, List.of(cell), false, true, Optional.empty()));
    }

    private JsonNode cell(String notebook, int index) {
        var shown = assertInstanceOf(Reply.Done.class, node.call(new Command.Show(notebook), _ -> {}));
        return shown.result().path("cells").get(index);
    }

    private JsonNode done(Command command) {
        heard.clear();
        var reply = node.call(command, heard::add);
        return assertInstanceOf(Reply.Done.class, reply, reply.toString()).result();
    }

    private String text() {
        var text = new StringBuilder();
        for (var reply : heard) if (reply instanceof Reply.Text(var part, var error)) text.append(part);
        return text.toString();
    }
}
