package org.anode.node;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.anode.node.control.Command;
import org.anode.node.control.Reply;
import org.anode.schema.engine.AutomergeDoc;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A notebook with as much history as there may be. */
final class FullNotebookIT {
    private static final int EDITS_MAX = 1_000;

    private final ScriptedKernels kernels = new ScriptedKernels();
    private final Random random = new Random(1);

    @Test
    @DisplayName("R10 a notebook that is full refuses an edit with a sentence; nothing is lost, and its kernel runs on")
    void full() {
        try (var node = Node.open(NodeConfig.inMemory(kernels))) {
            var id = done(node, new Command.NewNotebook(Optional.empty()))
                    .path("id")
                    .asString();
            done(node, new Command.Add(id, "code", Optional.empty(), "hang"));
            done(node, new Command.Exec(id, List.of(), true, false, Optional.empty()));
            await().until(() -> kernels.executed.size() == 1);
            var before = fill(node, id);
            assertEquals(before, title(node, id));
            assertFalse(kernels.launched.getFirst().isDead());
            assertEquals(
                    "executing",
                    done(node, new Command.Show(id))
                            .path("cells")
                            .get(0)
                            .path("state")
                            .asString());
        }
    }

    /** Gives it long titles that can hardly be packed until one is refused; the last that was taken. */
    private String fill(Node node, String id) {
        var last = "";
        for (int i = 0; i < EDITS_MAX; i++) {
            var text = new StringBuilder();
            random.ints(AutomergeDoc.VALUE_BYTES_MAX, ' ', 0x7f).forEach(c -> text.append((char) c));
            if (node.call(new Command.Rename(id, text.toString()), _ -> {}) instanceof Reply.Failed(var why, var _)) {
                assertTrue(why.contains("export the notebook"), why);
                assertTrue(i > 100, "only " + i + " edits of half a MiB");
                return last;
            }
            last = text.toString();
        }
        throw new AssertionError("it never gets full");
    }

    private static String title(Node node, String id) {
        return done(node, new Command.Show(id)).path("title").asString();
    }

    private static JsonNode done(Node node, Command command) {
        return assertInstanceOf(Reply.Done.class, node.call(command, _ -> {})).result();
    }
}
