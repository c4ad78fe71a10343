package org.anode.node;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.anode.node.control.Command;
import org.anode.node.control.Reply;
import org.anode.node.folder.DataFolder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A node on a disk, stopped or copied in the middle and opened again. */
final class NodeRestartTest {
    private final ScriptedKernels kernels = new ScriptedKernels();

    @TempDir
    Path folder;

    @Test
    @DisplayName("what was acknowledged is there after a restart, its outputs too, and editing goes on")
    void restart() {
        String id;
        try (var started = new Started(folder.resolve("data"))) {
            id = id(started.done(new Command.NewNotebook(Optional.of("Kept"))));
            for (int i = 0; i < 60; i++) started.done(new Command.Add(id, "code", Optional.empty(), "print " + i));
            started.done(new Command.Exec(id, List.of(), true, true, Optional.empty()));
        }
        try (var started = new Started(folder.resolve("data"))) {
            var shown = started.show(id);
            assertEquals("Kept", shown.path("title").asString());
            assertEquals(60, shown.path("cells").size());
            assertEquals("ok", shown.path("cells").get(59).path("state").asString());
            assertEquals(
                    "59\n",
                    shown.path("cells")
                            .get(59)
                            .path("outputs")
                            .get(0)
                            .path("text")
                            .get(0)
                            .asString());
            started.done(new Command.Add(id, "code", Optional.empty(), "print last"));
            assertEquals(61, started.show(id).path("cells").size());
            assertEquals(1, started.show(id).path("sessions").size());
        }
    }

    @Test
    @DisplayName("EX-8 a node that stops settles what ran and what waited")
    void stop() {
        String id;
        try (var started = new Started(folder.resolve("data"))) {
            id = started.hanging();
        }
        try (var started = new Started(folder.resolve("data"))) {
            assertEquals(List.of("lost", "cancelled"), started.states(id));
            assertEquals(1, kernels.executed.size());
        }
    }

    @Test
    @DisplayName(
            "EX-8 EX-13 after a death in the middle nothing stays executing, nothing runs twice, the output is kept")
    void death() throws IOException {
        String id;
        try (var started = new Started(folder.resolve("data"))) {
            id = started.hanging();
            started.node.store().sync();
            copy(folder.resolve("data"), folder.resolve("copy"));
        }
        try (var started = new Started(folder.resolve("copy"))) {
            assertEquals(List.of("lost", "cancelled"), started.states(id));
            assertEquals(1, kernels.executed.size(), "nothing is run again by itself");
            var cell = started.show(id).path("cells").get(0);
            assertEquals(
                    "before\n", cell.path("outputs").get(0).path("text").get(0).asString());
            var again = started.done(new Command.Exec(id, List.of(id(cell)), false, false, Optional.empty()));
            assertEquals(1, again.path("execs").size());
            await().until(() -> started.states(id).getFirst().equals("executing"));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) Files.createDirectories(target);
                else if (!file.endsWith("LOCK")) Files.copy(file, target);
            }
        }
    }

    private static String id(JsonNode json) {
        return json.path("id").asString();
    }

    /** A node on a folder. */
    private final class Started implements AutoCloseable {
        private final DataFolder data;
        private final Node node;

        Started(Path folder) {
            data = DataFolder.open(folder);
            node = Node.open(NodeConfig.on(data, kernels));
        }

        /** A notebook with a cell that runs for ever and one that waits for it. */
        String hanging() {
            var id = id(done(new Command.NewNotebook(Optional.empty())));
            done(new Command.Add(id, "code", Optional.empty(), "print before\nhang"));
            done(new Command.Add(id, "code", Optional.empty(), "print never"));
            done(new Command.Exec(id, List.of(), true, false, Optional.empty()));
            await().until(() -> states(id).equals(List.of("executing", "assigned"))
                    && !show(id).path("cells").get(0).path("outputs").isEmpty());
            return id;
        }

        JsonNode done(Command command) {
            var reply = node.call(command, _ -> {});
            return assertInstanceOf(Reply.Done.class, reply, reply.toString()).result();
        }

        JsonNode show(String id) {
            return done(new Command.Show(id));
        }

        List<String> states(String id) {
            return show(id).path("cells")
                    .valueStream()
                    .map(c -> c.path("state").asString())
                    .toList();
        }

        @Override
        public void close() {
            node.close();
            data.close();
        }
    }
}
