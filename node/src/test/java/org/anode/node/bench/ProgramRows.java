package org.anode.node.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anode.kernel.KernelPace;
import org.anode.kernel.process.ProcessLauncher;
import org.anode.node.bench.kernel.LiveKernel;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Twelve small programs: their first call and their best, and those of CPython. */
record ProgramRows(ProcessLauncher launcher, Path folder, BenchReport report) {
    private static final int SECONDS = 5;

    /** Those that shall not be slower than CPython once they are warm; of the others we say how it is. */
    private static final Set<String> EVEN = Set.of("loops", "recursion", "numbers", "integers", "objects", "sort");

    void measure() throws IOException, InterruptedException {
        KernelBench.say("twelve programs");
        var source = Files.readString(scripts().resolve("programs.py"));
        var peer = peer();
        for (var pace : KernelPace.values()) rows(pace, ours(source, pace), peer);
    }

    private static Path scripts() {
        return Checkout.root().resolve("node/src/test/bench/kernel");
    }

    private JsonNode ours(String source, KernelPace pace) throws InterruptedException {
        try (var kernel = LiveKernel.start(launcher, KernelBench.spec(folder, pace))) {
            kernel.run(source).orThrow();
            var measured = kernel.run("print(json.dumps(measured(" + SECONDS + ")))");
            return JsonMapper.shared().readTree(measured.orThrow().text());
        }
    }

    private static Optional<JsonNode> peer() throws IOException, InterruptedException {
        var call = "import json, programs; print(json.dumps(programs.measured(1)))";
        return Checkout.output(scripts(), List.of(PeerKernel.PYTHON, "-B", "-c", call))
                .map(JsonMapper.shared()::readTree);
    }

    private void rows(KernelPace pace, JsonNode ours, Optional<JsonNode> peer) {
        for (var entry : ours.properties()) {
            var theirs = peer.map(json -> json.path(entry.getKey()));
            theirs.filter(other -> !other.path(0).equals(entry.getValue().path(0)))
                    .ifPresent(other -> {
                        throw new IllegalStateException(entry.getKey() + " is another value in CPython: " + other);
                    });
            var name = pace.word() + ": " + entry.getKey();
            row(name + ", first call", entry.getValue().path(1), theirs.map(other -> other.path(1)), Optional.empty());
            var target = theirs.filter(_ -> EVEN.contains(entry.getKey()))
                    .map(other -> other.path(2).asDouble());
            row(name + ", best", entry.getValue().path(2), theirs.map(other -> other.path(2)), target);
        }
    }

    private void row(String name, JsonNode ms, Optional<JsonNode> peer, Optional<Double> target) {
        var beside = peer.map(other -> new BenchReport.Peer("CPython", Samples.of(List.of(other.asDouble()))));
        report.row(name, "ms", Samples.of(List.of(ms.asDouble())), target, beside);
    }
}
