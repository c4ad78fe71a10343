package org.anode.node.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.anode.node.browser.Chromium;
import org.anode.node.browser.NodePage;
import org.anode.node.browser.PageMeter;

/**
 * How nodes share a notebook: typing that is seen on the other node's page, what somebody missed who was away, joining,
 * bytes for a key, and what a node costs while nobody does anything. All nodes are on this machine.
 */
final class ReplicateBench {
    private static final int KEYS = 150;
    private static final double KEY_P50_MS_TARGET = 30;
    private static final double KEY_P99_MS_TARGET = 80;

    private static final int MISSED = 10_000;
    private static final int CATCH_UPS = 15;

    private static final int JOINS = 3;
    private static final double FIRST_CELL_MS_TARGET = 1000;

    private static final double KEY_BYTES_TARGET = 600;

    private static final int IDLE_S = 30;

    /** What opening and typing set in motion has come to rest. */
    private static final int REST_S = 5;

    private static final double IDLE_PERCENT_TARGET = 2;

    private static final String[] LOOPBACK = {"--lan", "--lan-address", "127.0.0.1"};

    private final Path folder;
    private final BenchReport report = new BenchReport("replicate");

    private ReplicateBench(Path folder) {
        this.folder = folder;
    }

    static void main(String[] args) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("anode-bench");
        try {
            var bench = new ReplicateBench(folder);
            if (PageMeter.missing().isEmpty()) bench.pages();
            else System.err.println("Not measured in a page: " + PageMeter.missing());
            bench.joining();
            bench.traffic();
            bench.firstSight();
            bench.catchUp();
            bench.report.print(System.out, args);
        } finally {
            Checkout.delete(folder);
        }
    }

    private void pages() throws IOException, InterruptedException {
        try (var chromium = Chromium.launch();
                var page = NodePage.start(chromium, Files.createDirectory(folder.resolve("one")), LOOPBACK);
                var other = page.joined(Files.createDirectory(folder.resolve("other")), LOOPBACK)) {
            keys(page, other);
            idle(page, other);
        }
    }

    private void keys(NodePage page, NodePage other) {
        try (var meter = new PageMeter(page)) {
            var beside = Samples.of(meter.keys(KEYS).other());
            var there = Samples.of(meter.keys(KEYS, other).other());
            var peer = Optional.of(new BenchReport.Peer("another tab of the same node", beside));
            report.row("key until painted on the other node's page", "ms", there, Optional.of(KEY_P50_MS_TARGET), peer);
            var peer99 = Optional.of(new BenchReport.Peer("the same", one(beside.p99())));
            report.row("  99 of 100", "ms", one(there.p99()), Optional.of(KEY_P99_MS_TARGET), peer99);
        }
    }

    private static Samples one(double value) {
        return Samples.of(List.of(value));
    }

    private void idle(NodePage page, NodePage other) throws InterruptedException {
        TimeUnit.SECONDS.sleep(REST_S);
        var before = page.processorTime().plus(other.processorTime());
        TimeUnit.SECONDS.sleep(IDLE_S);
        var used = page.processorTime().plus(other.processorTime()).minus(before);
        double percent = 100.0 * used.toMillis() / TimeUnit.SECONDS.toMillis(IDLE_S) / 2; // of two nodes
        report.row("idle node, of one core", "%", one(percent), Optional.of(IDLE_PERCENT_TARGET), Optional.empty());
    }

    private void joining() throws IOException, InterruptedException {
        var joining = new Joining(folder);
        joined("join, LAN open", joining.measure(JOINS, false));
        joined("join, LAN opened by it", joining.measure(JOINS, true));
    }

    private void joined(String what, Joining.Seen seen) {
        report.row(what + ": let in", "ms", seen.stored(), Optional.empty(), Optional.empty());
        report.row(
                what + ": first of 1000 cells",
                "ms",
                seen.first(),
                Optional.of(FIRST_CELL_MS_TARGET),
                Optional.empty());
        report.row(what + ": all of them", "ms", seen.all(), Optional.empty(), Optional.empty());
    }

    private void traffic() throws InterruptedException {
        var alone = one(Traffic.bytesPerKey(folder, false));
        var carets = one(Traffic.bytesPerKey(folder, true));
        report.row("a key to one peer", "bytes", alone, Optional.of(KEY_BYTES_TARGET), Optional.empty());
        report.row("  with the caret", "bytes", carets, Optional.of(KEY_BYTES_TARGET), Optional.empty());
    }

    private void catchUp() throws IOException, InterruptedException {
        try (var catchUp = new CatchUp(folder)) {
            catchUp(catchUp, 10_000, 1.0);
            catchUp(catchUp, 100_000, 0.4);
        }
    }

    private void firstSight() throws IOException, InterruptedException {
        try (var firstSight = new FirstSight(folder)) {
            firstSight(firstSight, 10_000);
            firstSight(firstSight, 100_000);
        }
    }

    private void firstSight(FirstSight firstSight, int changes) throws IOException, InterruptedException {
        var seen = firstSight.measure(changes, JOINS);
        var target = Optional.of(FIRST_CELL_MS_TARGET);
        report.row("join " + changes + " changes: cells as they are", "ms", seen.shown(), target, Optional.empty());
        report.row("  all changes are here", "ms", seen.all(), Optional.empty(), Optional.empty());
        report.row("  the other side types meanwhile", "ms", seen.held(), Optional.empty(), Optional.empty());
    }

    private void catchUp(CatchUp catchUp, int changes, double target) throws IOException, InterruptedException {
        var seen = catchUp.measure(changes, MISSED, CATCH_UPS);
        var peer = Optional.of(new BenchReport.Peer("Automerge's sync, in memory", seen.automerge()));
        report.row("10 000 missed changes of " + (changes + MISSED), "ms", seen.ours(), Optional.empty(), peer);
        report.row("  as multiple of Automerge's sync", "x", seen.ratio(), Optional.of(target), Optional.empty());
        report.row(
                "knowing " + changes + " batches after opening",
                "ms",
                seen.recall(),
                Optional.empty(),
                Optional.empty());
    }
}
