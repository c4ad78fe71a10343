package org.anode.node.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.anode.kernel.KernelPace;
import org.anode.kernel.KernelSpec;
import org.anode.kernel.image.KernelImages;
import org.anode.kernel.process.ChildRuntime;
import org.anode.kernel.process.ProcessLauncher;
import org.anode.node.bench.kernel.LiveKernel;
import org.anode.node.cli.Kernels;

/** What people feel of a kernel: its start, its first cell, its speed and its memory; ipykernel and CPython beside it. */
final class KernelBench {
    private static final List<String> PARTS = List.of("start", "first", "print", "programs", "notebooks");
    private static final int STARTS = 5;
    private static final int WARM_UP = 100;
    private static final int PRINTS = 300;
    private static final double READY_MS_TARGET = 3_000;
    private static final double FLOOD_MS_TARGET = 3_000;
    private static final String FLOOD = "for i in range(100_000): print('line', i)";
    private static final int FLOOD_ROUNDS = 3;
    private static final double MIB = 1 << 20;

    private final Path folder;
    private final List<String> words;
    private final BenchReport report = new BenchReport("kernel");
    private final KernelImages images = Kernels.images();

    private KernelBench(Path folder, List<String> words) {
        this.folder = folder;
        this.words = words;
    }

    /**
     * @param args {@code --json}; of the parts {@code start}, {@code first}, {@code print}, {@code programs} and
     *             {@code notebooks} those that are wanted; beside {@code notebooks} names of some, and {@code interpreter}
     */
    static void main(String[] args) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("anode-bench");
        var words =
                List.of(args).stream().filter(word -> !word.startsWith("--")).toList();
        var bench = new KernelBench(folder, words);
        try {
            bench.measure();
        } finally {
            bench.report.print(System.out, args);
            Checkout.delete(folder);
        }
    }

    private void measure() throws IOException, InterruptedException {
        if (!words.isEmpty() && PARTS.stream().noneMatch(words::contains))
            throw new IllegalArgumentException("the parts are " + String.join(", ", PARTS));
        prepare();
        if (wanted("start")) starts();
        if (wanted("first")) new FirstCells(folder, images, report).measure();
        if (wanted("print")) prints();
        if (wanted("programs")) new ProgramRows(launcher(), folder, report).measure();
        if (wanted("notebooks")) new NotebookRows(images, folder, report, words).measure();
    }

    private void prepare() throws InterruptedException {
        say("making the kernel's image, if it is not there");
        try {
            if (images.prepare()) return;
        } catch (IOException failed) {
            report.note("The kernel's image could not be made: " + failed.getMessage());
        }
        report.note("There is no image of the kernel: all of them started the plain way.");
    }

    private boolean wanted(String part) {
        return words.isEmpty() || words.contains(part);
    }

    static void say(String what) {
        System.err.println("kernel: " + what + " …");
    }

    private ProcessLauncher launcher() {
        return new ProcessLauncher(images);
    }

    private KernelSpec spec() {
        return spec(folder, KernelPace.START);
    }

    private void starts() throws IOException, InterruptedException {
        var peer = PeerKernel.measure(STARTS, 1).map(p -> new BenchReport.Peer("ipykernel", p.startMs()));
        var memory = new Samples();
        report.row("ready, with the image", "ms", started(launcher(), memory), Optional.of(READY_MS_TARGET), peer);
        report.row("  memory", "MiB", memory.scaled(1 / MIB), Optional.empty(), Optional.empty());
        var plain = new ProcessLauncher(() -> ChildRuntime.plain(Kernels.install()));
        report.row("ready, the plain way", "ms", started(plain, new Samples()), Optional.empty(), Optional.empty());
    }

    private Samples started(ProcessLauncher launcher, Samples memory) throws InterruptedException {
        say(STARTS + " starts");
        var samples = new Samples();
        for (int i = 0; i < STARTS; i++) {
            var began = System.nanoTime();
            try (var kernel = LiveKernel.start(launcher, spec())) {
                samples.add(LiveKernel.msSince(began));
                memory.add(kernel.residentBytes());
            }
        }
        return samples;
    }

    private void prints() throws IOException, InterruptedException {
        say("print");
        var peer = PeerKernel.measure(0, PRINTS).map(p -> new BenchReport.Peer("ipykernel", p.firstOutputMs()));
        var first = new Samples();
        var flood = new Samples();
        try (var kernel = LiveKernel.start(launcher(), spec())) {
            for (int i = 0; i < WARM_UP + PRINTS; i++) {
                var ran = kernel.run("print(" + i + ")");
                if (i >= WARM_UP) first.add(ran.firstMs());
            }
            for (int i = 0; i < FLOOD_ROUNDS; i++) flood.add(kernel.run(FLOOD).ms());
        }
        report.row("print until first output", "ms", first, Optional.empty(), peer);
        report.row("100 000 lines printed", "ms", flood, Optional.of(FLOOD_MS_TARGET), Optional.empty());
    }

    /** One per pace, for those who compare them. */
    static KernelSpec spec(Path folder, KernelPace pace) {
        return new KernelSpec(folder.resolve("work"), KernelSpec.HEAP_MIB_DEFAULT, pace);
    }
}
