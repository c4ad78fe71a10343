package org.anode.node.bench;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a benchmark saw, as a table for people and one JSON line for scripts. */
final class BenchReport {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final String bench;
    private final double loadBefore = load();
    private final List<Row> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    BenchReport(String bench) {
        this.bench = bench;
    }

    /**
     * One measured thing.
     *
     * @param target the figure asked for, in {@code unit}; empty where none is
     */
    record Row(String name, String unit, Samples samples, Optional<Double> target, Optional<Peer> peer) {}

    /** The same thing done by another program in the same run; without samples, the name says why there are none. */
    record Peer(String name, Samples samples) {
        private String p50() {
            return samples.size() == 0 ? name : String.format(Locale.ROOT, "%.2f %s", samples.p50(), name);
        }
    }

    void row(String name, String unit, Samples samples, Optional<Double> target, Optional<Peer> peer) {
        rows.add(new Row(name, unit, samples, target, peer));
    }

    /** What who reads the figures has to know, in one sentence. */
    void note(String sentence) {
        notes.add(sentence);
    }

    /** Prints the table, unless only {@code --json} was asked for, and then the JSON line. */
    void print(PrintStream out, String... args) {
        if (!List.of(args).contains("--json")) table(out);
        out.println(json());
    }

    private void table(PrintStream out) {
        out.printf("%s on %s, load %.2f before, %.2f after%n", bench, machine(), loadBefore, load());
        out.printf("%-44s %-6s %10s %10s %5s %10s  %s%n", "what", "unit", "p50", "p99", "n", "target", "peer p50");
        for (var row : rows) {
            var samples = row.samples();
            out.printf(
                    Locale.ROOT,
                    "%-44s %-6s %10.2f %10.2f %5d %10s  %s%n",
                    row.name(),
                    row.unit(),
                    samples.p50(),
                    samples.p99(),
                    samples.size(),
                    row.target().map(BenchReport::target).orElse("-"),
                    row.peer().map(Peer::p50).orElse("-"));
        }
        notes.forEach(out::println);
    }

    private static String target(double target) {
        return String.format(Locale.ROOT, target == Math.rint(target) ? "%.0f" : "%.1f", target);
    }

    private String json() {
        var report = JSON.createObjectNode();
        report.put("bench", bench).put("machine", machine()).put("load", round(loadBefore));
        var array = report.putArray("rows");
        rows.forEach(row -> array.add(json(row)));
        if (!notes.isEmpty()) notes.forEach(report.putArray("notes")::add);
        return JSON.writeValueAsString(report);
    }

    private static ObjectNode json(Row row) {
        var samples = row.samples();
        var json = JSON.createObjectNode().put("name", row.name()).put("unit", row.unit());
        json.put("p50", round(samples.p50())).put("p99", round(samples.p99())).put("n", samples.size());
        row.target().ifPresentOrElse(target -> json.put("target", target), () -> json.putNull("target"));
        row.peer().ifPresentOrElse(peer -> json.set("peer", json(peer)), () -> json.putNull("peer"));
        return json;
    }

    private static ObjectNode json(Peer peer) {
        var samples = peer.samples();
        var json = JSON.createObjectNode().put("name", peer.name()).put("n", samples.size());
        if (samples.size() > 0) json.put("p50", round(samples.p50())).put("p99", round(samples.p99()));
        return json;
    }

    private static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static String machine() {
        return "%s %s, %d cores, Java %s"
                .formatted(
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version"));
    }
}
