package org.anode.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.anode.node.control.Command;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** What threads and tasks put out when their run is over. */
@Timeout(120)
final class LateOutputsTest {
    private final Node node = Node.open(NodeConfig.inMemory(new ScriptedKernels()));
    private String notebook = "";

    @BeforeEach
    void create() {
        notebook = done(new Command.NewNotebook(Optional.of("n"))).path("id").asString();
    }

    @AfterEach
    void close() {
        node.close();
    }

    private JsonNode done(Command command) {
        return Replies.done(node, command);
    }

    /** Runs a new cell with these lines to its end. */
    private void run(String... lines) {
        var added = new Command.Add(notebook, "code", Optional.empty(), String.join("\n", lines));
        var cell = done(added).path("id").asString();
        done(new Command.Exec(notebook, List.of(cell), false, true, Optional.empty()));
    }

    /** What each cell shows, from the first to the last. */
    private List<String> shown() {
        return done(new Command.Show(notebook))
                .path("cells")
                .valueStream()
                .map(cell -> cell.path("outputs")
                        .valueStream()
                        .map(LateOutputsTest::text)
                        .reduce("", String::concat))
                .toList();
    }

    /** A notebook file has a text as one or as its lines. */
    private static String text(JsonNode output) {
        var text = output.has("data") ? output.path("data").path("text/plain") : output.path("text");
        return text.isArray()
                ? text.valueStream().map(JsonNode::asString).reduce("", String::concat)
                : text.asString("");
    }

    private void awaitShown(String... cells) {
        Awaitility.await().untilAsserted(() -> assertEquals(List.of(cells), shown()));
    }

    @Test
    @DisplayName("what a thread puts out after its run ended stands below its own cell, whatever runs by then")
    void ownCell() {
        run("print a", "later after its end");
        run("print b", "late while another runs");
        awaitShown("a\nafter its end\nwhile another runs\n", "b\n");
    }

    @Test
    @DisplayName("an update of a display by a thread of an earlier run reaches the last one, which may update it again")
    void update() {
        run("print a");
        run("display one", "lately two");
        awaitShown("a\n", "two");
        run("print c");
        run("lately three");
        awaitShown("a\n", "three", "c\n", "");
    }

    @Test
    @DisplayName("what says that it is of a run that can not be stands below the last run")
    void oddRun() {
        run("print a", "odd one");
        awaitShown("a\none\n");
        run("print b");
        awaitShown("a\none\n", "b\n");
    }

    @Test
    @DisplayName("what is not stored yet when the kernel is restarted is not lost")
    void restart() {
        run("print a", "later one");
        run("late two", "late three");
        done(new Command.Restart(notebook, false));
        assertEquals(List.of("a\none\ntwo\nthree\n", ""), shown());
    }

    @Test
    @DisplayName("what is not stored yet when a run becomes too old to be heard is not lost")
    void tooOld() {
        run("print a", "later one");
        run("late two", "late three");
        var runs = 20;
        for (int i = 0; i < runs; i++) run("print " + i);
        var expected = Stream.concat(
                Stream.of("a\none\ntwo\nthree\n", ""),
                Stream.iterate(0, i -> i + 1).limit(runs).map(i -> i + "\n"));
        assertEquals(expected.toList(), shown());
    }
}
