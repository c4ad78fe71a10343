package org.anode.node.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.anode.node.ShortLived;
import org.anode.node.VisibleTrial;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * One text of 260 000 edits: how long until a notebook that holds it is visible, and what replaying and loading it cost
 * in our engine, in Automerge's JavaScript and in Yjs. Every figure of the latter is a fresh process.
 */
final class DocumentBench {
    private static final int TRIALS = 3;
    private static final int OPENS = 10;
    private static final double VISIBLE_MS_TARGET = 200;

    private final Path folder;
    private final BenchReport report = new BenchReport("document");

    private DocumentBench(Path folder) {
        this.folder = folder;
    }

    static void main(String[] args) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("anode-bench");
        try {
            var bench = new DocumentBench(folder);
            bench.visible();
            bench.engines();
            bench.report.print(System.out, args);
        } finally {
            Checkout.delete(folder);
        }
    }

    /** Each open is a fresh node, which has shown another notebook before. */
    private void visible() throws IOException, InterruptedException {
        var data = folder.resolve("data");
        if (trial(ShortLived.java(VisibleTrial.class.getName(), "make", data.toString()), folder)
                .isEmpty()) throw new IllegalStateException("the notebook could not be made");
        var opens = new ArrayList<JsonNode>();
        for (int i = 0; i < OPENS; i++)
            trial(ShortLived.java(VisibleTrial.class.getName(), "show", data.toString()), folder)
                    .ifPresent(opens::add);
        report.row("open until visible", "ms", samples(opens, "ms"), Optional.of(VISIBLE_MS_TARGET), Optional.empty());
        report.row(
                "fresh process until another is visible",
                "ms",
                samples(opens, "startMs"),
                Optional.empty(),
                Optional.empty());
    }

    private void engines() throws IOException, InterruptedException {
        var trace = folder.resolve("trace.json");
        Files.writeString(trace, traceJson().toString());
        var peers = NpmPeer.install("document", folder);
        for (var task : List.of("replay", "load")) {
            var saved = folder.resolve("anode.bin").toString();
            var ours = trials(() -> ShortLived.java(DocumentTrial.class.getName(), task, saved), folder);
            row(task, ours, "Automerge JS", peers, "automerge", trace);
            row(task, ours, "Yjs", peers, "yjs", trace);
        }
    }

    private void row(String task, List<JsonNode> ours, String name, Optional<Path> peers, String library, Path trace)
            throws IOException, InterruptedException {
        List<JsonNode> theirs = List.of();
        if (peers.isPresent()) {
            var saved = folder.resolve(library + ".bin").toString();
            var command = List.of("node", "document.mjs", library, task, trace.toString(), saved);
            theirs = trials(() -> command, peers.get());
        }
        both(task + " against " + name, "ms", "ms", ours, name, theirs);
        both(task + " memory against " + name, "MiB", "rssMiB", ours, name, theirs);
    }

    private void both(String what, String unit, String field, List<JsonNode> ours, String name, List<JsonNode> theirs) {
        Optional<BenchReport.Peer> peer =
                theirs.isEmpty() ? Optional.empty() : Optional.of(new BenchReport.Peer(name, samples(theirs, field)));
        report.row(what, unit, samples(ours, field), Optional.empty(), peer);
    }

    private static Samples samples(List<JsonNode> trials, String field) {
        return Samples.of(
                trials.stream().map(json -> json.get(field).asDouble()).toList());
    }

    private static List<JsonNode> trials(Supplier<List<String>> command, Path directory)
            throws IOException, InterruptedException {
        var results = new ArrayList<JsonNode>();
        for (int i = 0; i < TRIALS; i++) trial(command.get(), directory).ifPresent(results::add);
        return results;
    }

    private static Optional<JsonNode> trial(List<String> command, Path directory)
            throws IOException, InterruptedException {
        return Checkout.output(directory, command)
                .map(text -> JsonMapper.shared().readTree(text.lines().toList().getLast()));
    }

    private static ArrayNode traceJson() {
        var array = JsonMapper.shared().createArrayNode();
        for (var edit : Trace.make(DocumentTrial.SEED))
            array.addArray().add(edit.at()).add(edit.delete()).add(edit.insert());
        return array;
    }
}
