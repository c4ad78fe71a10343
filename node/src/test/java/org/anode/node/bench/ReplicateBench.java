package org.anode.node.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** How nodes share a notebook. */
final class ReplicateBench {
    private static final int MISSED = 10_000;
    private static final int CATCH_UPS = 3;

    private final Path folder;
    private final BenchReport report = new BenchReport("replicate");

    private ReplicateBench(Path folder) {
        this.folder = folder;
    }

    static void main(String[] args) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("anode-bench");
        try {
            var bench = new ReplicateBench(folder);
            bench.catchUp();
            bench.report.print(System.out, args);
        } finally {
            Checkout.delete(folder);
        }
    }

    private void catchUp() throws IOException, InterruptedException {
        try (var catchUp = new CatchUp(folder)) {
            catchUp(catchUp, 10_000, 1.0);
            if (!Boolean.getBoolean("short")) catchUp(catchUp, 100_000, 0.4);
        }
    }

    private void catchUp(CatchUp catchUp, int changes, double target) throws IOException, InterruptedException {
        var seen = catchUp.measure(changes, MISSED, CATCH_UPS);
        var peer = Optional.of(new BenchReport.Peer("Automerge's sync, in memory", seen.automerge()));
        report.row("10 000 changes after " + changes, "ms", seen.ours(), Optional.empty(), peer);
        report.row("  of the time of Automerge's sync", "x", seen.ratio(), Optional.of(target), Optional.empty());
        report.row(
                "recall of " + changes + " batches at opening",
                "ms",
                seen.recall(),
                Optional.empty(),
                Optional.empty());
    }
}
