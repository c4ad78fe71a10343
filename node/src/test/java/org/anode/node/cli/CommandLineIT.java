package org.anode.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line's contract, with the launcher, a node and kernels as a user has them. */
@Timeout(900)
class CommandLineIT {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Launched anode;

    @TempDir
    Path folder;

    @BeforeEach
    void open() {
        anode = new Launched(folder);
    }

    @AfterEach
    void close() {
        anode.close();
    }

    private JsonNode show(String notebook) throws Exception {
        return JSON.readTree(anode.anode("show", notebook, "--json").succeeds().out());
    }

    private String cell(String notebook, String source) throws Exception {
        return anode.anode("add", notebook, "--source", source).succeeds().line();
    }

    private static String text(JsonNode output) {
        var text = output.path("text");
        return text.isArray()
                ? String.join("", text.valueStream().map(JsonNode::asString).toList())
                : text.asString("");
    }

    @Test
    @DisplayName("a notebook's whole life against a running node")
    void wholeLife() throws Exception {
        anode.node();
        var id = anode.anode("new", "First notes").succeeds().line();
        assertTrue(id.matches("[a-z2-7]{52}"), id);
        assertEquals(id + "  First notes\n", anode.anode("list").succeeds().out());
        assertEquals(0, show(id).path("cells").size(), "new makes no cell");
        var first = cell("First notes", "x = 20\nprint('é😀')");
        var second = cell(id.substring(0, 8), "x + 22");
        var note = anode.anode("add", id, "--type", "markdown", "--after", first, "--source", "--help")
                .succeeds()
                .line();
        var shown = show(id);
        assertEquals("First notes", shown.path("title").asString());
        assertEquals(
                java.util.List.of(first, note, second),
                shown.path("cells")
                        .valueStream()
                        .map(c -> c.path("id").asString())
                        .toList());
        assertEquals("--help", shown.path("cells").get(1).path("source").asString());

        var run = anode.anode("exec", id, "--all", "--wait").succeeds();
        assertEquals("é😀\n42\n", run.out());
        var ran = show(id).path("cells").get(2);
        assertEquals("ok", ran.path("state").asString());
        assertEquals(2, ran.path("executionCount").asInt());
        assertEquals(
                "42",
                text(JSON.createObjectNode()
                        .set("text", ran.path("outputs").get(0).path("data").path("text/plain"))));
        assertFalse(ran.path("ranOn").isNull());

        anode.anode("edit", id, second, "--source", "1/0").succeeds();
        var failed = anode.anode("exec", id, second, "--wait");
        assertEquals(1, failed.exit());
        assertTrue(failed.err().contains("ZeroDivisionError"), failed.err());
        assertEquals("", failed.out());

        anode.anode("move", id, second, "--first").succeeds();
        anode.anode("remove", id, note).succeeds();
        assertEquals(second, show(id).path("cells").get(0).path("id").asString());
        assertEquals(2, show(id).path("cells").size());
        anode.anode("restore", id, note).succeeds();
        assertEquals(3, show(id).path("cells").size());
        anode.anode("clear", id).succeeds();
        assertEquals(0, show(id).path("cells").get(0).path("outputs").size());

        anode.anode("rename", id, "Second").succeeds();
        var file = folder.resolve("out put.ipynb");
        anode.anode("export", "Second", file.toString()).succeeds();
        assertEquals(4, JSON.readTree(file.toFile()).path("nbformat").asInt());
        var copy = anode.anode("import", file.toString()).succeeds().line();
        assertFalse(copy.equals(id));
        assertEquals(3, show(copy).path("cells").size());

        anode.anode("delete", copy, "--yes").succeeds();
        assertEquals(id + "  Second\n", anode.anode("list").succeeds().out());
        anode.anode("restore", copy).succeeds();
        assertEquals(
                2, JSON.readTree(anode.anode("list", "--json").succeeds().out()).size());
    }

    @Test
    @DisplayName("the same commands work without a node; what they did is there for the next one, node or not")
    void withoutNode() throws Exception {
        var id = anode.anode("new", "Alone").succeeds().line();
        var cell = anode.anodeWithInput("print('from stdin')\n", "add", id, "--source", "-")
                .succeeds()
                .line();
        var run = anode.anode("exec", id, cell).succeeds();
        assertEquals("from stdin\n", run.out(), "a node of its own waits in any case");
        assertTrue(run.err().contains("waiting"), run.err());
        anode.node();
        var shown = show("Alone").path("cells").get(0);
        assertEquals("print('from stdin')\n", shown.path("source").asString());
        assertEquals("ok", shown.path("state").asString());
    }

    @Test
    @DisplayName("commands at the same time on a folder without a node wait for each other")
    void atTheSameTime() throws Exception {
        var id = anode.anode("new", "Shared").succeeds().line();
        var all = new java.util.ArrayList<Launched.Running>();
        for (int i = 0; i < 4; i++) all.add(anode.begin("add", id, "--source", "cell " + i));
        for (var one : all) one.end().succeeds();
        assertEquals(4, show(id).path("cells").size());
    }

