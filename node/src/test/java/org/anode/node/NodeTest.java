package org.anode.node;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.anode.node.control.Command;
import org.anode.node.control.Reply;
import org.anode.node.store.Notebooks;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.DocumentName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A whole node in memory, with kernels of the test's own. */
final class NodeTest {
    private final ScriptedKernels kernels = new ScriptedKernels();
    private final Node node = Node.open(NodeConfig.inMemory(kernels));
    private final List<Reply> heard = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    @DisplayName("a new notebook has a title and no cell")
    void newNotebook() {
        var id = create("Mine");
        var shown = show(id);
        assertEquals(id, shown.path("id").asString());
        assertEquals("Mine", shown.path("title").asString());
        assertEquals(0, shown.path("cells").size());
        assertEquals(
                "Mine", done(new Command.ListNotebooks()).get(0).path("title").asString());
    }

    @Test
    @DisplayName("cells are added, edited, moved, removed and brought back; a cell never run is idle and knows nothing")
    void edits() {
        var id = create("n");
        var a = add(id, "print a");
        var b = add(id, "print b");
        var c = cell(done(new Command.Add(id, "markdown", Optional.of(a), "# c 🚀")));
        assertEquals(List.of(a, c, b), ids(id));
        done(new Command.Edit(id, b, "print changed"));
        done(new Command.Move(id, b, Optional.empty()));
        done(new Command.Move(id, a, Optional.of(c)));
        assertEquals(List.of(b, c, a), ids(id));
        done(new Command.Remove(id, List.of(c)));
        assertEquals(List.of(b, a), ids(id));
        done(new Command.Restore(id, List.of(c)));
        assertEquals(List.of(b, c, a), ids(id));
        var first = show(id).path("cells").get(0);
        assertEquals("print changed", first.path("source").asString());
        assertEquals("idle", first.path("state").asString());
        for (var unknown : List.of("executionCount", "ranOn", "requestedBy", "tookMs"))
            assertTrue(first.path(unknown).isNull(), unknown);
        assertEquals("# c 🚀", show(id).path("cells").get(1).path("source").asString());
    }

    @Test
    @DisplayName("an edit that changes nothing succeeds")
    void unchanged() {
        var id = create("n");
        var a = add(id, "print a");
        done(new Command.Edit(id, a, "print a"));
        done(new Command.Restore(id, List.of(a)));
        assertEquals("print a", show(id).path("cells").get(0).path("source").asString());
    }

    @Test
    @DisplayName(
            "a notebook is named by a unique prefix of its id or by its title; else a sentence lists what there is")
    void names() {
        var one = create("Same");
        var two = create("Same");
        create("Other");
        assertEquals("Other", done(new Command.Show("Other")).path("title").asString());
        assertEquals(
                one, done(new Command.Show(one.substring(0, 20))).path("id").asString());
        var several = failed(new Command.Show("Same"));
        assertTrue(several.contains(one.substring(0, 8)) && several.contains(two.substring(0, 8)), several);
        assertTrue(failed(new Command.Show("nothing")).contains("Other"));
    }

    @Test
    @DisplayName("exec prints what the cell puts out and shows it as nbformat outputs, with who ran it and how long")
    void exec() {
        var id = create("n");
        var a = add(id, "print hello\nresult 42");
        done(exec(id, a));
        assertEquals("hello\n42\n", text());
        var shown = show(id).path("cells").get(0);
        assertEquals("ok", shown.path("state").asString());
        assertEquals(1, shown.path("executionCount").asInt());
        assertEquals(3, shown.path("tookMs").asInt());
        var me = show(id).path("people").get(0).path("device").asString();
        assertEquals(me, shown.path("ranOn").asString());
        assertEquals(me, shown.path("requestedBy").asString());
        assertEquals("stream", shown.path("outputs").get(0).path("output_type").asString());
        assertEquals(
                "execute_result",
                shown.path("outputs").get(1).path("output_type").asString());
        assertEquals(
                "42",
                shown.path("outputs")
                        .get(1)
                        .path("data")
                        .path("text/plain")
                        .get(0)
                        .asString());
    }

    @Test
    @DisplayName("EX-3 a session keeps its state between runs; another notebook has a session of its own")
    void sessions() {
        var one = create("1");
        var two = create("2");
        done(exec(one, add(one, "set one")));
        done(exec(two, add(two, "set two")));
        done(exec(one, add(one, "get")));
        assertEquals("one\n", text());
        assertEquals(2, kernels.launched.size());
    }

