package org.anode.node.bench;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.anode.node.bench.relay.IdleConnections;
import org.anode.node.bench.relay.RelayProcess;
import org.anode.node.bench.relay.Storm;

/**
 * What a relay forwards, beside NATS, what connections cost it that say nothing, and how its clients come back when it was
 * killed. The relay runs as people start it, in a process of its own; its clients all live in this one.
 */
final class RelayBench {
    private static final int IDLE_PLAIN = 15_000;

    /** Fewer: a handshake takes several milliseconds of both processes. */
    private static final int IDLE_TLS = 5_000;

    private static final double IDLE_KB_TARGET = 8;
    private static final int STORM = 5_000;

    private final Path folder;
    private final List<String> parts;
    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(Runtime.getRuntime().availableProcessors(), NioIoHandler.newFactory());
    private final BenchReport report = new BenchReport("relay");

    private RelayBench(Path folder, List<String> parts) {
        this.folder = folder;
        this.parts = parts;
    }

    /** @param args {@code --json}, and of the parts {@code forward}, {@code idle}, {@code storm} and {@code keys} those that are wanted */
    static void main(String[] args) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("anode-bench");
        var parts =
                List.of(args).stream().filter(word -> !word.startsWith("--")).toList();
        try {
            var bench = new RelayBench(folder, parts);
            bench.measure();
            bench.report.print(System.out, args);
        } finally {
            Checkout.delete(folder);
        }
        // Loops and connections are not waited for.
        System.exit(0);
    }

    private void measure() throws IOException, InterruptedException {
        if (wanted("forward")) new ForwardingRows(report, loops, folder).measure();
        if (wanted("idle")) {
            idle("plain", IDLE_PLAIN, Optional.of(IDLE_KB_TARGET));
            idle("TLS", IDLE_TLS, Optional.empty(), "tls-dev = true");
        }
        if (wanted("storm")) storm();
        if (wanted("keys")) RelayedKeys.measure(folder, report);
    }

    private boolean wanted(String part) {
        return parts.isEmpty() || parts.contains(part);
    }

    /** What is going on, for who waits. */
    static void say(String what) {
        System.err.println("relay: " + what + " …");
    }

    private RelayProcess relay(int port, String... lines) throws IOException, InterruptedException {
        return RelayProcess.start(Checkout.root().resolve("anode"), folder, port, lines);
    }

    private void idle(String how, int count, Optional<Double> target, String... lines)
            throws IOException, InterruptedException {
        say(count + " idle connections, " + how);
        try (var relay = relay(0, lines);
                var connections = new IdleConnections(loops, relay)) {
            var seen = connections.measure(count);
            row(count + " idle connections, " + how + ": each", "KB", seen.perConnectionKb(), target);
            row("  the whole process", "MB", seen.wholeKb() / 1024);
            row("  the whole process, garbage included", "MB", seen.uncollectedKb() / 1024);
            row("  to come in, with a room", "s", seen.seconds());
        }
    }

    private void storm() throws IOException, InterruptedException {
        say(STORM + " clients come back to a relay that was killed");
        try (var storm = new Storm(loops)) {
            var seen = storm.measure(port -> relay(port), STORM);
            var returns = Samples.of(seen.returnSeconds());
            var waits = Samples.of(seen.waitSeconds());
            row("killed until the next relay listens", "s", seen.readySeconds());
            back(" 50 %", returns.p50(), waits.p50());
            back(" 99 %", returns.p99(), waits.p99());
            back("100 %", returns.quantile(1), waits.quantile(1));
            row("  the relay's memory at most", "MB", seen.peakResidentKb() / 1024);
            row("  the relay's processor time until then", "s", seen.cpuSeconds());
            row("  the clients' processor time until then", "s", seen.clientSeconds());
            report.note(
                    "All clients that come back share this machine with the relay, which is a JVM that has just started.");
            seen.endings().forEach((kind, times) -> row("  attempts that failed, " + kind, "", times));
        }
    }

    private void back(String share, double seconds, double waits) {
        var peer = Optional.of(new BenchReport.Peer("by the clients' waits alone", one(waits)));
        report.row("  killed until " + share + " are welcome", "s", one(seconds), Optional.empty(), peer);
    }

    private void row(String name, String unit, double value) {
        row(name, unit, value, Optional.empty());
    }

    private void row(String name, String unit, double value, Optional<Double> target) {
        report.row(name, unit, one(value), target, Optional.empty());
    }

    private static Samples one(double value) {
        return Samples.of(List.of(value));
    }
}
