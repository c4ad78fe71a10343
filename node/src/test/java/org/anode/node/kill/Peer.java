package org.anode.node.kill;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.anode.node.LanUse;
import org.anode.node.Node;
import org.anode.node.NodeConfig;
import org.anode.node.cli.Kernels;
import org.anode.node.control.Command;
import org.anode.node.control.Reply;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.folder.DataFolder;
import org.anode.schema.NotebookId;
import tools.jackson.databind.JsonNode;

/** A node in this process, whose view of a notebook can be looked at while another one is killed. */
final class Peer implements AutoCloseable {
    private static final LanUse LOOPBACK =
            new LanUse(LanUse.When.ONCE_SHARED, OptionalInt.empty(), Optional.of("127.0.0.1"));

    private final DataFolder data;
    private final Node node;

    Peer(Path folder) {
        data = DataFolder.open(folder);
        node = Node.open(NodeConfig.on(data, Kernels.launcher()).with(LOOPBACK));
    }

    JsonNode done(Command command) {
        return done(node.call(command, _ -> {}));
    }

    static JsonNode done(Reply reply) {
        return switch (reply) {
            case Reply.Done(var result) -> result;
            case Reply other -> throw new AssertionError(other.toString());
        };
    }

    /** What {@code turn} says of the notebook, or does in it. */
    <T> T ask(String notebook, Function<OpenNotebook, T> turn) {
        return node.home().notebook(NotebookId.parse(notebook)).ask(turn);
    }

    @Override
    public void close() {
        try (data) {
            node.close();
        }
    }
}
