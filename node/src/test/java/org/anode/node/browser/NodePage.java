package org.anode.node.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anode.node.OpenShare;
import org.anode.node.control.Command;
import org.awaitility.Awaitility;

/** The page of a node. */
public final class NodePage implements MeasuredPage {
    private static final long JOIN_SECONDS_MAX = 120;

    private final Chromium chromium;
    private final LiveNode node;
    private final String notebook;

    private NodePage(Chromium chromium, LiveNode node, String notebook) {
        this.chromium = chromium;
        this.node = node;
        this.notebook = notebook;
    }

    /**
     * @param folder  for the node's data
     * @param options of the node
     */
    public static NodePage start(Chromium chromium, Path folder, String... options) {
        var node = LiveNode.start(folder, options);
        return new NodePage(
                chromium, node, node.notebook("Bench", BenchNotebook.sources().toArray(String[]::new)));
    }

    /** The same notebook on another node, which joins by a link and has all of it. */
    public NodePage joined(Path folder, String... options) {
        var link = node.ask(OpenShare.of(notebook)).path("link").asString();
        var other = LiveNode.start(folder, options);
        other.ask(new Command.Join(link, Optional.of(JOIN_SECONDS_MAX)));
        Awaitility.await()
                .atMost(Duration.ofSeconds(JOIN_SECONDS_MAX))
                .until(() -> other.sources(notebook).size() == BenchNotebook.CELLS);
        return new NodePage(chromium, other, notebook);
    }

    /** What the processor time of its node came to until now. */
    public Duration processorTime() {
        return node.processorTime();
    }

    @Override
    public Guest guest() {
        return new NodeGuest(chromium.visitor(node));
    }

    private final class NodeGuest implements Guest {
        private final Visitor visitor;

        NodeGuest(Visitor visitor) {
            this.visitor = visitor;
        }

        @Override
        public BrowserContext context() {
            return visitor.context();
        }

        @Override
        public Page open() {
            return visitor.notebook(notebook).page();
        }

        @Override
        public void edit(Page tab, int cell) {
            new Tab(tab, node).edit(cell);
        }

        @Override
        public void close() {
            visitor.close();
        }
    }

    /** Ms from the click on run until the output is painted, with a warm kernel. */
    public List<Double> runs(int warmUp, int count) {
        try (var visitor = chromium.visitor(node)) {
            visitor.context().addInitScript(Watch.READY);
            var tab = visitor.notebook(notebook);
            tab.page().evaluate("ready");
            tab.select(0);
            var all = new ArrayList<Double>();
            for (int i = 0; i < warmUp + count; i++) {
                var ms = Watch.number(tab.page().evaluate(Watch.RUN, 0));
                if (i >= warmUp) all.add(ms);
                tab.await(() -> tab.state(0).locator(".spinning").count() == 0, () -> "it still runs");
            }
            return all;
        }
    }

    @Override
    public void close() {
        node.close();
    }
}
