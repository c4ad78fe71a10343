package org.anode.node.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anode.kernel.image.KernelImages;
import org.anode.node.Memory;
import org.anode.node.Node;
import org.anode.node.NodeConfig;
import org.anode.node.bench.kernel.Spares;
import org.anode.node.browser.Chromium;
import org.anode.node.browser.FirstCellPages;
import org.anode.node.browser.PageMeter;
import org.anode.node.cli.Kernels;
import org.anode.node.control.Command;
import org.anode.node.control.Reply;
import org.anode.node.folder.DataFolder;

/** The first cell of notebooks that were just opened, in a node that keeps a kernel ready. */
record FirstCells(Path folder, KernelImages images, BenchReport report) {
    private static final int NOTEBOOKS = 5;
    private static final double FIRST_MS_TARGET = 50;
    private static final double SPARE_MIB_TARGET = 600;

    /** What a person may well write first, beside a greeting. */
    private static final String TYPICAL = """
            import math, re
            from collections import Counter
            words = Counter(re.findall(r'\\w+', 'the quick brown fox jumps over the lazy dog ' * 20))
            print(words.most_common(3), f'{math.pi:.3f}')
            [word.upper() for word in sorted(words, key=len)][:4]
            """;

    void measure() throws IOException, InterruptedException {
        var memory = new Samples();
        var greeting = new Samples();
        var typical = new Samples();
        try (var data = DataFolder.open(folder.resolve("first"));
                var kernels = Kernels.spare(images, folder.resolve("first"));
                var node = Node.open(NodeConfig.on(data, kernels))) {
            kernels.keep();
            var known = new HashSet<Long>();
            for (int i = 0; i < NOTEBOOKS; i++) {
                greeting.add(first(node, known, "print('here')", memory));
                typical.add(first(node, known, TYPICAL, memory));
            }
        }
        report.row("first cell, with a spare: print", "ms", greeting, Optional.of(FIRST_MS_TARGET), Optional.empty());
        if (PageMeter.missing().isEmpty()) inPages();
        report.row("  imports, words counted", "ms", typical, Optional.empty(), Optional.empty());
        report.row(
                "  the spare's memory",
                "MiB",
                memory.scaled(1.0 / (1 << 20)),
                Optional.of(SPARE_MIB_TARGET),
                Optional.empty());
    }

    private void inPages() throws InterruptedException {
        var painted = new Samples();
        var known = new HashSet<Long>();
        try (var chromium = Chromium.launch();
                var pages = FirstCellPages.start(chromium, folder.resolve("pages"))) {
            for (int i = 0; i < NOTEBOOKS; i++) {
                KernelBench.say("waiting for a warm spare");
                known.add(Spares.awaitWarm(pages.node(), known));
                painted.add(pages.firstMs());
            }
        }
        report.row("  from the click in a page until painted", "ms", painted, Optional.empty(), Optional.empty());
    }

    /** Ms until the first output of the first cell of a new notebook. */
    private static double first(Node node, Set<Long> known, String source, Samples memory) throws InterruptedException {
        KernelBench.say("waiting for a warm spare");
        var notebook = id(node, new Command.NewNotebook(Optional.of("First")));
        var cell = id(node, new Command.Add(notebook, "code", Optional.empty(), source));
        var spare = Spares.awaitWarm(ProcessHandle.current(), known);
        known.add(spare);
        memory.add(Memory.residentKib(spare) * 1024);
        var took = RunBench.Took.by(node, new Command.Exec(notebook, List.of(cell), false, true, Optional.empty()));
        // Its kernel would keep memory that the next spare needs.
        node.call(new Command.Restart(notebook, false), _ -> {});
        return took.firstMs();
    }

    private static String id(Node node, Command command) {
        if (node.call(command, _ -> {}) instanceof Reply.Done(var result))
            return result.path("id").asString();
        throw new IllegalStateException("refused: " + command);
    }
}
