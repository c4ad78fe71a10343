package org.anode.node.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page without a mouse. */
@ExtendWith(InBrowser.class)
@Timeout(600)
final class KeyboardIT {
    /** Stops between the top of a screen and anything on it. */
    private static final int STOPS_MAX = 30;

    private static final String FOCUSED = """
            () => {
              const at = document.activeElement;
              return at.getAttribute('aria-label') ?? (at === document.body ? '' : at.textContent.trim());
            }""";

    private LiveNode node;
    private Visitor visitor;

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

    private static String focused(Tab tab) {
        return (String) tab.page().evaluate(FOCUSED);
    }

    /** Tab until something of this name has the focus. */
    private static void walkTo(Tab tab, String name) {
        for (int stop = 0; stop < STOPS_MAX; stop++) {
            if (focused(tab).startsWith(name)) return;
            tab.press("Tab");
        }
        throw new AssertionError("Tab does not lead to " + name);
    }

    @Test
    @DisplayName("from home to a written notebook and back by Tab, Enter and Escape alone")
    void walk() {
        var tab = visitor.home();
        tab.button("New notebook").waitFor();
        walkTo(tab, "New notebook");
        tab.press("Enter");
        tab.page().getByTestId("notebook").getByTestId("empty").waitFor();
        walkTo(tab, "Code");
        tab.press("Enter");
        tab.awaitEditor(0);
        tab.type("x = 1");
        tab.expectStored("x = 1");
        tab.press("Escape");
        assertEquals("Cell 1, code, not run", focused(tab));
        tab.press("Shift+Tab");
        walkTo(tab, "Cell 1");
        walkTo(tab, "All notebooks");
        tab.press("Enter");
        assertThat(tab.button("New notebook")).isVisible();
    }

    @Test
    @DisplayName("JupyterLab's keys do what they do there, and the focus is never lost")
    void keys() {
        var tab = visitor.notebook(node.notebook("Keys", "a", "b"));
        tab.select(0);
        tab.press("b");
        tab.expectSources("a", "", "b");
        assertFocusOn(tab, 2);
        tab.press("a");
        tab.expectSources("a", "", "", "b");
        assertFocusOn(tab, 2);
        tab.twice("d");
        tab.expectSources("a", "", "b");
        tab.twice("d");
        tab.expectSources("a", "b");
        assertFocusOn(tab, 2);
        tab.press("k");
        assertFocusOn(tab, 1);
        tab.press("j");
        assertFocusOn(tab, 2);
        tab.press("m");
        assertThat(tab.cell(1)).hasAccessibleName(Pattern.compile("Cell 2, text"));
        tab.press("r");
        assertThat(tab.cell(1)).hasAccessibleName(Pattern.compile("Cell 2, raw"));
        tab.press("y");
        assertThat(tab.cell(1)).hasAccessibleName(Pattern.compile("Cell 2, code"));
        tab.press("1");
        tab.expectStored("a", "# b");
        tab.press("Control+Shift+ArrowUp");
        tab.expectStored("# b", "a");
        assertFocusOn(tab, 1);
        tab.press("?");
        assertThat(tab.page().locator("dialog")).isVisible();
        tab.press("Escape");
        assertFocusOn(tab, 1);
        tab.press("Control+Shift+C");
        tab.type("copy cells");
        tab.press("Enter");
        assertFocusOn(tab, 1);
        tab.press("v");
        assertFocusOn(tab, 2);
        tab.expectStored("# b", "# b", "a");
        tab.press("z");
        tab.expectStored("# b", "a");
        tab.press("Shift+Z");
        tab.expectStored("# b", "# b", "a");
    }

    private static void assertFocusOn(Tab tab, int number) {
        tab.await(() -> focused(tab).startsWith("Cell " + number + ","), () -> "the focus is on " + focused(tab));
    }
}
