package org.anode.node.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.anode.kernel.KernelCommand;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.KernelLauncher;
import org.anode.kernel.KernelSpec;
import org.anode.node.LanUse;
import org.anode.node.Node;
import org.anode.node.NodeConfig;
import org.anode.node.OpenShare;
import org.anode.node.cli.Kernels;
import org.anode.node.control.Command;
import org.anode.node.control.Reply;
import org.anode.node.folder.DataFolder;
import org.anode.node.host.RunPolicy;
import tools.jackson.databind.JsonNode;

/**
 * From the request on one node to the first output there, with the kernel on another node of this machine, both in this
 * process and on the loopback interface; beside it the same on one node, and the kernel alone. Then many queued runs.
 */
final class ExecutionBench {
    private static final int WARM_UP = 100;
    private static final int RUNS = 300;
    private static final int QUEUED = 1_000;
    private static final long SECONDS_MAX = 120;
    private static final double FAR_MS_TARGET = 25;
    private static final double FAR_P99_MS_TARGET = 100;
    private static final double OVERHEAD_MS_TARGET = 3;
    private static final double A_SECOND_TARGET = 100;

    private final Path folder;

    private ExecutionBench(Path folder) {
        this.folder = folder;
    }

    static void main(String[] args) throws Exception {
        var data = Files.createTempDirectory("anode-bench");
        var report = new BenchReport("execution");
        try {
            new ExecutionBench(data).measure(report);
            report.print(System.out, args);
        } finally {
            Checkout.delete(data);
        }
    }

    private void measure(BenchReport report) throws IOException, InterruptedException {
        var kernels = Kernels.launcher();
        var bare = bare(kernels);
        try (var hostData = DataFolder.open(folder.resolve("host"));
                var askerData = DataFolder.open(folder.resolve("asker"));
                var host = node(hostData, kernels, RunPolicy.Rule.MEMBERS);
                var asker = node(askerData, kernels, RunPolicy.Rule.MINE)) {
            var notebook = id(done(host, new Command.NewNotebook(Optional.of("Bench"))));
            var cell = id(done(host, new Command.Add(notebook, "code", Optional.empty(), "print('here')")));
            var here = runs(host, notebook, cell);
            var link = done(host, OpenShare.of(notebook)).path("link").asString();
            done(asker, new Command.Join(link, Optional.of(SECONDS_MAX)));
            awaitReady(asker, notebook, 1);
            var far = runs(asker, notebook, cell);
            report.row("the kernel alone: until first output", "ms", bare, Optional.empty(), Optional.empty());
            report.row("here: request until first output", "ms", here, Optional.empty(), Optional.empty());
            report.row(
                    "  more than the kernel alone",
                    "ms",
                    one(here.p50() - bare.p50()),
                    Optional.of(OVERHEAD_MS_TARGET),
                    Optional.empty());
            report.row(
                    "elsewhere: request until first output", "ms", far, Optional.of(FAR_MS_TARGET), Optional.empty());
            report.row("  99 of 100", "ms", one(far.p99()), Optional.of(FAR_P99_MS_TARGET), Optional.empty());
            report.row("queued runs here", "1/s", queued(host), Optional.of(A_SECOND_TARGET), Optional.empty());
            report.row(
                    "queued runs elsewhere",
                    "1/s",
                    queuedElsewhere(host, asker),
                    Optional.of(A_SECOND_TARGET),
                    Optional.empty());
        }
    }

    private static Samples one(double value) {
        var samples = new Samples();
        samples.add(value);
        return samples;
    }

    private static Node node(DataFolder data, KernelLauncher kernels, RunPolicy.Rule rule) {
        var use = new LanUse(LanUse.When.ONCE_SHARED, OptionalInt.empty(), Optional.of("127.0.0.1"));
        var policy = new RunPolicy(rule, Set.of());
        return Node.open(NodeConfig.on(data, kernels).with(use).with(Optional.of(policy)));
    }