    @Test
    @DisplayName("EX-12 run-all stops at the first error; the rest is cancelled")
    void runAll() {
        var id = create("n");
        add(id, "print 1");
        add(id, "fail ValueError");
        add(id, "print 3");
        assertTrue(failed(all(id)).contains("error"));
        assertEquals(List.of("ok", "error", "cancelled"), states(id));
        assertEquals(List.of("print 1", "fail ValueError"), kernels.executed);
    }

    @Test
    @DisplayName("EX-2 what runs is the text that was asked for, also when the cell is edited while it waits")
    void textAsAskedFor() {
        var id = create("n");
        var hang = add(id, "hang");
        var next = add(id, "print as asked");
        done(start(id, hang));
        awaitState(id, 0, "executing");
        done(start(id, next));
        done(new Command.Edit(id, next, "print edited"));
        done(new Command.Interrupt(id, execOf(hang, id)));
        awaitState(id, 1, "ok");
        assertEquals(List.of("hang", "print as asked"), kernels.executed);
    }

    @Test
    @DisplayName("EX-11 interrupt without a name ends what runs and takes out what waits")
    void interrupt() {
        var id = create("n");
        var hang = add(id, "hang");
        var next = add(id, "print never");
        done(start(id, hang));
        awaitState(id, 0, "executing");
        done(start(id, next));
        assertEquals("assigned", states(id).get(1));
        assertEquals(
                2,
                done(new Command.Interrupt(id, Optional.empty())).path("execs").size());
        awaitState(id, 0, "error");
        assertEquals("cancelled", states(id).get(1));
        assertTrue(failed(new Command.Interrupt(id, Optional.of("nosuchrun"))).contains("nosuchrun"));
    }

    @Test
    @DisplayName("EX-13 the death of a kernel settles everything, the cell says why, the next run has a fresh kernel")
    void death() {
        var id = create("n");
        var die = add(id, "print before\ndie");
        var sentence = failed(exec(id, die));
        assertTrue(sentence.contains("out of memory"), sentence);
        var shown = show(id).path("cells").get(0);
        assertEquals("lost", shown.path("state").asString());
        assertEquals("KernelDied", shown.path("outputs").get(1).path("ename").asString());
        done(exec(id, add(id, "print again")));
        assertEquals(2, show(id).path("sessions").size());
        assertEquals(2, kernels.launched.size());
    }

    @Test
    @DisplayName("EX-13 a kernel that can not start is a sentence, and the cell is not left waiting")
    void launchFailure() {
        kernels.broken = true;
        var id = create("n");
        var a = add(id, "print a");
        assertTrue(failed(exec(id, a)).contains("install JDK 25"));
        assertEquals(List.of("cancelled"), states(id));
    }

    @Test
    @DisplayName("restart ends the session; restart and run all runs in the new one")
    void restart() {
        var id = create("n");
        done(exec(id, add(id, "set old")));
        add(id, "get");
        done(new Command.Restart(id, true));
        awaitState(id, 1, "ok");
        assertEquals(2, kernels.launched.size());
        assertTrue(kernels.launched.getFirst().isDead());
        assertEquals(
                "old", show(id).path("cells").get(0).path("source").asString().substring(4));
    }

    @Test
    @DisplayName("a time limit ends the waiting, not the run; it says for what it waits")
    void timeout() {
        var id = create("n");
        var hang = add(id, "hang");
        var next = add(id, "print next");
        assertTrue(failed(limited(id, hang)).contains("has not ended in time"));
        assertEquals(List.of("executing", "idle"), states(id));
        assertTrue(failed(limited(id, next)).contains("has not started in time"));
        assertTrue(heard.contains(new Reply.Progress("Waiting for cell " + hang + " to end …")), heard.toString());
    }

    @Test
    @DisplayName("clear hides outputs, a later run shows again")
    void clear() {
        var id = create("n");
        var a = add(id, "print a");
        done(exec(id, a));
        done(new Command.Clear(id, List.of()));
        assertEquals("idle", states(id).getFirst());
        assertEquals(0, show(id).path("cells").get(0).path("outputs").size());
        done(exec(id, a));
        assertEquals("ok", states(id).getFirst());
    }

