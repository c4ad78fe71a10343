package org.anode.node.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What axe, the usual checker of accessibility, finds: nothing. */
@ExtendWith(InBrowser.class)
@Timeout(600)
final class AccessibilityIT {
    private static String notebook;

    @BeforeAll
    static void make(InBrowser.Stage stage) {
        notebook = stage.node()
                .take(
                        "Accessible",
                        new Notebook()
                                        .text(
                                                "# Title\n\n[a link](https://example.org), `code`, $a^2$\n\n|a|b|\n|-|-|\n|1|2|")
                                        .code("print('never run')")
                                        .stream("print('lines')", "line\n".repeat(60))
                                        .error("1 / 0", "ZeroDivisionError", "division by zero")
                                        .result("{'a': 1}", "application/json", "{\"a\": [1, 2, {\"b\": null}]}")
                                        .result("html", "text/html", "<b>bold</b>")
                                        .code("")
                                        .text(""));
    }

    private static Browser.NewContextOptions look(ColorScheme scheme) {
        return new Browser.NewContextOptions().setColorScheme(scheme);
    }

    static void expectNothingFound(Tab tab, String where) {
        expectNothingFound(tab.page(), where);
    }

    static void expectNothingFoundInBoth(Tab tab, String where) {
        expectNothingFoundInBoth(tab.page(), where);
    }

    /** In light and dark, whatever it was opened in: a scene that took long to come to is looked at twice. */
    static void expectNothingFoundInBoth(Page page, String where) {
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions()
                    .setColorScheme(scheme)
                    .setReducedMotion(ReducedMotion.REDUCE)); // else colours are on their way for a while
            page.waitForFunction(
                    "look => document.documentElement.dataset.theme === look",
                    scheme.name().toLowerCase(Locale.ROOT));
            expectNothingFound(page, where + ", " + scheme);
        }
    }

    static void expectNothingFound(Page page, String where) {
        var found = new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .map(rule -> rule.getId() + ": " + rule.getHelp() + " "
                                + rule.getNodes().stream()
                                        .map(node -> node.getTarget() + " " + node.getHtml())
                                        .toList())
                        .toList();
        assertEquals(List.of(), found, where);
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    @DisplayName("axe finds nothing at home, with notebooks, a bin and a message")
    void home(ColorScheme scheme, InBrowser.Stage stage) {
        var node = stage.node();
        node.notebook("To the bin", "x");
        try (var visitor = stage.chromium().visitor(node, look(scheme))) {
            var tab = visitor.home();
            tab.button("Delete To the bin").first().click();
            assertThat(tab.notice()).isVisible();
            tab.page().locator("details.bin summary").click();
            expectNothingFound(tab, "home");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    @DisplayName("axe finds nothing in a notebook with all kinds of cells, nor in its dialogs")
    void notebook(ColorScheme scheme, InBrowser.Stage stage) {
        try (var visitor = stage.chromium().visitor(stage.node(), look(scheme))) {
            var tab = visitor.notebook(notebook);
            assertThat(tab.cell(0).locator("table")).isVisible();
            assertThat(tab.outputs(3)).containsText("ZeroDivisionError");
            expectNothingFound(tab, "notebook");
            tab.edit(1);
            expectNothingFound(tab, "editor");
            tab.press("Escape", "?");
            assertThat(tab.page().locator("dialog")).isVisible();
            expectNothingFound(tab, "keys");
            tab.press("Escape", "Control+Shift+C");
            assertThat(tab.page().locator(".palette-field")).isFocused();
            expectNothingFound(tab, "palette");
        }
    }
}
