package org.anode.node.browser;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What people wait for in the page, by the clock of the page itself: until the frame with the change is painted. */
public final class PageMeter implements AutoCloseable {
    /** Of the notebook: cells, and characters in each. */
    private static final int CELLS = 500;

    private static final int CELL_CHARS = 2048;
    private static final int MIDDLE = CELLS / 2;

    /** A quick typist. */
    private static final int KEY_MS = 80;

    private static final int REST_MS = 2000;

    /** Ready: all cells are there, and the first has its editor; then the frame with it is painted. */
    private static final String WATCH_READY = """
            (() => {
              if (window !== top) return;
              window.painted = done => requestAnimationFrame(() => {
                const channel = new MessageChannel();
                channel.port1.onmessage = () => done(performance.timeOrigin + performance.now());
                channel.port2.postMessage(0);
              });
              window.ready = new Promise(done => {
                const look = () => {
                  const cells = document.querySelectorAll('section[data-testid=cell]').length;
                  if (cells < %d || !document.querySelector('.cm-content')) return requestAnimationFrame(look);
                  painted(at => done(at - performance.timeOrigin));
                };
                look();
              });
            })()""".formatted(CELLS);

    /** Remembers when each key went down, and when the frame with its character was painted here. */
    private static final String WATCH_KEYS = """
            cell => {
              const content = document.querySelectorAll('section[data-testid=cell]')[cell].querySelector('.cm-content');
              window.keys = [];
              window.seen = [];
              addEventListener('keydown', event => keys.push(performance.timeOrigin + event.timeStamp), {capture: true});
              new MutationObserver(() => {
                const count = content.textContent.split('~').length - 1;
                if (count > seen.length) painted(at => { while (seen.length < count) seen.push(at); });
              }).observe(content, {subtree: true, childList: true, characterData: true});
            }""";

    /** From the press on the button that runs the cell until the frame with its new output is painted. */
    private static final String RUN = """
            cell => new Promise(done => {
              const section = document.querySelectorAll('section[data-testid=cell]')[cell];
              const before = section.querySelector('[data-testid=outputs]')?.textContent;
              let pressed;
              section.addEventListener('click', event => { pressed = event.timeStamp; }, {capture: true, once: true});
              const watcher = new MutationObserver(() => {
                const now = section.querySelector('[data-testid=outputs]')?.textContent;
                if (!now || now === before || pressed === undefined) return;
                watcher.disconnect();
                painted(at => done(at - performance.timeOrigin - pressed));
              });
              watcher.observe(section, {subtree: true, childList: true, characterData: true});
              section.querySelector('.run-button').click();
            })""";

    private static final String NODES = """
            () => {
              const walker = document.createTreeWalker(document);
              let count = 1;
              while (walker.nextNode()) count++;
              return count;
            }""";

    /** All that was loaded from the node until now, as it came over the wire. */
    private static final String BYTES = """
            () => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
                .reduce((sum, entry) => sum + entry.encodedBodySize, 0)""";

    private final LiveNode node;
    private final Chromium chromium;
    private final Visitor visitor;
    private final String notebook;

    private PageMeter(LiveNode node, Chromium chromium) {
        this.node = node;
        this.chromium = chromium;
        visitor = chromium.visitor(node);
        visitor.context().addInitScript(WATCH_READY);
        notebook = node.take("Bench", notebook());
    }

    /** Why nothing can be measured here; empty if it can. */
    public static String missing() {
        return Chromium.missing();
    }

    /** @param folder for the node's data */
    public static PageMeter open(Path folder) {
        return new PageMeter(LiveNode.start(folder), Chromium.launch());
    }

    private static Notebook notebook() {
        var notebook = new Notebook();
        for (int cell = 0; cell < CELLS; cell++) notebook.code(source(cell));
        return notebook;
    }

    private static String source(int cell) {
        var source = new StringBuilder("print(__import__('time').time())\n");
        for (int line = 0; source.length() < CELL_CHARS; line++)
            source.append("# value_%d = compute(cell=%d, line=%d, factor=1.5)  # a line like others\n"
                    .formatted(line, cell, line));
        return source.substring(0, CELL_CHARS);
    }

    /** Bytes that a browser which was never here loads until a notebook can be edited. */
    public double downloadBytes() {
        try (var fresh = chromium.visitor(node)) {
            fresh.context().addInitScript(WATCH_READY);
            var page = fresh.notebook(notebook).page();
            page.evaluate("ready");
            return number(page.evaluate(BYTES));
        }
    }

    /** Ms from the start of the navigation, files cached, until the notebook can be edited. */
    public List<Double> interactive(int times) {
        var all = new ArrayList<Double>();
        for (int i = 0; i < times; i++) {
            var page = visitor.notebook(notebook).page();
            all.add(number(page.evaluate("ready")));
            page.close();
        }
        return all;
    }

    public double domNodes() {
        var page = visitor.notebook(notebook).page();
        page.evaluate("ready");
        page.waitForTimeout(REST_MS);
        var nodes = number(page.evaluate(NODES));
        page.close();
        return nodes;
    }

    /** Ms from a key until its character is painted in its own tab and in another one. */
    public record Keys(List<Double> own, List<Double> other) {}

    public Keys keys(int count) {
        // In a window of its own: a tab behind another one is not painted.
        try (var other = chromium.visitor(node)) {
            other.context().addInitScript(WATCH_READY);
            return keys(count, ready(visitor), ready(other));
        }
    }

    private static Keys keys(int count, Tab mine, Tab theirs) {
        mine.edit(MIDDLE);
        theirs.edit(MIDDLE);
        for (var tab : List.of(mine, theirs)) tab.page().evaluate(WATCH_KEYS, MIDDLE);
        for (int i = 0; i < count; i++) {
            mine.press("~");
            mine.page().waitForTimeout(KEY_MS);
        }
        theirs.await(() -> number(theirs.page().evaluate("seen.length")) >= count, () -> "keys are missing");
        var downs = numbers(mine.page().evaluate("keys"));
        var keys = new Keys(
                differences(numbers(mine.page().evaluate("seen")), downs),
                differences(numbers(theirs.page().evaluate("seen")), downs));
        mine.page().close();
        return keys;
    }

    private Tab ready(Visitor visitor) {
        var tab = visitor.notebook(notebook);
        tab.page().evaluate("ready");
        return tab;
    }

    /** Ms from the click on run until the output is painted, with a warm kernel. */
    public List<Double> runs(int warmUp, int count) {
        var tab = ready(visitor);
        tab.select(0);
        var all = new ArrayList<Double>();
        for (int i = 0; i < warmUp + count; i++) {
            var ms = number(tab.page().evaluate(RUN, 0));
            if (i >= warmUp) all.add(ms);
            tab.await(() -> tab.state(0).locator(".spinning").count() == 0, () -> "it still runs");
        }
        tab.page().close();
        return all;
    }

    private static List<Double> differences(List<Double> seen, List<Double> downs) {
        var all = new ArrayList<Double>();
        for (int i = 0; i < Math.min(seen.size(), downs.size()); i++) all.add(seen.get(i) - downs.get(i));
        return all;
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    @SuppressWarnings("unchecked")
    private static List<Double> numbers(Object values) {
        return ((List<Object>) values).stream().map(PageMeter::number).toList();
    }

    @Override
    public void close() throws IOException {
        visitor.close();
        chromium.close();
        node.close();
    }
}
