package org.anode.node.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Cells that put out more than anybody reads: node and page go on, and what is left out is said. */
@ExtendWith(InBrowser.class)
@Timeout(2400)
final class FloodPagesIT {
    private static final int LINES = 100_000;

    /** The page's own clock: how long it did nothing else. */
    private static final String WATCH = """
            () => {
              window.longestMs = 0;
              let last = performance.now();
              setInterval(() => {
                const now = performance.now();
                window.longestMs = Math.max(window.longestMs, now - last);
                last = now;
              }, 10);
            }""";

    /** A page that stands still for longer than its machine is not one that people can type in. */
    private static final int STILL_MS_MAX = 3_000;

    /** Of a node with a heap of 256 MiB, beside which there are code, threads and the store's own memory. */
    private static final int NODE_MIB_MAX = 900;

    @Test
    @DisplayName("R9 100 000 printed lines arrive complete, and the page reacts meanwhile")
    void lines(InBrowser.Stage stage) {
        var node = stage.node();
        var id = node.notebook("Lines", "ready = 1", "for i in range(%d): print(i)".formatted(LINES), "typed = ''");
        try (var visitor = stage.chromium().visitor(node);
                var machine = Stalls.watched()) {
            var tab = visitor.notebook(id);
            run(tab, 0);
            tab.expectState(0, "[");
            tab.page().evaluate(WATCH);
            var began = System.nanoTime();
            run(tab, 1);
            tab.edit(2);
            tab.type("typed meanwhile");
            tab.expectState(1, "[");
            var shownMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            tab.expectOutput(1, String.valueOf(LINES - 1));
            var stillMs = ((Number) tab.page().evaluate("longestMs")).doubleValue();
            System.err.printf(
                    "%d lines: in the page after %d ms, which stood still for %.0f ms at most%n",
                    LINES, shownMs, stillMs);
            expectAlive(stillMs, machine);
            tab.awaitSaved();
            assertEquals("typed = ''typed meanwhile", node.sources(id).get(2));
            var expected = IntStream.range(0, LINES).mapToObj(i -> i + "\n").collect(Collectors.joining());
            assertEquals(expected, text(node.show(id).path("cells").get(1)));
            visitor.expectNoTrouble();
        }
    }

    private static void expectAlive(double stillMs, Stalls machine) {
        assertTrue(
                stillMs < STILL_MS_MAX + machine.longestMs(),
                () -> "the page stood still for " + stillMs + " ms, the machine for " + machine.longestMs());
    }

    /** Endings that show that the cell was heard to its end, or why not. */
    enum Flood {
        GIBIBYTE("x = 'x' * 2**30\nprint(x)", "were dropped here"),
        GIBIBYTE_OF_HTML(
                "from IPython.display import HTML\ndisplay(HTML('x' * 2**30))",
                "output dropped: text/html of 1024 MiB"),
        LARGE_DISPLAYS(
                "from IPython.display import HTML\nfor i in range(100): display(HTML(chr(65 + i % 26) * (20 << 20)))",
                "were dropped here"),
        DISPLAYS("for i in range(10**6): display(i)", "were dropped here"),
        BOTH_STREAMS(
                "import sys\nfor i in range(10**6): print(i, file=sys.stderr if i % 2 else sys.stdout)",
                "were dropped here"),
        PROGRESS("for i in range(10**5): print(f'\\r{i:6} ' + '#' * (i // 2000), end='')", " 99999 "),
        ANSI("""
                import random
                dice = random.Random(7)
                for i in range(10**5):
                    parts = [f'\\x1b[{dice.randrange(0, 99999)}{dice.choice("ABCDEFGHJKPSTXdfmsu@L")}',
                             '\\x1b]0;' + 'title' * 9, '\\x1b[', '\\x1b[38;5', '\\x1b', '\\r', '\\b', '\\x07', 'word ']
                    print(dice.choice(parts), end='')
                print('\\x1bcthe end')""", "the end");

        private final String source;
        private final String said;

        Flood(String source, String said) {
            this.source = source;
            this.said = said;
        }
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    @DisplayName("R9 whatever a cell puts out, its node stays small and its page can be typed in")
    void flood(Flood flood, InBrowser.Stage stage, @TempDir Path folder) {
        try (var node = LiveNode.withFlags(folder, "-Xmx256m")) {
            var id = node.notebook("Flood", flood.source, "print('the ' + 'next')", "typed = ''");
            try (var visitor = stage.chromium().visitor(node);
                    var machine = Stalls.watched()) {
                var tab = visitor.notebook(id);
                run(tab, 1);
                tab.expectOutput(1, "the next");
                tab.page().evaluate(WATCH);
                var beforeMiB = node.residentMiB();
                var began = System.nanoTime();
                run(tab, 0);
                tab.edit(2);
                tab.type("typed meanwhile", 20);
                awaitEnd(node, id);
                var ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
                var stillMs = ((Number) tab.page().evaluate("longestMs")).doubleValue();
                var afterMiB = node.residentMiB();
                System.err.printf(
                        "%s: %d ms, node %.0f -> %.0f MiB, the page stood still for %.0f ms at most%n",
                        flood, ms, beforeMiB, afterMiB, stillMs);
                assertTrue(afterMiB < NODE_MIB_MAX, afterMiB + " MiB");
                expectAlive(stillMs, machine);
                var outputs = node.show(id).path("cells").get(0).path("outputs").toString();
                assertTrue(outputs.contains(flood.said), () -> outputs.substring(0, Math.min(4_000, outputs.length())));
                tab.awaitSaved();
                assertEquals("typed = ''typed meanwhile", node.sources(id).get(2));
                run(tab, 1);
                tab.expectState(1, "[");
            }
        }
    }

    private static void awaitEnd(LiveNode node, String id) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(30))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> node.show(id).path("cells").get(0).path("state").asString(), "ok"::equals);
    }

    private static void run(Tab tab, int cell) {
        tab.select(cell);
        tab.press("Control+Enter");
    }

    private static String text(JsonNode cell) {
        return cell.path("outputs")
                .valueStream()
                .flatMap(output -> output.path("text").valueStream())
                .map(JsonNode::asString)
                .collect(Collectors.joining());
    }
}
