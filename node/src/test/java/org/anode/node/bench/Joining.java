package org.anode.node.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.anode.node.LanUse;
import org.anode.node.Node;
import org.anode.node.NodeConfig;
import org.anode.node.OpenShare;
import org.anode.node.ScriptedKernels;
import org.anode.node.control.Command;
import org.anode.node.control.Reply;
import org.anode.node.folder.DataFolder;
import org.anode.schema.NotebookId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From a link being taken up on a node that never joined anything until the cells are in its view. */
final class Joining {
    private static final int CELLS = 1_000;

    /** Nothing measured here takes longer; what does is stuck. */
    private static final long SECONDS_MAX = 120;

    private static final long LOOK_EVERY_MS = 5;

    private final Path folder;

    Joining(Path folder) throws IOException {
        this.folder = Files.createDirectory(folder.resolve("joining"));
    }

    /**
     * Ms since the link.
     *
     * @param stored until the notebook exists on the joiner's disk
     * @param first  until a cell is visible
     * @param all    until all are
     */
    record Seen(Samples stored, Samples first, Samples all) {
        static Seen nothing() {
            return new Seen(new Samples(), new Samples(), new Samples());
        }
    }

    /** @param fresh whether the joiner opens its LAN channel for this, else it is open */
    Seen measure(int joins, boolean fresh) throws IOException, InterruptedException {
        var seen = Seen.nothing();
        try (var data = DataFolder.open(folder.resolve("anna-" + fresh));
                var anna = node(data, LanUse.When.AT_START)) {
            var notebook = taken(anna);
            for (int i = 0; i < joins; i++) join(anna, notebook, folder.resolve("bela-" + fresh + i), fresh, seen);
        }
        return seen;
    }

    private static Node node(DataFolder data, LanUse.When when) {
        var use = new LanUse(when, OptionalInt.empty(), Optional.of("127.0.0.1"));
        return Node.open(NodeConfig.on(data, new ScriptedKernels()).with(use));
    }

    private NotebookId taken(Node anna) throws IOException {
        var file = folder.resolve("Thousand.ipynb");
        Files.writeString(file, notebook());
        return anna.find(
                done(anna, new Command.ImportFile(file.toString())).path("id").asString());
    }

    private static String notebook() {
        var json = JsonMapper.shared().createObjectNode().put("nbformat", 4).put("nbformat_minor", 5);
        json.putObject("metadata");
        var cells = json.putArray("cells");
        for (int i = 0; i < CELLS; i++) {
            var cell = cells.addObject().put("cell_type", "code").put("id", "cell-" + i);
            cell.putObject("metadata");
            cell.putArray("outputs");
            cell.putNull("execution_count").put("source", ("value_" + i + " = compute(line, 1.5)\n").repeat(20));
        }
        return json.toString();
    }

    private void join(Node anna, NotebookId notebook, Path belas, boolean fresh, Seen seen)
            throws IOException, InterruptedException {
        var link = done(anna, OpenShare.of(notebook.toString())).path("link").asString();
        var when = fresh ? LanUse.When.ONCE_SHARED : LanUse.When.AT_START;
        try (var data = DataFolder.open(belas);
                var bela = node(data, when)) {
            if (!fresh) TimeUnit.SECONDS.sleep(10); // its channel is open
            var began = System.nanoTime();
            var asking = Thread.ofVirtual().start(() -> done(bela, new Command.Join(link, Optional.of(SECONDS_MAX))));
            while (!bela.home().has(notebook)) look(began);
            seen.stored.add(millisSince(began));
            while (visible(bela, notebook) == 0) look(began);
            seen.first.add(millisSince(began));
            while (visible(bela, notebook) < CELLS) look(began);
            seen.all.add(millisSince(began));
            asking.join();
        }
    }

    private static void look(long began) throws InterruptedException {
        if (millisSince(began) > TimeUnit.SECONDS.toMillis(SECONDS_MAX)) throw new IllegalStateException("not joined");
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
    }

    private static int visible(Node bela, NotebookId notebook) {
        return bela.home()
                .notebook(notebook)
                .askNow(open -> open.view().visible().size());
    }

    private static JsonNode done(Node node, Command command) {
        return switch (node.call(command, _ -> {})) {
            case Reply.Done(var result) -> result;
            case Reply other -> throw new IllegalStateException(command + ": " + other);
        };
    }

    private static double millisSince(long began) {
        return (System.nanoTime() - began) / 1e6;
    }
}
