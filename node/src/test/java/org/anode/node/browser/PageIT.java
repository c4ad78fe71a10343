package org.anode.node.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Cells and their texts. */
@ExtendWith(InBrowser.class)
@Timeout(600)
final class PageIT {
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

    @Test
    @DisplayName("R2 a link works once: who comes with it again is sent back to the terminal")
    void linkWorksOnce(InBrowser.Stage stage) {
        var link = node.link();
        var first = visitor.context().newPage();
        first.navigate(link);
        assertThat(first.getByText("This computer")).isVisible();
        assertEquals(node.home(), first.url(), "the token does not stay in the address");
        try (var other = stage.chromium().visitor(node)) {
            var second = other.context().newPage();
            second.navigate(link);
            assertThat(second.getByText("This page needs a link from its node")).isVisible();
        }
    }

    @Test
    @DisplayName("a notebook is made at home, named, written, and found again with its title and texts")
    void firstNotebook() {
        var tab = visitor.home();
        tab.button("New notebook").click();
        tab.page().getByLabel("Title of the notebook").fill("First words");
        tab.press("Enter");
        tab.button("Code").click();
        tab.awaitEditor(0);
        tab.type("x = 1");
        tab.press("Escape", "b");
        tab.edit(1);
        tab.type("x + 1");
        tab.expectStored("x = 1", "x + 1");
        tab.page().getByLabel("All notebooks").click();
        tab.page().locator("a.row-title").getByText("First words").first().click();
        tab.expectSources("x = 1", "x + 1");
    }

    @Test
    @DisplayName("cells are inserted, moved, deleted and restored, and the node has what the tab shows")
    void cells() {
        var tab = visitor.notebook(node.notebook("Cells", "a", "b", "c"));
        tab.select(1);
        tab.press("Control+Shift+ArrowUp");
        tab.expectSources("b", "a", "c");
        tab.press("d", "d");
        tab.expectSources("a", "c");
        tab.press("z");
        tab.expectSources("b", "a", "c");
        tab.press("d", "d");
        tab.expectSources("a", "c");
        tab.command("Deleted cells …");
        tab.button("Restore deleted cell 1").click();
        tab.expectSources("b", "a", "c");
        tab.button("Close").click();
        tab.select(0);
        tab.press("a");
        tab.expectCells(4);
        tab.edit(0);
        tab.type("first");
        tab.expectSources("first", "b", "a", "c");
        tab.expectStored("first", "b", "a", "c");
    }
}
