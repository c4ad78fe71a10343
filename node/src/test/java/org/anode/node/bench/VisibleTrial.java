package org.anode.node.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.anode.node.Node;
import org.anode.node.NodeConfig;
import org.anode.node.cli.Kernels;
import org.anode.node.control.Command;
import org.anode.node.control.Reply;
import org.anode.node.folder.DataFolder;
import tools.jackson.databind.json.JsonMapper;

/** {@code make DATA}: a notebook whose one cell has the whole trace as history. {@code show DATA}: how long to see it. */
final class VisibleTrial {
    private static final String TITLE = "Trace";

    private VisibleTrial() {}

    static void main(String[] args) {
        var data = Path.of(args[1]);
        switch (args[0]) {
            case "make" -> make(data);
            case "show" -> show(data);
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** Edits as a client sends them: the source after every {@link Trace#EDITS_PER_CHANGE} keystrokes. */
    private static void make(Path data) {
        try (var folder = DataFolder.open(data);
                var node = Node.open(NodeConfig.on(folder, Kernels.launcher()))) {
            done(node, new Command.NewNotebook(Optional.of(TITLE)));
            var cell = done(node, new Command.Add(TITLE, "markdown", Optional.empty(), ""));
            var text = new StringBuilder();
            var trace = Trace.make(DocumentTrial.SEED);
            for (int i = 0; i < trace.size(); i++) {
                var edit = trace.get(i);
                text.replace(edit.at(), edit.at() + edit.delete(), edit.insert());
                if ((i + 1) % Trace.EDITS_PER_CHANGE == 0) done(node, new Command.Edit(TITLE, cell, text.toString()));
            }
        }
        print(0, 0);
    }

    private static void show(Path data) {
        var began = System.nanoTime();
        try (var folder = DataFolder.open(data);
                var node = Node.open(NodeConfig.on(folder, Kernels.launcher()))) {
            if (!(node.call(new Command.Show(TITLE), reply -> {}) instanceof Reply.Done(var shown)))
                throw new IllegalStateException("not shown");
            print((System.nanoTime() - began) / 1e6, shown.toString().length());
        }
    }

    private static void print(double ms, int length) {
        System.out.println(JsonMapper.shared().createObjectNode().put("ms", ms).put("length", length));
    }

    /** The id of what was made; empty where nothing was. */
    private static String done(Node node, Command command) {
        if (node.call(command, reply -> {}) instanceof Reply.Done(var result))
            return result.path("id").asString("");
        throw new IllegalStateException("refused: " + List.of(command));
    }
}
