package org.anode.node.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What cells named, beside the notebook, and records shown as tables: in a real page with a real kernel. */
@ExtendWith(InBrowser.class)
@Timeout(900)
final class VariablesIT {
    private static final int NAMES = 0;
    private static final int LOOP = 1;

    private static final String PEOPLE = """
            import datetime
            people = [{"name": f"<b>person {n}</b>", "age": (n * 7) % 90, "born": datetime.date(1900 + n, 1, 2), "known": n % 2 == 0}
                      for n in range(40)]
            people""";

    /** A kernel has 5 s to answer; on a busy machine the first answer takes longer. */
    private static final int ANSWER_MS = 6_000;

    private LiveNode node;
    private Visitor visitor;

    @BeforeEach
    void open(InBrowser.Stage stage) {
        node = stage.node();
        visitor = stage.chromium().visitor(node);
        visitor.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    }

    @AfterEach
    void close() {
        visitor.expectNoTrouble();
        visitor.close();
    }

    @Test
    @DisplayName(
            "the variables are opened by the kernel's chip or a key, follow each run and a loop that runs, and axe finds nothing")
    void variables() {
        var tab = visitor.notebook(node.notebook(
                "Variables",
                "words = ['a', 'b']\nclass Slow:\n    def __repr__(self):\n        while True: pass\nslow = Slow()\nimport re",
                "round = 0\nprint('looping', flush=True)\nwhile True: round += 1"));
        tab.page().getByTestId("session").click();
        var panel = tab.page().getByTestId("variables");
        assertThat(panel).containsText("No kernel runs here.");
        tab.select(NAMES);
        tab.press("Control+Enter");
        tab.repeat(
                ANSWER_MS,
                tab.button("Ask for the variables again")::click,
                () -> names(panel).contains("words"));
        expectNames(panel, "slow", "words");
        assertThat(row(panel, "words")).containsText("['a', 'b']");
        assertThat(row(panel, "slow")).containsText("<Slow object>");
        panel.getByRole(AriaRole.CHECKBOX).check();
        expectNames(panel, "re", "slow", "Slow", "words");
        tab.button("Copy the name words").click();
        assertEquals("words", tab.page().evaluate("navigator.clipboard.readText()"));
        AccessibilityIT.expectNothingFoundInBoth(tab, "variables");
        tab.press("Escape");
        assertThat(panel).isHidden();
        tab.select(LOOP);
        tab.press("Control+Enter");
        tab.expectOutput(LOOP, "looping");
        tab.press("Shift+I");
        tab.repeat(
                ANSWER_MS,
                tab.button("Ask for the variables again")::click,
                () -> names(panel).contains("round"));
        var before = row(panel, "round").textContent();
        tab.repeat(
                ANSWER_MS,
                tab.button("Ask for the variables again")::click,
                () -> !row(panel, "round").textContent().equals(before));
        tab.button("Stop").click();
        tab.expectOutput(LOOP, "KeyboardInterrupt");
        tab.command("Restart Python …");
        tab.button("Restart").last().click();
        assertThat(panel).containsText("No kernel runs here.");
    }

    @Test
    @DisplayName(
            "records are shown as a table that sorts by type, finds, turns pages and is text on demand; none of it is HTML")
    void table() {
        var tab = visitor.notebook(node.notebook("Table", PEOPLE));
        tab.select(0);
        tab.press("Control+Enter");
        var out = tab.outputs(0);
        var rows = out.locator("tbody tr");
        assertThat(rows).hasCount(25);
        assertThat(out).containsText("1–25 of 40 rows");
        assertThat(rows.first()).containsText("<b>person 0</b>");
        assertThat(out.locator("b")).hasCount(0);
        head(out, "age").click();
        head(out, "age").click();
        assertThat(rows.first().locator("td").nth(1)).hasText("86");
        assertThat(out.locator("th").nth(1)).hasAttribute("aria-sort", "descending");
        tab.button("Next page").click();
        assertThat(rows).hasCount(15);
        out.getByRole(AriaRole.SEARCHBOX).fill("1939-01-02");
        assertThat(rows).hasCount(1);
        out.getByText("Copy", new Locator.GetByTextOptions().setExact(true)).click();
        assertThat(out).containsText("1 row copied.");
        assertEquals(
                "name\tage\tborn\tknown\n<b>person 39</b>\t3\t1939-01-02\tfalse\n",
                tab.page().evaluate("navigator.clipboard.readText()"));
        out.getByRole(AriaRole.SEARCHBOX).fill("");
        AccessibilityIT.expectNothingFoundInBoth(tab, "table");
        tab.button("Show as text").click();
        assertThat(out).containsText("[{'name': '<b>person 0</b>',");
    }

    private static Locator head(Locator out, String column) {
        return out.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(column).setExact(true));
    }

    private static void expectNames(Locator panel, String... names) {
        assertThat(panel.locator("tbody th")).hasText(names);
    }

    private static List<String> names(Locator panel) {
        return panel.locator("tbody th").allTextContents();
    }

    private static Locator row(Locator panel, String name) {
        return panel.locator("tbody tr")
                .filter(new Locator.FilterOptions()
                        .setHas(panel.page()
                                .getByLabel(
                                        "Copy the name " + name,
                                        new com.microsoft.playwright.Page.GetByLabelOptions().setExact(true))));
    }
}
