package org.anode.node.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.anode.node.Node;
import org.anode.node.NodeConfig;
import org.anode.node.cli.Kernels;
import org.anode.node.control.Command;
import org.anode.node.control.NodeLink;
import org.anode.node.control.Reply;
import org.anode.node.folder.DataFolder;

/**
 * From the request to run a cell to its first output inside the node, with a warm kernel and everything kept on disk;
 * beside it ipykernel through jupyter_client.
 */
final class RunBench {
    private static final int WARM_UP = 100;
    private static final int RUNS = 300;
    private static final double FIRST_OUTPUT_MS_TARGET = 5;

    private RunBench() {}

    static void main(String[] args) throws IOException, InterruptedException {
        var data = Files.createTempDirectory("anode-bench");
        var report = new BenchReport("run");
        try {
            measure(data, report);
            report.print(System.out, args);
        } finally {
            Checkout.delete(data);
        }
    }

    private static void measure(Path data, BenchReport report) throws IOException, InterruptedException {
        var first = new Samples();
        var saved = new Samples();
        try (var folder = DataFolder.open(data);
                var node = Node.open(NodeConfig.on(folder, Kernels.launcher()))) {
            var notebook = done(node, new Command.NewNotebook(Optional.of("Bench")));
            var cell = done(node, new Command.Add(notebook, "code", Optional.empty(), "print('here')"));
            var exec = new Command.Exec(notebook, List.of(cell), false, true, Optional.empty());
            for (int i = 0; i < WARM_UP + RUNS; i++) {
                var took = Took.by(node, exec);
                if (i < WARM_UP) continue;
                first.add(took.firstMs());
                saved.add(took.endedMs());
            }
        }
        var peer = PeerKernel.measure(0, RUNS).map(p -> new BenchReport.Peer("ipykernel", p.firstOutputMs()));
        report.row("request until first output", "ms", first, Optional.of(FIRST_OUTPUT_MS_TARGET), peer);
        report.row("request until ended and on disk", "ms", saved, Optional.empty(), Optional.empty());
    }

    /** Of a run that puts something out: until its first output, and until it ended and was on the disk. */
    record Took(double firstMs, double endedMs) {
        static Took by(NodeLink node, Command.Exec exec) {
            var began = System.nanoTime();
            var firstAt = new AtomicLong();
            var last = node.call(exec, reply -> {
                if (reply instanceof Reply.Text) firstAt.compareAndSet(0, System.nanoTime());
            });
            if (!(last instanceof Reply.Done) || firstAt.get() == 0)
                throw new IllegalStateException("no output: " + last);
            return new Took((firstAt.get() - began) / 1e6, (System.nanoTime() - began) / 1e6);
        }
    }

    private static String done(NodeLink node, Command command) {
        if (node.call(command, reply -> {}) instanceof Reply.Done(var result))
            return result.get("id").asString();
        throw new IllegalStateException("refused: " + command);
    }
}
