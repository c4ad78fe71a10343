package org.anode.node.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How long people wait for a program: the launcher until the node is ready, a command against a node that runs, both as
 * wall time of whole processes, and the first output of a notebook that was just opened, kernel start included.
 */
final class StartBench {
    private static final int STARTS = 10;
    private static final int COMMANDS = 20;
    private static final int FIRST_RUNS = 3;
    private static final int SPARED_RUNS = 3;

    /** The node waits 10 s, then the spare starts and warms up. */
    private static final long SPARE_MS = 30_000;

    private static final double READY_MS_TARGET = 2000;
    private static final double COMMAND_MS_TARGET = 500;

    private final Path data;
    private final BenchReport report = new BenchReport("start");

    private StartBench(Path data) {
        this.data = data;
    }

    static void main(String[] args) throws IOException, InterruptedException {
        var data = Files.createTempDirectory("anode-bench");
        try {
            var bench = new StartBench(data);
            bench.starts();
            bench.commands();
            bench.sparedRuns();
            bench.report.print(System.out, args);
        } finally {
            Checkout.delete(data);
        }
    }

    private void starts() throws IOException, InterruptedException {
        var samples = new Samples();
        stop(start()); // builds what is missing
        for (int i = 0; i < STARTS; i++) {
            var began = System.nanoTime();
            var node = start();
            samples.add(millisSince(began));
            stop(node);
        }
        report.row("anode start until ready", "ms", samples, Optional.of(READY_MS_TARGET), Optional.empty());
    }

    private void commands() throws IOException, InterruptedException {
        var node = start("--no-spare");
        try {
            var notebook = anode("new", "Bench");
            var cell = anode("add", notebook, "--source", "print('here')");
            report.row("command: list", "ms", times("list"), Optional.of(COMMAND_MS_TARGET), Optional.empty());
            report.row(
                    "command: show --json",
                    "ms",
                    times("show", notebook, "--json"),
                    Optional.of(COMMAND_MS_TARGET),
                    Optional.empty());
            report.row(
                    "command: edit, saved",
                    "ms",
                    times("edit", notebook, cell, "--source", "print('here too')"),
                    Optional.of(COMMAND_MS_TARGET),
                    Optional.empty());
            firstRuns(cell, notebook);
        } finally {
            stop(node);
        }
    }

    /** A fresh kernel each time. */
    private void firstRuns(String cell, String notebook) throws IOException, InterruptedException {
        var samples = new Samples();
        for (int i = 0; i < FIRST_RUNS; i++) {
            var began = System.nanoTime();
            anode("exec", notebook, cell, "--wait");
            samples.add(millisSince(began));
            anode("restart", notebook);
        }
        var peer =
                PeerKernel.measure(FIRST_RUNS, 1).map(p -> new BenchReport.Peer("ipykernel until ready", p.startMs()));
        report.row("exec --wait on a fresh kernel", "ms", samples, Optional.empty(), peer);
    }

    /** The first run in a notebook takes the kernel that the node kept ready. */
    private void sparedRuns() throws IOException, InterruptedException {
        var samples = new Samples();
        var node = start();
        try {
            for (int i = 0; i < SPARED_RUNS; i++) {
                var notebook = anode("new", "Spared " + i);
                var cell = anode("add", notebook, "--source", "print('here')");
                Thread.sleep(SPARE_MS);
                var began = System.nanoTime();
                anode("exec", notebook, cell, "--wait");
                samples.add(millisSince(began));
            }
        } finally {
            stop(node);
        }
        report.row("exec --wait on the spare kernel", "ms", samples, Optional.empty(), Optional.empty());
    }

    private Samples times(String... command) throws IOException, InterruptedException {
        var samples = new Samples();
        for (int i = 0; i < COMMANDS; i++) {
            var began = System.nanoTime();
            anode(command);
            samples.add(millisSince(began));
        }
        return samples;
    }

    private Process start(String... options) throws IOException {
        var command = new ArrayList<>(launcher("start", "--no-open"));
        command.addAll(List.of(options));
        var node = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var out = new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8));
        var line = out.readLine();
        if (line == null || !line.startsWith("Anode ready")) {
            node.destroyForcibly();
            throw new IllegalStateException("the node did not start: " + line);
        }
        return node;
    }

    private static void stop(Process node) throws InterruptedException {
        node.destroy();
        if (!node.waitFor(1, TimeUnit.MINUTES)) node.destroyForcibly().waitFor();
    }

    private String anode(String... arguments) throws IOException, InterruptedException {
        return Checkout.output(Checkout.root(), launcher(arguments))
                .orElseThrow(() -> new IllegalStateException("failed: anode " + String.join(" ", arguments)))
                .strip();
    }

    private List<String> launcher(String... arguments) {
        var command = new ArrayList<String>();
        command.add(Checkout.root().resolve("anode").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data", data.toString()));
        return command;
    }

    private static double millisSince(long began) {
        return (System.nanoTime() - began) / 1e6;
    }
}
