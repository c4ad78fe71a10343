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
    private static final int KEYS = 300;
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

    /** All four nodes run all the time, so that both pairs see the same machine. */
    private void type(Chromium chromium, Path folder, String[] meeting) throws IOException, InterruptedException {
        try (var page = NodePage.start(chromium, Files.createDirectory(folder.resolve("lan-one")), LOOPBACK);
                var other = page.joined(Files.createDirectory(folder.resolve("lan-other")), LOOPBACK);
                var far = NodePage.start(chromium, Files.createDirectory(folder.resolve("far-one")), meeting);
                var farther = far.joined(Files.createDirectory(folder.resolve("far-other")), meeting);
                var near = new PageMeter(page);
                var distant = new PageMeter(far)) {
            // Once each: a meter takes the keys it sees for those of its measurement.
            near.keys(KEYS, other).other().forEach(direct::add);
            distant.keys(KEYS, farther).other().forEach(relayed::add);
        }
    }
}
