package org.anode.node.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.anode.node.browser.Chromium;
import org.anode.node.browser.MeasuredPage;
import org.anode.node.browser.NodePage;
import org.anode.node.browser.PageMeter;
import org.anode.node.browser.RepoPage;

/**
 * How the page feels with a notebook of 500 cells of 2 KB, in a real browser against a real node, beside a page that keeps
 * the same notebook with automerge-repo in the browser and a small sync server, in the same browser, measured the same way.
 */
final class PageBench {
    private static final String PEER = "automerge-repo";

    /** Its synchronizer collects changes for 100 ms, in the page and again in the server; there is no setting for it. */
    private static final String PEER_SENDING = "automerge-repo, which sends every 100 ms";

    private static final int LOADS = 10;
    private static final int KEYS = 300;
    private static final int RUNS_WARM_UP = 20;
    private static final int RUNS = 50;

    private static final double DOWNLOAD_KB_TARGET = 300;
    private static final double INTERACTIVE_MS_TARGET = 500;
    private static final double NODES_TARGET = 20_000;
    private static final double OWN_MS_TARGET = 50;
    private static final double OTHER_MS_TARGET = 25;
    private static final double RUN_MS_TARGET = 50;

    private final BenchReport report = new BenchReport("page");

    private PageBench() {}

    static void main(String[] args) throws IOException, InterruptedException {
        if (!PageMeter.missing().isEmpty()) throw new IllegalStateException(PageMeter.missing());
        var folder = Files.createTempDirectory("anode-bench");
        try {
            var bench = new PageBench();
            bench.measure(folder);
            bench.report.print(System.out, args);
        } finally {
            Checkout.delete(folder);
        }
    }

    /** What was seen of one page. */
    private record Seen(List<Double> kilobytes, List<Double> interactive, List<Double> nodes, PageMeter.Keys keys) {
        static Seen of(MeasuredPage page) {
            try (var meter = new PageMeter(page)) {
                return new Seen(
                        List.of(meter.downloadBytes() / 1000),
                        meter.interactive(LOADS),
                        List.of(meter.domNodes()),
                        meter.keys(KEYS));
            }
        }
    }

    private void measure(Path folder) throws IOException, InterruptedException {
        // Before anything is measured: this keeps the machine busy.
        var program = builtPeer(folder);
        Seen ours;
        List<Double> runs;
        try (var chromium = Chromium.launch();
                var page = NodePage.start(chromium, folder)) {
            ours = Seen.of(page);
            runs = page.runs(RUNS_WARM_UP, RUNS);
        }
        Optional<Seen> theirs = program.isPresent() ? Optional.of(peer(program.get())) : Optional.empty();
        rows(ours, theirs);
        row("click on run until its output is painted", "ms", runs, RUN_MS_TARGET, Optional.empty());
    }

    private static Optional<Path> builtPeer(Path folder) throws IOException, InterruptedException {
        var program = NpmPeer.install("page", folder);
        if (program.isPresent() && !builds(program.get()))
            throw new IllegalStateException("the peer's page can't be built");
        return program;
    }

    private static boolean builds(Path program) throws IOException, InterruptedException {
        return Checkout.output(program, List.of("npm", "run", "build", "--silent"))
                .isPresent();
    }

    private static Seen peer(Path program) throws IOException {
        try (var chromium = Chromium.launch();
                var page = RepoPage.start(chromium, program)) {
            return Seen.of(page);
        }
    }

    private void rows(Seen ours, Optional<Seen> theirs) {
        row("page download", "KB gz", ours.kilobytes(), DOWNLOAD_KB_TARGET, theirs.map(Seen::kilobytes));
        row(
                "500 cells until interactive",
                "ms",
                ours.interactive(),
                INTERACTIVE_MS_TARGET,
                theirs.map(Seen::interactive));
        row("500 cells: nodes in the document", "nodes", ours.nodes(), NODES_TARGET, theirs.map(Seen::nodes));
        row(
                "key until painted (p99 counts)",
                "ms",
                ours.keys().own(),
                OWN_MS_TARGET,
                theirs.map(seen -> seen.keys().own()));
        other(ours.keys().other(), theirs.map(seen -> seen.keys().other()));
    }

    private void other(List<Double> ours, Optional<List<Double>> theirs) {
        var peer = theirs.map(values -> new BenchReport.Peer(PEER_SENDING, Samples.of(values)));
        report.row("key until painted in another tab", "ms", Samples.of(ours), Optional.of(OTHER_MS_TARGET), peer);
    }

    private void row(String what, String unit, List<Double> ours, double target, Optional<List<Double>> theirs) {
        var peer = theirs.map(values -> new BenchReport.Peer(PEER, Samples.of(values)));
        report.row(what, unit, Samples.of(ours), Optional.of(target), peer);
    }
}
