package org.anode.node;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anode.node.control.Command;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Files that are kept as their notebooks are. */
final class KeptFilesTest {
    private static final String FILE =
            "{\"cells\":[{\"cell_type\":\"code\",\"execution_count\":null,\"id\":\"a\",\"metadata\":{},"
                    + "\"outputs\":[],\"source\":\"print a\"}],\"metadata\":{},\"nbformat\":4,\"nbformat_minor\":5}";

    private final Node node = Node.open(NodeConfig.inMemory(new ScriptedKernels()));
    private final List<String> notices = new ArrayList<>();
    private Path file;

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("Mine.ipynb");
        Files.writeString(file, FILE);
        node.home().listen((_, sentence) -> {
            synchronized (notices) {
                notices.add(sentence);
            }
        });
    }

    @AfterEach
    void close() {
        node.close();
    }

    private JsonNode done(Command command) {
        return Replies.done(node, command);
    }

    private String open() {
        return done(new Command.OpenFile(file.toString())).path("id").asString();
    }

    private String text(Path of) {
        try {
            return Files.readString(of);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void awaitText(Path of, String part) {
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(of) && text(of).contains(part));
    }

    @Test
    @DisplayName("opening alone never writes the file; an edit and a run do, a moment later")
    void follows() {
        var id = open();
        assertEquals(id, open(), "the file is that notebook");
        done(new Command.Show(id));
        assertEquals(FILE, text(file));
        done(new Command.Edit(id, "a", "print changed"));
        awaitText(file, "print changed");
        done(new Command.Exec(id, List.of("a"), false, true, Optional.empty()));
        awaitText(file, "\"changed\\n\"");
    }

    @Test
    @DisplayName("import copies: the file stays as it was")
    void importCopies() {
        var id = done(new Command.ImportFile(file.toString())).path("id").asString();
        done(new Command.Edit(id, "a", "print changed"));
        node.close();
        assertEquals(FILE, text(file));
    }

    @Test
    @DisplayName("a file somebody else changed stays; ours goes beside it, and people are told, once")
    void changedElsewhere() throws IOException {
        var id = open();
        Files.writeString(file, FILE.replace("print a", "theirs"));
        done(new Command.Edit(id, "a", "ours"));
        var beside = folder.resolve("Mine (Anode).ipynb");
        awaitText(beside, "ours");
        done(new Command.Edit(id, "a", "ours again"));
        awaitText(beside, "ours again");
        assertTrue(text(file).contains("theirs"));
        synchronized (notices) {
            assertEquals(1, notices.size(), notices.toString());
            assertTrue(notices.getFirst().contains("(Anode)"), notices.getFirst());
        }
    }

    @Test
    @DisplayName("DO-10 an empty notebook never replaces a file that has content")
    void empty() {
        var id = open();
        done(new Command.Remove(id, List.of("a")));
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            synchronized (notices) {
                return !notices.isEmpty();
            }
        });
        assertEquals(FILE, text(file));
    }

    @Test
    @DisplayName("what waits is written when the node closes")
    void closing() {
        var id = open();
        var began = System.nanoTime();
        done(new Command.Edit(id, "a", "at the end"));
        var early = text(file).contains("at the end");
        // Later it may have been written for the quiet.
        if (System.nanoTime() - began < KeptFiles.QUIET_MS * 1_000_000) assertFalse(early);
        node.close();
        assertTrue(text(file).contains("at the end"));
    }
}