    @Test
    @Tag("long") // runTimeout and interruptedWait have most of it
    @DisplayName("exec --timeout gives up with a sentence, exit 1; interrupt ends the run; the kernel lives on")
    void timeoutAndInterrupt() throws Exception {
        anode.node();
        var id = anode.anode("new", "Loop").succeeds().line();
        var warm = cell(id, "y = 7");
        anode.anode("exec", id, warm, "--wait").succeeds();
        var loop = cell(id, "print('on', flush=True)\nwhile True: pass");
        var late = anode.anode("exec", id, loop, "--timeout", "2");
        assertEquals(1, late.exit());
        assertTrue(late.err().contains("interrupt"), late.err());
        anode.anode("interrupt", id).succeeds();
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() ->
                        !show(id).path("cells").get(1).path("state").asString().equals("executing"));
        var after = cell(id, "print(y)");
        assertEquals("7\n", anode.anode("exec", id, after, "--wait").succeeds().out());
    }

    @Test
    @DisplayName("Ctrl-C in exec --wait interrupts the run and exits 1; the node and the kernel live on")
    void interruptedWait() throws Exception {
        anode.node();
        var id = anode.anode("new", "Loop").succeeds().line();
        var loop = cell(id, "z = 3\nprint('on', flush=True)\nwhile True: pass");
        var wait = anode.begin("exec", id, loop, "--wait");
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> wait.outText().equals("on\n"));
        new ProcessBuilder("kill", "-INT", String.valueOf(wait.process().pid()))
                .start()
                .waitFor();
        assertTrue(wait.process().waitFor(2, TimeUnit.MINUTES));
        assertEquals(1, wait.process().exitValue(), wait.errText());
        var after = cell(id, "print(z)");
        assertEquals("3\n", anode.anode("exec", id, after, "--wait").succeeds().out());
    }

    @Test
    @Tag("long") // interruptedWait has most of it
    @DisplayName("EX-11 Ctrl-C in exec --wait takes out its own run and leaves alone what others asked for")
    void interruptedWaitOfOneAmongOthers() throws Exception {
        anode.node();
        var id = anode.anode("new", "Shared").succeeds().line();
        var go = folder.resolve("go");
        var others =
                cell(id, "import os, time\nwhile not os.path.exists('" + go + "'): time.sleep(0.01)\nprint('whole')");
        anode.anode("exec", id, others).succeeds();
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> state(id, 0).equals("executing"));
        var own = cell(id, "print('never')");
        var wait = anode.begin("exec", id, own, "--wait");
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> wait.errText().contains("Waiting for cell"));
        new ProcessBuilder("kill", "-INT", String.valueOf(wait.process().pid()))
                .start()
                .waitFor();
        assertEquals(1, wait.end().exit());
        assertEquals("cancelled", state(id, 1));
        assertEquals("executing", state(id, 0));
        Files.writeString(go, "");
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> !state(id, 0).equals("executing"));
        assertEquals("ok", state(id, 0));
    }

    private String state(String notebook, int index) throws Exception {
        return show(notebook).path("cells").get(index).path("state").asString();
    }

    private Path notebook(String name, String... sources) throws Exception {
        var json = JSON.createObjectNode().put("nbformat", 4).put("nbformat_minor", 5);
        json.putObject("metadata");
        var cells = json.putArray("cells");
        for (int i = 0; i < sources.length; i++) {
            var cell = cells.addObject()
                    .put("cell_type", "code")
                    .put("id", "c" + i)
                    .put("source", sources[i]);
            cell.putObject("metadata");
            cell.putArray("outputs");
            cell.putNull("execution_count");
        }
        return Files.writeString(folder.resolve(name), json.toString());
    }

    @Test
    @DisplayName("run executes in the file's folder, writes a notebook with outputs, leaves nothing behind")
    void runFile() throws Exception {
        var file = notebook("a b.ipynb", "import os\nprint(os.path.exists('a b.ipynb'))", "6*7");
        var run = anode.anode(
                        "run",
                        file.toString(),
                        "-o",
                        folder.resolve("out.ipynb").toString())
                .succeeds();
        assertEquals("", run.out());
        assertTrue(run.err().contains("2"), run.err());
        var cells = JSON.readTree(folder.resolve("out.ipynb").toFile()).path("cells");
        assertEquals("True\n", text(cells.get(0).path("outputs").get(0)));
        assertEquals(2, cells.get(1).path("execution_count").asInt());
        assertFalse(Files.exists(anode.data()), "nothing is left in the data folder");
        var toStdout = anode.anode("run", file.toString()).succeeds();
        assertEquals(2, JSON.readTree(toStdout.out()).path("cells").size());
    }

    @Test
    @DisplayName(
            "run stops at the first error, exit 1, and still writes a valid notebook; --allow-errors goes on, exit 0")
    void runWithError() throws Exception {
        var file = notebook("bad.ipynb", "print(1)", "1/0", "print(3)");
        var run = anode.anode("run", file.toString());
        assertEquals(1, run.exit());
        assertTrue(run.err().contains("ZeroDivisionError"), run.err());
        var cells = JSON.readTree(run.out()).path("cells");
        assertEquals(
                "error", cells.get(1).path("outputs").get(0).path("output_type").asString());
        assertEquals(0, cells.get(2).path("outputs").size());
        var allowed = anode.anode("run", "--allow-errors", file.toString());
        assertEquals(0, allowed.exit(), allowed.err());
        assertEquals(
                "3\n",
                text(JSON.readTree(allowed.out())
                        .path("cells")
                        .get(2)
                        .path("outputs")
                        .get(0)));
    }

    @Test
    @DisplayName("a cell above --timeout ends the run with a sentence, exit 1")
    void runTimeout() throws Exception {
        var file = notebook("slow.ipynb", "while True: pass");
        var run = anode.anode("run", file.toString(), "--timeout", "3");
        assertEquals(1, run.exit());
        assertTrue(run.err().contains("3 s"), run.err());
    }

    @Test
    @DisplayName("what is no notebook is refused with one sentence, exit 1, and nothing is half-imported")
    void badFiles() throws Exception {
        anode.node();
        var junk = Files.writeString(folder.resolve("junk.ipynb"), "hello");
        var cut = Files.writeString(folder.resolve("cut.ipynb"), "{\"nbformat\": 4, \"cells\": [");
        for (var file : new Path[] {junk, cut, folder, folder.resolve("missing.ipynb")})
            for (var command : new String[] {"import", "run"}) {
                var refused = anode.anode(command, file.toString());
                assertEquals(1, refused.exit(), command + " " + file);
                assertEquals("", refused.out());
                assertTrue(refused.err().contains(file.getFileName().toString()), refused.err());
                assertFalse(refused.err().contains("\tat "), refused.err());
            }
        assertEquals("", anode.anode("list").succeeds().out());
    }

    @Test
    @DisplayName("backup works while the node runs; restore-backup makes the same notebooks in another folder")
    void backup() throws Exception {
        anode.node();
        var id = anode.anode("new", "Kept").succeeds().line();
        var cell = cell(id, "print(1)");
        var file = folder.resolve("all.backup").toString();
        anode.anode("backup", file).succeeds();
        var other = folder.resolve("other").toString();
        anode.anode("restore-backup", file, "--data", other).succeeds();
        var shown = JSON.readTree(
                anode.anode("show", id, "--json", "--data", other).succeeds().out());
        assertEquals(cell, shown.path("cells").get(0).path("id").asString());
        assertEquals(1, anode.anode("restore-backup", file, "--data", other).exit(), "not over something");
    }

    @Test
    @DisplayName("reset-storage asks; with --yes it deletes every notebook and the folder works on")
    void reset() throws Exception {
        anode.anode("new", "Gone").succeeds();
        assertEquals(1, anode.anodeWithInput("no\n", "reset-storage").exit());
        assertFalse(anode.anode("list").succeeds().out().isEmpty());
        anode.anode("reset-storage", "--yes").succeeds();
        assertEquals("", anode.anode("list").succeeds().out());
        anode.anode("new", "After").succeeds();
    }

    @Test
    @DisplayName("doctor finds all well, with a node and without")
    void doctor() throws Exception {
        assertEquals(0, anode.anode("doctor").succeeds().exit());
        anode.node();
        var findings = JSON.readTree(anode.anode("doctor", "--json").succeeds().out());
        assertTrue(findings.valueStream().allMatch(f -> f.path("fine").asBoolean()), findings::toString);
        for (var about : new String[] {
            "JDK", "kernel", "store", "port", "log", "interfaces", "LAN address", "LAN channel", "reached"
        })
            assertTrue(
                    findings.valueStream()
                            .anyMatch(f -> f.path("about").asString().equals(about)),
                    about);
    }

    @Test
    @DisplayName("a result that can not be written to stdout is a failure, exit 1")
    void fullStdout() throws Exception {
        var full = Path.of("/dev/full");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full), "no /dev/full here");
        var process = new ProcessBuilder(Launched.root().resolve("anode").toString(), "--version")
                .redirectOutput(full.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        assertTrue(process.waitFor(5, TimeUnit.MINUTES));
        assertEquals(1, process.exitValue());
        assertTrue(err().startsWith("anode: The result could not be written to stdout: "), err());
    }

    @Test
    @DisplayName("who reads only a part of a result, as head does, hears nothing of it")
    void readerGone() throws Exception {
        var anode = Launched.root().resolve("anode").toString();
        var process = new ProcessBuilder("sh", "-c", "read -r go && exec \"$0\" --help", anode)
                .redirectError(folder.resolve("err").toFile())
                .start();
        process.getInputStream().close();
        try (var go = process.outputWriter()) {
            go.write("go\n");
        }
        assertTrue(process.waitFor(5, TimeUnit.MINUTES));
        assertEquals(141, process.exitValue());
        assertEquals("", err());
    }

    private String err() throws IOException {
        return Files.readString(folder.resolve("err"));
    }
}
