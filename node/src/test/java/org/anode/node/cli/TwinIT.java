package org.anode.node.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.anode.node.LanUse;
import org.anode.node.OpenShare;
import org.anode.node.ScriptedKernels;
import org.anode.node.control.Command;
import org.anode.node.control.Reply;
import org.anode.node.page.PageServer;
import org.anode.node.page.Tab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A data folder and a copy of it, both with a node that runs, in this process and on the loopback interface. */
@Timeout(600)
final class TwinIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final LanUse LOOPBACK =
            new LanUse(LanUse.When.ONCE_SHARED, OptionalInt.empty(), Optional.of("127.0.0.1"));

    private final ScriptedKernels kernels = new ScriptedKernels();
    private final List<LocalNode> open = new ArrayList<>();

    @TempDir
    Path temp;

    @AfterEach
    void close() {
        open.forEach(LocalNode::close);
    }

    private LocalNode start(String folder) {
        var node = LocalNode.open(temp.resolve(folder), kernels, LOOPBACK);
        open.add(node);
        return node;
    }

    private static JsonNode done(LocalNode node, Command command) {
        var reply = node.call(command, _ -> {});
        return assertInstanceOf(Reply.Done.class, reply, reply.toString()).result();
    }

    private static String id(JsonNode result) {
        return result.path("id").asString();
    }

    private static JsonNode device(LocalNode node) {
        return done(node, new Command.Devices()).get(0);
    }

    private static void add(LocalNode node, String notebook, String source) {
        done(node, addition(notebook, source));
    }

    private static Command addition(String notebook, String source) {
        return new Command.Add(notebook, "code", Optional.empty(), source);
    }

    private static String refusal(LocalNode node, Command command) {
        var reply = node.call(command, _ -> {});
        return assertInstanceOf(Reply.Failed.class, reply, reply.toString()).sentence();
    }

    private String export(LocalNode node, String notebook) {
        try {
            var file = temp.resolve("exported.ipynb");
            done(node, new Command.ExportFile(notebook, file.toString()));
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitSame(LocalNode one, LocalNode other, String notebook, String... sources) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            var exported = export(one, notebook);
            for (var source : sources) assertTrue(exported.contains(source), exported);
            assertEquals(exported, export(other, notebook));
        });
    }

    private void copy(String from, String to) throws IOException {
        try (var files = Files.walk(temp.resolve(from))) {
            for (var file : files.toList())
                Files.copy(
                        file,
                        temp.resolve(to)
                                .resolve(temp.resolve(from).relativize(file).toString()));
        }
    }

    @Test
    @DisplayName("SY-5 of a data folder and its copy that meet, the copy becomes a device of its own, and both go on")
    void copied() throws Exception {
        String trees;
        String alone;
        String hers;
        try (var node = LocalNode.open(temp.resolve("first"), kernels, LOOPBACK)) {
            node.name("Anna’s laptop");
            trees = id(done(node, new Command.NewNotebook(Optional.of("Trees"))));
            alone = id(done(node, new Command.NewNotebook(Optional.of("Alone"))));
            hers = id(done(node, new Command.NewNotebook(Optional.of("Hers"))));
            add(node, trees, "print oak");
            add(node, alone, "print one");
            add(node, hers, "print red");
            done(node, new Command.Exec(trees, List.of(), true, true, Optional.empty()));
            done(node, OpenShare.of(trees));
        }
        copy("first", "second");
        var second = start("second"); // earlier than the first, but its folder is elsewhere
        int port = second.serve(PageServer.PORT_ANY, () -> {}).port();
        var session = Tab.session(second.link(Optional.empty()));
        var was = id(device(second));
        var first = start("first");
        await().atMost(PATIENCE).untilAsserted(() -> assertNotEquals(was, id(device(second))));
        assertEquals(was, id(device(first)), "the first goes on as it was");
        assertEquals("Anna’s laptop (2)", device(second).path("name").asString());
        assertEquals(was, device(second).path("copyOf").path(0).asString());
        await().atMost(PATIENCE)
                .ignoreExceptions() // until the port is open again
                .until(() -> news(port, session).contains("a computer of its own now, called “Anna’s laptop (2)”"));

        await().atMost(PATIENCE).until(() -> second.call(addition(trees, "print elm"), _ -> {}) instanceof Reply.Done);
        add(first, trees, "print ash");
        awaitSame(first, second, trees, "print oak", "print elm", "print ash", "oak\\n");
        done(second, new Command.Exec(trees, List.of(), true, true, Optional.empty()));
        awaitSame(first, second, trees, "elm\\n", "ash\\n");
        for (var node : List.of(first, second)) {
            var people = done(node, new Command.People(trees));
            assertEquals(2, people.size());
            assertEquals(id(device(node)), id(people.get(0)));
            assertEquals("admin", people.get(1).path("role").asString());
        }
        assertEquals("Anna’s laptop (2)", names(first, trees).getLast());
        assertEquals(List.of("Anna’s laptop (2)", "Anna’s laptop"), names(second, trees));

        add(second, alone, "print two");
        add(first, alone, "print three");
        var link = done(first, OpenShare.of(alone)).path("link").asString();
        done(second, new Command.Join(link, Optional.of(PATIENCE.toSeconds())));
        add(second, alone, "print four");
        awaitSame(first, second, alone, "print one", "print two", "print three", "print four");

        assertEquals(List.of("Anna’s laptop (2)"), names(second, hers), "nobody else has seen it");
        add(second, hers, "print green");
        var other = done(second, OpenShare.of(hers)).path("link").asString();
        add(second, hers, "print blue");
        done(first, new Command.Join(other, Optional.of(PATIENCE.toSeconds())));
        add(first, hers, "print white");
        awaitSame(first, second, hers, "print red", "print green", "print blue", "print white");
    }

    private static List<String> names(LocalNode node, String notebook) {
        return done(node, new Command.People(notebook))
                .valueStream()
                .map(person -> person.path("name").asString(""))
                .toList();
    }

    /** What the node says to a page that was open before. */
    private static String news(int port, String session) {
        try (var tab = new Tab(port, session, "tab")) {
            return tab.next("notice").path("text").asString();
        }
    }

    @Test
    @DisplayName(
            "SY-5 where the copied device could not invite, its copy reads, says what to do, and joins with a link")
    void copiedEditor() throws Exception {
        var anna = start("anna");
        var trees = id(done(anna, new Command.NewNotebook(Optional.of("Trees"))));
        add(anna, trees, "print oak");
        var link = done(anna, OpenShare.of(trees)).path("link").asString();
        try (var bela = LocalNode.open(temp.resolve("first"), kernels, LOOPBACK)) {
            done(bela, new Command.Join(link, Optional.of(PATIENCE.toSeconds())));
            awaitSame(anna, bela, trees, "print oak");
        }
        copy("first", "second");
        var first = start("first");
        var second = start("second");
        await().atMost(PATIENCE).untilAsserted(() -> assertNotEquals(id(device(first)), id(device(second))));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertTrue(
                        refusal(second, addition(trees, "print elm")).contains("join again with a link"),
                        refusal(second, addition(trees, "print elm"))));
        assertTrue(export(second, trees).contains("print oak"), "it can be read");
        var again = done(anna, OpenShare.of(trees)).path("link").asString();
        done(second, new Command.Join(again, Optional.of(PATIENCE.toSeconds())));
        add(second, trees, "print elm");
        add(first, trees, "print ash");
        awaitSame(first, second, trees, "print oak", "print elm", "print ash");
        assertEquals(3, done(anna, new Command.People(trees)).size());
    }
}
