package org.anode.node.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The page of a node. */
public final class NodePage implements MeasuredPage {
    private final Chromium chromium;
    private final LiveNode node;
    private final String notebook;

    private NodePage(Chromium chromium, LiveNode node) {
        this.chromium = chromium;
        this.node = node;
        notebook = node.notebook("Bench", BenchNotebook.sources().toArray(String[]::new));
    }

    /** @param folder for the node's data */
    public static NodePage start(Chromium chromium, Path folder) {
        return new NodePage(chromium, LiveNode.start(folder));
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
