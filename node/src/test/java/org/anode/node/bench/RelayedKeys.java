package org.anode.node.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.anode.node.browser.Chromium;
import org.anode.node.browser.NodePage;
import org.anode.node.browser.PageMeter;
import org.anode.node.cli.RelayProcess;

/** How much later a key is seen on another node's page if both nodes meet at a relay, all on this machine. */
final class RelayedKeys {
    private static final String[] LOOPBACK = {"--lan", "--lan-address", "127.0.0.1", "--no-relay"};
    private static final int ROUNDS = 3;

    /** Code that nothing compiled yet is another measurement. */
    private static final int WARM_UP = 100;

    private static final int KEYS = 150;
    private static final double ADDED_MS_TARGET = 5;

    private final Samples direct = new Samples();
    private final Samples relayed = new Samples();

    private RelayedKeys() {}

    static void measure(Path folder, BenchReport report) throws IOException, InterruptedException {
        if (!PageMeter.missing().isEmpty()) {
            System.err.println("Not measured in a page: " + PageMeter.missing());
            return;
        }
        var keys = new RelayedKeys();
        try (var relay = RelayProcess.start(folder, List.of());
                var chromium = Chromium.launch()) {
            keys.type(chromium, folder, new String[] {"--no-lan", "--relay", relay.url()});
        }
        report.row(
                "key until painted on the other node's page, LAN",
                "ms",
                keys.direct,
                Optional.empty(),
                Optional.empty());
        report.row("  over a relay", "ms", keys.relayed, Optional.empty(), Optional.empty());
        var added = Samples.of(List.of(keys.relayed.p50() - keys.direct.p50()));
        report.row("  added by the relay, of the medians", "ms", added, Optional.of(ADDED_MS_TARGET), Optional.empty());
    }

    /** In turns, so that both see the same machine, and one pair at a time, which leaves it some of that machine. */
    private void type(Chromium chromium, Path folder, String[] meeting) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            type(chromium, Files.createDirectory(folder.resolve("lan" + round)), LOOPBACK, direct);
            type(chromium, Files.createDirectory(folder.resolve("relay" + round)), meeting, relayed);
        }
    }

    private static void type(Chromium chromium, Path folder, String[] options, Samples samples) throws IOException {
        RelayBench.say("two nodes, " + String.join(" ", options));
        try (var page = NodePage.start(chromium, Files.createDirectory(folder.resolve("one")), options);
                var other = page.joined(Files.createDirectory(folder.resolve("other")), options);
                var meter = new PageMeter(page)) {
            var ms = meter.keys(WARM_UP + KEYS, other).other();
            ms.subList(WARM_UP, ms.size()).forEach(samples::add);
        }
    }
}