    @Test
    @DisplayName("EX-16 a flood of output is all there when the run is finished")
    void flood() {
        var id = create("n");
        done(exec(id, add(id, "flood 5000")));
        var text = new StringBuilder();
        for (var line : show(id).path("cells").get(0).path("outputs").get(0).path("text")) text.append(line.asString());
        assertTrue(text.toString().endsWith("line 4999\n"));
        assertEquals(5000, text.toString().lines().count());
    }

    @Test
    @DisplayName("SY-10 show says which edits were set aside and why")
    void setAside() {
        var id = create("n");
        assertEquals(0, show(id).path("setAside").size());
        assertEquals(List.of(), progress(new Command.Show(id)));
        var log = new Notebooks(node.store()).log(node.commands().find(id)).document(new DocumentName.Cells());
        var edit = new BatchHash(Bytes.utf8("what was set aside").sha256());
        node.store().write(List.of(log.quarantine(edit, "Applying it ended the node.")));
        assertEquals(
                "Applying it ended the node.",
                show(id).path("setAside").get(0).path("reason").asString());
        assertEquals(
                edit.toString(), show(id).path("setAside").get(0).path("edit").asString());
        assertTrue(progress(new Command.Show(id)).getFirst().contains("set aside (1)"));
    }

    private List<String> progress(Command command) {
        done(command);
        return heard.stream()
                .map(reply -> reply instanceof Reply.Progress(var line) ? line : "")
                .filter(line -> !line.isEmpty())
                .toList();
    }

    @Test
    @DisplayName("only code cells are run; a cell in the bin, or none, is a sentence")
    void refusals() {
        var id = create("n");
        var text = cell(done(new Command.Add(id, "markdown", Optional.empty(), "prose")));
        assertTrue(failed(exec(id, text)).contains("only code cells"));
        done(new Command.Remove(id, List.of(text)));
        assertTrue(failed(new Command.Edit(id, text, "x")).contains("bin"));
        assertTrue(failed(new Command.Edit(id, "nope", "x")).contains("no cell nope"));
        assertTrue(failed(new Command.Move(id, "a b", Optional.empty())).contains("no cell a b"));
        assertTrue(assertInstanceOf(Reply.Failed.class, call(new Command.Add(id, "table", Optional.empty(), "")))
                .usage());
    }

    @Test
    @DisplayName("a deleted notebook is not listed and its kernel ends; restore brings it back")
    void bin() {
        var id = create("Gone");
        done(exec(id, add(id, "print a")));
        done(new Command.Delete("Gone"));
        await().until(() -> kernels.launched.getFirst().isDead());
        assertEquals(0, done(new Command.ListNotebooks()).size());
        assertTrue(failed(new Command.Show("Gone")).contains("no notebook"));
        done(new Command.Restore("Gone", List.of()));
        assertEquals(List.of("ok"), states(id));
    }