    private Samples bare(KernelLauncher kernels) throws IOException, InterruptedException {
        var samples = new Samples();
        var events = new LinkedBlockingQueue<KernelEvent>();
        var spec = new KernelSpec(Files.createDirectory(folder.resolve("kernel")), KernelSpec.HEAP_MIB_DEFAULT);
        try (var kernel = kernels.launch(spec, events::add)) {
            await(events, KernelEvent.Ready.class);
            for (int i = 0; i < WARM_UP + RUNS; i++) {
                var began = System.nanoTime();
                kernel.send(new KernelCommand.Execute("run-" + i, "Cell 1", "print('here')", i));
                await(events, KernelEvent.Stream.class);
                if (i >= WARM_UP) samples.add((System.nanoTime() - began) / 1e6);
                await(events, KernelEvent.Finished.class);
            }
        }
        return samples;
    }

    private static void await(LinkedBlockingQueue<KernelEvent> events, Class<? extends KernelEvent> kind)
            throws InterruptedException {
        while (true) {
            var event = events.poll(SECONDS_MAX, TimeUnit.SECONDS);
            if (event == null) throw new IllegalStateException("the kernel says nothing");
            if (kind.isInstance(event)) return;
        }
    }

    private static Samples runs(Node node, String notebook, String cell) {
        var samples = new Samples();
        var exec = new Command.Exec(notebook, List.of(cell), false, true, Optional.empty());
        for (int i = 0; i < WARM_UP + RUNS; i++) {
            var took = RunBench.Took.by(node, exec);
            if (i >= WARM_UP) samples.add(took.firstMs());
        }
        return samples;
    }

    /** The cells are there, and somebody would run them. */
    private static void awaitReady(Node asker, String notebook, int cells) throws InterruptedException {
        var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
        while (System.nanoTime() - until < 0) {
            boolean offered = done(asker, new Command.Hosts(notebook))
                    .valueStream()
                    .anyMatch(host -> host.path("runs").asString().equals("all"));
            if (offered
                    && done(asker, new Command.Show(notebook)).path("cells").size() == cells
                    && isWhole(asker, notebook)) return;
            Thread.sleep(20);
        }
        throw new IllegalStateException("nobody runs it");
    }

    /** Not only a preview of it is here. */
    private static boolean isWhole(Node asker, String notebook) {
        return asker.call(new Command.Rename(notebook, "Queue"), _ -> {}) instanceof Reply.Done;
    }

    /** Of trivial cells asked for together, from the request to the end of the last. */
    private static Samples queued(Node node) {
        return queued(node, filled(node));
    }

    private static Samples queued(Node node, String notebook) {
        var began = System.nanoTime();
        done(node, new Command.Exec(notebook, List.of(), true, true, Optional.empty()));
        return one(QUEUED / ((System.nanoTime() - began) / 1e9));
    }

    private static Samples queuedElsewhere(Node host, Node asker) throws InterruptedException {
        var notebook = filled(host);
        var link = done(host, OpenShare.of(notebook)).path("link").asString();
        done(asker, new Command.Join(link, Optional.of(SECONDS_MAX)));
        awaitReady(asker, notebook, QUEUED);
        return queued(asker, notebook);
    }

    /** A notebook of trivial cells whose kernel is warm. */
    private static String filled(Node node) {
        var notebook = id(done(node, new Command.NewNotebook(Optional.of("Queue"))));
        var cells = new ArrayList<String>();
        for (int i = 0; i < QUEUED; i++)
            cells.add(id(done(node, new Command.Add(notebook, "code", Optional.empty(), "x = " + i))));
        done(node, new Command.Exec(notebook, List.of(cells.getFirst()), false, true, Optional.empty()));
        return notebook;
    }

    private static String id(JsonNode result) {
        return result.path("id").asString();
    }

    private static JsonNode done(Node node, Command command) {
        var reply = node.call(command, _ -> {});
        if (reply instanceof Reply.Done(var result)) return result;
        throw new IllegalStateException(reply.toString());
    }
}
