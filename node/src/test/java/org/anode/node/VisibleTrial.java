package org.anode.node;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.anode.node.bench.DocumentTrial;
import org.anode.node.bench.Trace;
import org.anode.node.cli.Kernels;
import org.anode.node.control.Command;
import org.anode.node.control.Reply;
import org.anode.node.folder.DataFolder;
import org.anode.schema.CellId;
import tools.jackson.databind.json.JsonMapper;

/** {@code make DATA}: a notebook whose one cell has the whole trace as history. {@code show DATA}: how long to see it in a node that has shown another one. */
public final class VisibleTrial {
    private static final String TITLE = "Trace";
    private static final String OTHER = "Other";

    private VisibleTrial() {}

    static void main(String[] args) {
        var data = Path.of(args[1]);
        switch (args[0]) {
            case "make" -> make(data);
            case "show" -> show(data);
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** A turn, and so a change, a batch and a write, for each {@link Trace#EDITS_PER_CHANGE} keystrokes. */
    private static void make(Path data) {
        try (var folder = DataFolder.open(data);
                var node = Node.open(NodeConfig.on(folder, Kernels.launcher()))) {
            done(node, new Command.NewNotebook(Optional.of(OTHER)));
            done(node, new Command.NewNotebook(Optional.of(TITLE)));
            var cell = new CellId(done(node, new Command.Add(TITLE, "markdown", Optional.empty(), "")));
            var notebook = node.commands().find(TITLE);
            for (var edits : DocumentTrial.changes(cell, Trace.make(DocumentTrial.SEED)))
                node.shelf().askNow(notebook, open -> {
                    open.edit(edits);
                    return cell;
                });
        }
        print(0, 0, 0);
    }

    /** {@code startMs}: until the store is open. {@code ms}: until a node that runs shows a notebook it has not opened. */
    private static void show(Path data) {
        var began = System.nanoTime();
        try (var folder = DataFolder.open(data);
                var node = Node.open(NodeConfig.on(folder, Kernels.launcher()))) {
            shown(node, OTHER);
            var running = System.nanoTime();
            int length = shown(node, TITLE);
            print((running - began) / 1e6, (System.nanoTime() - running) / 1e6, length);
        }
    }

    /** The length of what is shown. */
    private static int shown(Node node, String title) {
        if (node.call(new Command.Show(title), reply -> {}) instanceof Reply.Done(var shown))
            return shown.toString().length();
        throw new IllegalStateException("not shown: " + title);
    }

    private static void print(double startMs, double ms, int length) {
        System.out.println(JsonMapper.shared()
                .createObjectNode()
                .put("startMs", startMs)
                .put("ms", ms)
                .put("length", length));
    }

    /** The id of what was made; empty where nothing was. */
    private static String done(Node node, Command command) {
        if (node.call(command, reply -> {}) instanceof Reply.Done(var result))
            return result.path("id").asString("");
        throw new IllegalStateException("refused: " + List.of(command));
    }
}
