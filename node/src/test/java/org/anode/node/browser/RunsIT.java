package org.anode.node.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.anode.node.cli.Launched;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Running cells in the page. One notebook with one kernel for most: each test has a cell of its own. */
@ExtendWith(InBrowser.class)
@Timeout(900)
final class RunsIT {
    private static final int EDITED = 0;
    private static final int ENDLESS = 1;
    private static final int ASKING = 2;
    private static final int COMPLETED = 3;
    private static final int FLOOD = 4;
    private static final int TYPED = 5;
    private static final int RAISING = 6;
    private static final int KEPT = 7;

    /** A kernel has 5 s to answer; on a busy machine the first answer takes longer. */
    private static final int ANSWER_MS = 6000;

    private static final String FLOODING = """
            import time
            for second in range(4):
                for tenth in range(10):
                    print("\\n".join(f"{second} {tenth} {line}" for line in range(1000)), flush=True)
                    time.sleep(0.1)""";

    private static String notebook;

    private LiveNode node;
    private Visitor visitor;

    @BeforeAll
    static void make(InBrowser.Stage stage) {
        notebook = stage.node()
                .notebook(
                        "Runs",
                        "print('edi' + 'ted')",
                        "kept = 41\nprint('endless', flush=True)\nwhile True: pass",
                        "name = input('Your name? ')\nprint('Hello,', name)",
                        "import math",
                        FLOODING,
                        "typed = '",
                        "def inner():\n    return 1 / 0\ninner()",
                        "print('kept' in dir())");
    }

    @BeforeEach
    void open(InBrowser.Stage stage) {
        node = stage.node();
        visitor = stage.chromium().visitor(node);
    }

    @AfterEach
    void close() {
        visitor.expectNoTrouble();
        visitor.close();
    }

    @Test
    @DisplayName("a real notebook is opened, all its cells are run, and each ends well")
    void realNotebook() {
        var file = real("Cheryl.ipynb");
        var tab = visitor.notebook(node.take(file));
        tab.button("Run all").click();
        var id = tab.notebook();
        tab.await(
                () -> node.show(id).path("cells").valueStream().noneMatch(RunsIT::isUnfinished), () -> "still running");
        var states = node.show(id)
                .path("cells")
                .valueStream()
                .filter(cell -> cell.path("type").asString().equals("code"))
                .map(cell -> cell.path("state").asString())
                .distinct()
                .toList();
        assertEquals(List.of("ok"), states);
        assertThat(tab.page().locator(".state.error")).hasCount(0);
        assertThat(tab.button("Run all")).isVisible();
    }

    private static boolean isUnfinished(tools.jackson.databind.JsonNode cell) {
        return List.of("pending", "assigned", "executing")
                        .contains(cell.path("state").asString())
                || (cell.path("type").asString().equals("code")
                        && cell.path("ranOn").isNull());
    }

    private static Path real(String name) {
        var file = Launched.root()
                .resolveSibling("shared")
                .resolve("notebooks/pytudes")
                .resolve(name);
        Assumptions.assumeTrue(Files.exists(file), "the real notebooks are not here");
        return file;
    }

    @Test
    @DisplayName("a cell runs, says when it is edited since, and runs again with its new text")
    void editAndRun() {
        var tab = visitor.notebook(notebook);
        tab.edit(EDITED);
        tab.press("Control+Enter");
        tab.expectOutput(EDITED, "edited");
        tab.expectState(EDITED, "[");
        tab.edit(EDITED);
        tab.type(" or print('again')");
        tab.expectState(EDITED, "edited");
        tab.press("Control+Enter");
        tab.expectOutput(EDITED, "again");
    }

    @Test
    @DisplayName("an error is shown with its traceback, which folds, and its line can be gone to")
    void error() {
        var tab = visitor.notebook(notebook);
        run(tab, RAISING);
        tab.expectOutput(RAISING, "ZeroDivisionError");
        tab.expectState(RAISING, "error");
        var fold = tab.outputs(RAISING).getByRole(AriaRole.BUTTON).first();
        assertThat(fold).hasAttribute("aria-expanded", "true");
        fold.click();
        assertThat(fold).hasAttribute("aria-expanded", "false");
        fold.click();
        tab.outputs(RAISING).getByText(Pattern.compile("line 2$")).first().click();
        tab.awaitEditor(RAISING);
    }

    @Test
    @DisplayName("EX-11 an endless cell is interrupted by I I and keeps its state; a restart by 0 0 loses it")
    void interruptAndRestart() {
        var tab = visitor.notebook(notebook);
        run(tab, ENDLESS);
        tab.expectOutput(ENDLESS, "endless");
        tab.expectState(ENDLESS, "running");
        tab.twice("i");
        tab.expectOutput(ENDLESS, "KeyboardInterrupt");
        run(tab, KEPT);
        tab.expectOutput(KEPT, "True");
        tab.press("Escape");
        tab.twice("0");
        tab.button("Restart").last().click();
        assertThat(tab.page().getByTestId("live")).containsText("restarts");
        run(tab, KEPT);
        tab.expectOutput(KEPT, "False");
    }

    private static void run(Tab tab, int cell) {
        tab.select(cell);
        tab.press("Control+Enter");
    }

    @Test
    @DisplayName("EX-17 input() asks in the cell, and the answer goes on with it")
    void input() {
        var tab = visitor.notebook(notebook);
        run(tab, ASKING);
        var field = tab.cell(ASKING).getByLabel("Your name?");
        assertThat(field).isFocused();
        tab.expectState(ASKING, "needs input");
        tab.type("Zoë 😀");
        tab.press("Enter");
        tab.expectOutput(ASKING, "Hello, Zoë 😀");
    }

    @Test
    @DisplayName("Tab completes from the kernel, Shift+Tab says what a name is")
    void completion() {
        var tab = visitor.notebook(notebook);
        run(tab, COMPLETED);
        tab.expectState(COMPLETED, "[");
        tab.edit(COMPLETED);
        tab.press("Control+End", "Enter");
        tab.type("math.fact");
        var matches = tab.page().locator(".cm-tooltip-autocomplete");
        tab.repeat(ANSWER_MS, () -> tab.press("Tab"), matches::isVisible);
        matches.getByText("factorial").click();
        tab.await(() -> tab.source(COMPLETED).endsWith("math.factorial"), () -> tab.source(COMPLETED));
        var help = tab.page().locator(".inspection");
        tab.repeat(ANSWER_MS, () -> tab.press("Shift+Tab"), help::isVisible);
        assertThat(help).containsText("factorial");
        tab.press("Escape");
        assertThat(tab.page().locator(".inspection")).hasCount(0);
    }

    @Test
    @DisplayName("while one cell prints 10 000 lines a second another is typed in, and neither loses anything")
    void flood() {
        var tab = visitor.notebook(notebook);
        run(tab, FLOOD);
        tab.expectOutput(FLOOD, "0 0 1");
        tab.edit(TYPED);
        var before = tab.source(TYPED);
        var typed = "the quick brown fox jumps over the lazy dog ".repeat(3);
        tab.type(typed, 5);
        tab.expectState(FLOOD, "[");
        tab.expectOutput(FLOOD, "3 9 999");
        tab.await(
                () -> node.sources(notebook).get(TYPED).equals(before + typed),
                () -> node.sources(notebook).get(TYPED));
        var outputs =
                node.show(notebook).path("cells").get(FLOOD).path("outputs").toString();
        assertTrue(outputs.contains("0 0 0") && outputs.contains("3 9 999"), "the first and the last line are stored");
    }
}
