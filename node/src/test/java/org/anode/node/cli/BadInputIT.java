package org.anode.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import org.anode.node.cli.Launched.Result;
import org.anode.node.folder.DataFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What goes wrong outside is one sentence and an exit code, and nothing of it is taken in. */
@Timeout(900)
class BadInputIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String CELL =
            "{\"cell_type\": \"code\", \"id\": \"%s\", \"metadata\": {}, \"outputs\": [], \"execution_count\": null,"
                    + " \"source\": \"1\"}";

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

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "no JSON       | hello                                                  | not JSON",
                "cut off       | {\"nbformat\": 4, \"nbformat_minor\": 5, \"cells\": [  | cut off",
                "no notebook   | {\"a\": 1}                                             | notebook",
                "empty         | ''                                                     | empty",
                "nbformat 5    | {\"nbformat\": 5, \"nbformat_minor\": 0, \"cells\": [], \"metadata\": {}} | newer than Anode knows",
                "nbformat text | {\"nbformat\": \"4\", \"cells\": [], \"metadata\": {}} | nbformat"
            })
    @DisplayName("a file that is no notebook")
    void content(String name, String text, String says) throws Exception {
        var file = Files.writeString(folder.resolve("bad.ipynb"), text);
        refusedEverywhere(file, says);
    }

    @Test
    @DisplayName("a file of 1 GB is refused unread")
    void huge() throws Exception {
        var file = folder.resolve("huge.ipynb");
        try (var large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(1L << 30);
        }
        refusedEverywhere(file, "1024 MiB");
    }

    @Test
    @DisplayName("a folder, a file that is not there, a device")
    void noFile() throws Exception {
        refusedEverywhere(Files.createDirectory(folder.resolve("folder.ipynb")), "is a folder");
        refusedEverywhere(folder.resolve("missing.ipynb"), "missing.ipynb");
        refusedEverywhere(Path.of("/dev/zero"), "not a regular file");
    }

    @Test
    @DisplayName("a file or a data folder one may not read")
    @DisabledOnOs(OS.WINDOWS)
    void noPermission() throws Exception {
        assumeFalse(System.getProperty("user.name").equals("root"), "root may read everything");
        var file = Files.writeString(folder.resolve("secret.ipynb"), notebook(CELL.formatted("a")));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        refusedEverywhere(file, "permission");
        var data = Files.createDirectory(
                folder.resolve("locked"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-x------")));
        refused(anode.anode("list", "--data", data.toString()), "permission");
    }

    @Test
    @DisplayName("DO-3 repeated and missing cell ids are mended: the notebook is taken in, and what was done is said")
    void cellIds() throws Exception {
        var twice =
                Files.writeString(folder.resolve("twice.ipynb"), notebook(CELL.formatted("a"), CELL.formatted("a")));
        var none = Files.writeString(
                folder.resolve("none.ipynb"), notebook(CELL.formatted("x").replace("\"id\": \"x\", ", "")));
        for (var file : List.of(twice, none)) {
            var taken = anode.anode("import", file.toString()).succeeds();
            assertTrue(taken.err().contains("id"), taken.err());
            sentences(taken.err());
            var cells = JSON.readTree(anode.anode("show", taken.line(), "--json")
                            .succeeds()
                            .out())
                    .path("cells");
            var ids = cells.valueStream().map(c -> c.path("id").asString()).toList();
            assertEquals(file.equals(twice) ? 2 : 1, ids.stream().distinct().count(), ids.toString());
        }
    }

    @Test
    @DisplayName("a data folder that another process holds without answering")
    void heldFolder() throws Exception {
        anode.anode("new", "kept").succeeds();
        try (var _ = DataFolder.open(anode.data())) {
            for (var command : List.of("list", "start")) {
                var refused = anode.anode(command);
                assertEquals(1, refused.exit(), refused.err());
                assertEquals("", refused.out());
                var last = refused.err().lines().toList().getLast();
                assertTrue(last.contains("process " + ProcessHandle.current().pid()), last);
                sentences(refused.err());
            }
        }
        assertEquals(1, anode.anode("list").succeeds().out().lines().count());
    }

    /** No file of the process may pass one megabyte, so the store's log is soon full. */
    @Test
    @Tag("long") // DiskFullIT has the store
    @DisplayName("SY-4 a full disk: the import is refused, the list is what it was, and with room again it works")
    @DisabledOnOs(OS.WINDOWS)
    void fullDisk() throws Exception {
        anode.anode("new", "kept").succeeds();
        var before = anode.anode("list").succeeds().out();
        var text = new StringBuilder();
        new Random(1).ints(2 << 20, 'a', 'z').forEach(c -> text.append((char) c));
        var file = Files.writeString(
                folder.resolve("large.ipynb"),
                notebook(CELL.formatted("a").replace("\"source\": \"1\"", "\"source\": \"" + text + "\"")));
        var full = anode.start(
                        Path.of("/bin/sh"),
                        "-c",
                        "ulimit -f 2048; exec \"$0\" \"$@\"",
                        launcher(),
                        "import",
                        file.toString())
                .end();
        refused(full, "is full; free some space");
        assertEquals(before, anode.anode("list").succeeds().out());
        anode.anode("import", file.toString()).succeeds();
        assertEquals(2, anode.anode("list").succeeds().out().lines().count());
    }

    @Test
    @DisplayName("EX-13 a kernel that can not start: the cell is not left waiting, and the next run works")
    void noKernel() throws Exception {
        anode.node();
        var place = Files.createDirectory(folder.resolve("place"));
        var file = Files.writeString(place.resolve("job.ipynb"), notebook(CELL.formatted("a")));
        var id = anode.anode("import", file.toString()).succeeds().line();
        Files.delete(file);
        Files.delete(place);
        Files.writeString(place, "a file where the folder was");
        var run = anode.anode("exec", id, "a", "--wait");
        assertEquals(1, run.exit());
        var last = run.err().lines().toList().getLast();
        assertTrue(last.contains(place.toString()) && last.contains("is not a folder"), last);
        sentences(run.err());
        var state = JSON.readTree(anode.anode("show", id, "--json").succeeds().out())
                .path("cells")
                .get(0)
                .path("state")
                .asString();
        assertEquals("cancelled", state);
        Files.delete(place);
        assertEquals("1\n", anode.anode("exec", id, "a", "--wait").succeeds().out());
    }

    private static String launcher() {
        return Launched.root().resolve("anode").toString();
    }

    /** By import and by run. */
    private void refusedEverywhere(Path file, String says) throws Exception {
        var before = anode.anode("list").succeeds().out();
        for (var command : List.of("import", "run")) refused(anode.anode(command, file.toString()), says);
        assertEquals(before, anode.anode("list").succeeds().out());
    }

    private static void refused(Result result, String says) {
        assertEquals(1, result.exit(), result.err());
        assertEquals("", result.out());
        assertTrue(result.err().contains(says), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
        sentences(result.err());
    }

    /** Every line is one for people: no stack trace, no name of an exception, with an end. */
    private static void sentences(String err) {
        for (var line : err.lines().toList()) {
            assertFalse(line.startsWith("\tat ") || line.contains("Exception"), err);
            assertTrue(line.endsWith(".") || line.endsWith("…"), err);
        }
    }

    private static String notebook(String... cells) {
        return "{\"nbformat\": 4, \"nbformat_minor\": 5, \"metadata\": {}, \"cells\": [" + String.join(", ", cells)
                + "]}";
    }
}