    @Test
    @DisplayName("EX-14 commands from many threads at once all arrive, and every run runs once")
    void concurrent() {
        var id = create("n");
        var a = add(id, "print a");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                int n = i;
                threads.execute(() -> node.call(
                        n % 2 == 0 ? exec(id, a) : new Command.Add(id, "code", Optional.empty(), "print " + n),
                        _ -> {}));
            }
        }
        assertEquals(26, ids(id).size());
        assertEquals(25, kernels.executed.size());
    }

    @Test
    @DisplayName("DO-6 import, export, import is the identity; a bound file is the notebook it became")
    void files() throws IOException {
        var file = folder.resolve("in.ipynb");
        Files.writeString(file, NOTEBOOK);
        var id = cell(done(new Command.ImportFile(file.toString())));
        assertEquals("in", show(id).path("title").asString());
        assertEquals(List.of("ok", "idle"), states(id));
        assertEquals(7, show(id).path("cells").get(0).path("executionCount").asInt());
        assertTrue(show(id).path("cells").get(0).path("ranOn").isNull());
        assertEquals(id, cell(done(new Command.ImportFile(file.toString()))));
        var out = folder.resolve("out.ipynb");
        done(new Command.ExportFile(id, out.toString()));
        assertEquals(NOTEBOOK, Files.readString(out));
        var again = cell(done(new Command.ImportFile(out.toString())));
        assertNotEquals(id, again);
        assertEquals(show(id).path("cells"), show(again).path("cells"));
    }

    @Test
    @DisplayName("a kernel works in the folder of its notebook's file")
    void workingFolder() throws IOException {
        var file = folder.resolve("in.ipynb");
        Files.writeString(file, NOTEBOOK);
        var id = cell(done(new Command.ImportFile(file.toString())));
        done(exec(id, add(id, "where")));
        assertEquals(folder.toRealPath() + "\n", text());
    }

    @Test
    @DisplayName("export never replaces what another program wrote since, nor anything by a notebook without cells")
    void exportKeepsTheirs() throws IOException {
        var id = create("n");
        add(id, "print a");
        var file = folder.resolve("out.ipynb");
        done(new Command.ExportFile(id, file.toString()));
        add(id, "print b");
        done(new Command.ExportFile(id, file.toString()));
        Files.writeString(file, "theirs");
        done(new Command.ExportFile(id, file.toString()));
        assertEquals("theirs", Files.readString(file));
        assertTrue(Files.readString(folder.resolve("out (Anode).ipynb")).contains("print b"));
        var empty = create("empty");
        assertTrue(failed(new Command.ExportFile(empty, file.toString())).contains("no cells"));
        assertTrue(failed(new Command.ExportFile(id, folder.toString())).contains("folder"));
    }

    @Test
    @DisplayName("bad files are a sentence each and nothing is half-imported")
    void badFiles() throws IOException {
        Files.writeString(folder.resolve("broken.ipynb"), "{\"cells\": [");
        Files.writeString(folder.resolve("other.ipynb"), "{\"a\": 1}");
        try (var large = new RandomAccessFile(folder.resolve("large.ipynb").toFile(), "rw")) {
            large.setLength(1L << 30);
        }
        for (var name : List.of("broken.ipynb", "other.ipynb", "large.ipynb", "missing.ipynb", ".")) {
            var sentence = failed(new Command.ImportFile(folder.resolve(name).toString()));
            assertTrue(sentence.endsWith("."), sentence);
            assertFalse(sentence.contains("Exception"), sentence);
        }
        assertEquals(0, done(new Command.ListNotebooks()).size());
    }

    @Test
    @DisplayName("run executes a file from top to bottom, in its folder, and stops at the first error")
    void headless() throws IOException {
        var file = folder.resolve("job.ipynb");
        Files.writeString(file, notebook("print 1", "fail KeyError", "print 3"));
        var result = new HeadlessRun(file, Optional.empty(), false).run(kernels, 100, _ -> {});
        assertEquals("Cell 2 failed: KeyError: as told", result.failure().orElseThrow());
        assertEquals(List.of("print 1", "fail KeyError"), kernels.executed);
        assertTrue(result.notebook().toUtf8().contains("\"ename\": \"KeyError\""));
        var all = new HeadlessRun(file, Optional.empty(), true).run(kernels, 100, _ -> {});
        assertTrue(all.failure().isPresent());
        assertTrue(all.notebook().toUtf8().contains("3\\n"));
        assertEquals(notebook("print 1", "fail KeyError", "print 3"), Files.readString(file));
    }

    @Test
    @DisplayName("run gives a cell no more than its time, and with errors allowed goes on after it")
    void headlessTimeout() throws IOException {
        var file = folder.resolve("job.ipynb");
        Files.writeString(file, notebook("hang", "print after"));
        var result = new HeadlessRun(file, Optional.of(Duration.ofSeconds(1)), true).run(kernels, 100, _ -> {});
        assertTrue(result.failure().orElseThrow().contains("did not end within 1 s"));
        assertTrue(result.notebook().toUtf8().contains("after\\n"));
    }

    @Test
    @DisplayName("run counts a cell's time from its start: how long the kernel takes is not the first cell's")
    void headlessTimeoutLeavesTheKernelsStartOut() throws IOException {
        var file = folder.resolve("job.ipynb");
        Files.writeString(file, notebook("print 1", "print 2"));
        kernels.startMs = 3_000;
        var result = new HeadlessRun(file, Optional.of(Duration.ofSeconds(2)), false).run(kernels, 100, _ -> {});
        assertEquals(Optional.empty(), result.failure());
    }

    @Test
    @DisplayName("EX-11 what one asked for is interrupted by its names, and the rest goes on")
    void interruptRuns() {
        var id = create("n");
        var others = started(id, "hang");
        awaitState(id, 0, "executing");
        var own = List.of(started(id, "print 1"), started(id, "print 2"));
        assertEquals(2, done(new Command.InterruptRuns(id, own)).path("execs").size());
        assertEquals(List.of("executing", "cancelled", "cancelled"), states(id));
        assertEquals(0, done(new Command.InterruptRuns(id, own)).path("execs").size(), "they have ended");
        assertEquals(
                1,
                done(new Command.InterruptRuns(id, List.of(others, "nosuchrun")))
                        .path("execs")
                        .size());
        awaitState(id, 0, "error");
    }

    private String started(String notebook, String source) {
        return done(start(notebook, add(notebook, source))).path("execs").get(0).asString();
    }

    private Reply call(Command command) {
        heard.clear();
        return node.call(command, heard::add);
    }

    private JsonNode done(Command command) {
        var reply = call(command);
        return assertInstanceOf(Reply.Done.class, reply, reply.toString()).result();
    }

    private String failed(Command command) {
        return assertInstanceOf(Reply.Failed.class, call(command)).sentence();
    }

    private String create(String title) {
        return cell(done(new Command.NewNotebook(Optional.of(title))));
    }

    private String add(String notebook, String source) {
        return cell(done(new Command.Add(notebook, "code", Optional.empty(), source)));
    }

    private static String cell(JsonNode result) {
        return result.path("id").asString();
    }

    private static Command exec(String notebook, String cell) {
        return new Command.Exec(notebook, List.of(cell), false, true, Optional.empty());
    }

    private static Command limited(String notebook, String cell) {
        return new Command.Exec(notebook, List.of(cell), false, true, Optional.of(3L));
    }

    private static Command start(String notebook, String cell) {
        return new Command.Exec(notebook, List.of(cell), false, false, Optional.empty());
    }

    private static Command all(String notebook) {
        return new Command.Exec(notebook, List.of(), true, true, Optional.empty());
    }

    private Optional<String> execOf(String cell, String notebook) {
        var index = ids(notebook).indexOf(cell);
        assertEquals("executing", states(notebook).get(index));
        return Optional.of(node.shelf()
                .ask(node.commands().find(notebook), open -> open.running().orElseThrow())
                .value());
    }

    private JsonNode show(String notebook) {
        return assertInstanceOf(Reply.Done.class, node.call(new Command.Show(notebook), _ -> {}))
                .result();
    }

    private List<String> ids(String notebook) {
        return show(notebook)
                .path("cells")
                .valueStream()
                .map(c -> c.path("id").asString())
                .toList();
    }

    private List<String> states(String notebook) {
        return show(notebook)
                .path("cells")
                .valueStream()
                .map(c -> c.path("state").asString())
                .toList();
    }

    private void awaitState(String notebook, int cell, String state) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> states(notebook).get(cell).equals(state));
    }

    private String text() {
        var text = new StringBuilder();
        for (var reply : heard) if (reply instanceof Reply.Text(var part, var error)) text.append(part);
        return text.toString();
    }

    private static String notebook(String... sources) {
        var cells = new ArrayList<String>();
        for (var source : sources)
            cells.add("""
                      {
                       "cell_type": "code",
                       "execution_count": null,
                       "id": "c%d",
                       "metadata": {},
                       "outputs": [],
                       "source": [
                        "%s"
                       ]
                      }""".formatted(cells.size(), source).indent(2).stripTrailing());
        return """
                {
                 "cells": [
                %s
                 ],
                 "metadata": {},
                 "nbformat": 4,
                 "nbformat_minor": 5
                }
                """.formatted(String.join(",\n", cells));
    }

    private static final String NOTEBOOK = """
            {
             "cells": [
              {
               "cell_type": "code",
               "execution_count": 7,
               "id": "first",
               "metadata": {},
               "outputs": [
                {
                 "name": "stdout",
                 "output_type": "stream",
                 "text": [
                  "hello\\n"
                 ]
                }
               ],
               "source": [
                "print hello"
               ]
              },
              {
               "cell_type": "markdown",
               "id": "second",
               "metadata": {},
               "source": [
                "# Title"
               ]
              }
             ],
             "metadata": {},
             "nbformat": 4,
             "nbformat_minor": 5
            }
            """;
}
