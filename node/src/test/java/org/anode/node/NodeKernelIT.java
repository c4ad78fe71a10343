package org.anode.node;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anode.node.cli.Kernels;
import org.anode.node.control.Command;
import org.anode.node.control.Reply;
import org.anode.node.folder.DataFolder;
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
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
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
