package org.anode.node.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.KernelPace;
import org.anode.kernel.KernelSpec;
import org.anode.kernel.image.KernelImages;
import org.anode.kernel.process.ChildRuntime;
import org.anode.kernel.process.ProcessLauncher;
import org.anode.kernel.process.SpareLauncher;
import org.anode.node.bench.kernel.LiveKernel;
import org.anode.node.bench.kernel.RealNotebook;
import org.anode.node.bench.kernel.Spares;
import tools.jackson.databind.json.JsonMapper;

/** Whole notebooks in each pace, in a kernel that just started and in one that was kept ready; and in ipykernel. */
record NotebookRows(KernelImages images, Path folder, BenchReport report, List<String> words) {
    private static final String INTERPRETER = "interpreter";

    void measure() throws IOException, InterruptedException {
        var all = RealNotebook.beside(Checkout.root());
        if (all.isEmpty()) report.note("Real notebooks are not beside the checkout: none was run.");
        for (var notebook : all) if (named(all, notebook)) measure(notebook);
    }

    /** Those named, or all if none is. */
    private boolean named(List<RealNotebook> all, RealNotebook notebook) {
        return words.contains(notebook.name()) || all.stream().noneMatch(one -> words.contains(one.name()));
    }

    private void measure(RealNotebook notebook) throws IOException, InterruptedException {
        var peer = peer(notebook);
        for (var mode : modes()) {
            KernelBench.say(notebook.name() + ", " + mode.name);
            row(notebook.name() + " " + mode.name + ", cold", () -> cold(notebook, mode), peer);
            if (mode.isSpare)
                row(notebook.name() + " " + mode.name + ", warm spare", () -> spared(notebook, mode), peer);
        }
    }

    /**
     * A way to run Python.
     *
     * @param isSpare whether a node keeps such a kernel ready
     */
    private record Mode(String name, KernelPace pace, boolean isSpare, ProcessLauncher launcher) {}

    private interface Measurement {
        double seconds() throws InterruptedException;
    }

    /** Those that notebooks may choose; if it is asked for, for it takes very long, one beside them that compiles nothing. */
    private List<Mode> modes() {
        var launcher = new ProcessLauncher(images);
        var modes = new ArrayList<>(List.of(
                new Mode(KernelPace.START.word(), KernelPace.START, true, launcher),
                new Mode(KernelPace.LOOPS.word(), KernelPace.LOOPS, false, launcher)));
        if (words.contains(INTERPRETER))
            modes.add(new Mode(
                    INTERPRETER, KernelPace.START, false, new ProcessLauncher(() -> interpreted(images.get()))));
        return modes;
    }

    private static ChildRuntime interpreted(ChildRuntime runtime) {
        var flags = new ArrayList<>(runtime.flags());
        flags.add("-Dpolyglot.engine.Compilation=false");
        return new ChildRuntime(runtime.javaHome(), flags, runtime.classPath());
    }

    /** One that fails takes no other with it. */
    private void row(String name, Measurement measurement, Optional<BenchReport.Peer> peer)
            throws InterruptedException {
        try {
            var seconds = measurement.seconds();
            KernelBench.say(name + ": " + Math.round(seconds * 100) / 100.0 + " s");
            report.row(name, "s", Samples.of(List.of(seconds)), Optional.empty(), peer);
        } catch (IllegalStateException failed) {
            report.note(name + " failed: " + failed.getMessage());
        }
    }

    /** Seconds of all cells together; the start does not count. */
    private double cold(RealNotebook notebook, Mode mode) throws InterruptedException {
        try (var kernel = LiveKernel.start(mode.launcher, KernelBench.spec(folder, mode.pace))) {
            return run(notebook, kernel);
        }
    }

    private double spared(RealNotebook notebook, Mode mode) throws InterruptedException {
        var neutral = new KernelSpec(folder.resolve("spare"), KernelSpec.HEAP_MIB_DEFAULT, mode.pace);
        try (var launcher = new SpareLauncher(mode.launcher, neutral, () -> Long.MAX_VALUE)) {
            launcher.keep();
            Spares.awaitWarm(ProcessHandle.current(), Set.of());
            try (var kernel = LiveKernel.start(launcher, KernelBench.spec(folder, mode.pace))) {
                return run(notebook, kernel);
            }
        }
    }

    private static double run(RealNotebook notebook, LiveKernel kernel) throws InterruptedException {
        var began = System.nanoTime();
        for (var cell : notebook.cells()) {
            var ran = kernel.run(cell);
            if (ran.status() != KernelEvent.Status.OK)
                throw new IllegalStateException(
                        "cell " + cell.lines().findFirst().orElse("") + " …");
        }
        return LiveKernel.msSince(began) / 1000;
    }

    /** None where a cell fails there: it would count as fast. */
    private static Optional<BenchReport.Peer> peer(RealNotebook notebook) throws IOException, InterruptedException {
        var input = JsonMapper.shared().writeValueAsString(notebook.cells());
        var script = Checkout.root().resolve("node/src/test/bench/kernel");
        return Checkout.output(script, List.of(PeerKernel.PYTHON, "peer_cells.py"), input)
                .map(JsonMapper.shared()::readTree)
                .filter(json -> json.path("status")
                        .valueStream()
                        .allMatch(one -> one.asString().equals("ok")))
                .map(json -> json.path("ms")
                                .valueStream()
                                .mapToDouble(ms -> ms.asDouble())
                                .sum()
                        / 1000)
                .map(seconds -> new BenchReport.Peer("ipykernel", Samples.of(List.of(seconds))));
    }
}
