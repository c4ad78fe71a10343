package org.anode.node.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.anode.node.browser.PageMeter;

/** How the page feels with a notebook of 500 cells of 2 KB, in a real browser against a real node. */
final class PageBench {
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

    private PageBench() {}

    static void main(String[] args) throws IOException {
        if (!PageMeter.missing().isEmpty()) throw new IllegalStateException(PageMeter.missing());
        var folder = Files.createTempDirectory("anode-bench");
        var report = new BenchReport("page");
        try (var page = PageMeter.open(folder)) {
            row(report, "page download", "KB gz", List.of(page.downloadBytes() / 1000), DOWNLOAD_KB_TARGET);
            row(report, "500 cells until interactive", "ms", page.interactive(LOADS), INTERACTIVE_MS_TARGET);
            row(report, "500 cells: nodes in the document", "nodes", List.of(page.domNodes()), NODES_TARGET);
            var keys = page.keys(KEYS);
            row(report, "key until painted (p99 counts)", "ms", keys.own(), OWN_MS_TARGET);
            row(report, "key until painted in another tab", "ms", keys.other(), OTHER_MS_TARGET);
            row(report, "click on run until its output is painted", "ms", page.runs(RUNS_WARM_UP, RUNS), RUN_MS_TARGET);
        } finally {
            report.print(System.out, args);
            Checkout.delete(folder);
        }
    }

    private static void row(BenchReport report, String what, String unit, List<Double> values, double target) {
        report.row(what, unit, Samples.of(values), Optional.of(target), Optional.empty());
    }
}
