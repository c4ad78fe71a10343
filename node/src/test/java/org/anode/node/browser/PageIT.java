package org.anode.node.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Files;
import java.util.Optional;
import java.util.regex.Pattern;
import org.anode.node.control.Command;
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
    @DisplayName("a new text cell is written in at once")
    void newText() {
        var tab = visitor.notebook(node.notebook("Text", "1"));
        tab.button("Text").click();
        tab.type("# Oaks and elms");
        tab.expectStored("1", "# Oaks and elms");
        tab.press("Shift+Enter");
        assertThat(tab.cell(1).locator("h1")).hasText("Oaks and elms");
    }

    @Test
    @DisplayName("keys typed right after the one that makes a cell go into that cell, before it is there")
    void quickTypist() {
        var tab = visitor.notebook(node.notebook("Quick", "a"));
        tab.select(0);
        tab.press("b", "Enter");
        tab.type("x = 1");
        tab.press("Enter");
        tab.type("ddzz");
        tab.press("Escape", "a", "a", "Enter");
        tab.type("v = 2");
        tab.expectStored("a", "v = 2", "", "x = 1\nddzz");
    }

    @Test
    @DisplayName("cells are inserted, moved, deleted and restored, and the node has what the tab shows")
    void cells() {
        var tab = visitor.notebook(node.notebook("Cells", "a", "b", "c"));
        tab.select(1);
        tab.press("Control+Shift+ArrowUp");
        tab.expectSources("b", "a", "c");
        tab.twice("d");
        tab.expectSources("a", "c");
        tab.press("z");
        tab.expectSources("b", "a", "c");
        tab.twice("d");
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

    @Test
    @DisplayName("a cell is dragged by its handle to where it is dropped")
    void dragged() {
        var tab = visitor.notebook(node.notebook("Dragged", "a", "b", "c"));
        tab.select(0);
        var handle = tab.cell(0).locator(".drag-handle");
        handle.hover();
        assertThat(handle).hasAttribute("draggable", "true");
        drag(tab.page().mouse(), handle.boundingBox(), tab.cell(1).boundingBox());
        tab.expectSources("b", "a", "c");
        tab.expectStored("b", "a", "c");
    }

    /** By hand, to the lower edge of {@code to}. */
    private static void drag(Mouse mouse, BoundingBox from, BoundingBox to) {
        mouse.move(from.x + from.width / 2, from.y + from.height / 2);
        mouse.down();
        mouse.move(to.x + to.width / 2, to.y + to.height - 5, new Mouse.MoveOptions().setSteps(10));
        mouse.up();
    }

    @Test
    @DisplayName("a cell is split at the cursor, its parts are merged again, and undo of cells takes that back")
    void splitAndMerge() {
        var tab = visitor.notebook(node.notebook("Parts", "one\ntwo", "three"));
        tab.edit(0);
        tab.press("Home", "Control+Shift+-");
        tab.expectStored("one", "two", "three");
        tab.expectSources("one", "two", "three");
        tab.press("Escape");
        tab.select(0);
        tab.press("Shift+J", "Shift+M");
        tab.expectSources("one\n\ntwo", "three");
        tab.press("z");
        tab.expectSources("one", "two", "three");
        tab.expectStored("one", "two", "three");
    }

    @Test
    @DisplayName("cells are cut, copied and pasted, several at once")
    void clipboard() {
        var tab = visitor.notebook(node.notebook("Clipboard", "a", "b", "c"));
        tab.select(0);
        tab.press("Shift+J", "c");
        tab.select(2);
        tab.press("v");
        tab.expectSources("a", "b", "c", "a", "b");
        tab.select(0);
        tab.press("x");
        tab.expectSources("b", "c", "a", "b");
        tab.select(3);
        tab.press("Shift+V");
        tab.expectStored("b", "c", "a", "a", "b");
    }

    @Test
    @DisplayName("a text cell shows what it means, with its formula; Enter brings its source back")
    void markdown() {
        var id = node.take(
                "Words", new Notebook().text("# Hello\n\n$a^2$ and **bold**").code("1"));
        var tab = visitor.notebook(id);
        assertThat(tab.cell(0).locator("h1")).hasText("Hello");
        assertThat(tab.cell(0).locator(".katex").first()).isVisible();
        tab.edit(0);
        tab.type("!");
        tab.press("Shift+Enter");
        assertThat(tab.cell(0).locator("strong")).hasText("bold");
        tab.expectStored("# Hello\n\n$a^2$ and **bold**!", "1");
    }

    @Test
    @DisplayName("what the command line changes appears in the tab at once, and the cursor there stays in its text")
    void commandLine() {
        var id = node.notebook("Live", "mine", "other");
        var tab = visitor.notebook(id);
        tab.edit(0);
        var cells = node.show(id).path("cells");
        node.ask(new Command.Edit(id, cells.get(1).path("id").asString(), "other, changed"));
        node.ask(new Command.Add(id, "code", Optional.empty(), "added"));
        tab.expectSources("mine", "other, changed", "added");
        tab.type("!");
        tab.expectStored("mine!", "other, changed", "added");
        node.ask(new Command.Rename(id, "Renamed"));
        assertThat(tab.page().getByLabel("Title of the notebook")).hasValue("Renamed");
    }

    @Test
    @DisplayName("undo takes back only what was typed in this tab")
    void ownUndo() {
        var id = node.notebook("Undo", "start ");
        var mine = visitor.notebook(id);
        var theirs = visitor.notebook(id);
        mine.edit(0);
        mine.insert("mine");
        theirs.expectSources("start mine");
        theirs.edit(0);
        theirs.press("Home");
        theirs.insert("theirs ");
        mine.expectSources("theirs start mine");
        mine.press("Control+z");
        mine.expectStored("theirs start ");
        mine.press("Control+z", "Control+z");
        theirs.press("Control+z");
        theirs.expectStored("start ");
        mine.press("Control+Shift+z");
        theirs.expectSources("start mine");
    }

    @Test
    @DisplayName("a file that is dropped on the page is opened; what is no notebook is refused with a sentence")
    void dropped() {
        var tab = visitor.home();
        tab.drop("notes.txt", "hello");
        assertThat(tab.notice()).containsText("drop a file that ends in .ipynb");
        tab.drop("broken.ipynb", "{\"cells\": 7}");
        assertThat(tab.notice()).hasCount(2);
        tab.drop("Dropped.ipynb", Notebook.of("1 + 1", "2 + 2").json());
        tab.expectSources("1 + 1", "2 + 2");
        assertThat(tab.page().getByLabel("Title of the notebook")).hasValue(Pattern.compile("Dropped"));
        visitor.expectTrouble("/api/import");
    }

    @Test
    @DisplayName("export in the page gives the very bytes that export in a terminal gives")
    void export() throws Exception {
        var id = node.take("Out", new Notebook().text("# é😀").code("print('a')\n"));
        var tab = visitor.notebook(id);
        tab.select(0);
        var download = tab.page().waitForDownload(() -> tab.command("Export as .ipynb"));
        assertEquals("Out.ipynb", download.suggestedFilename());
        var file = node.write("exported.ipynb", "");
        node.ask(new Command.ExportFile(id, file.toString()));
        assertEquals(Files.readString(file), Files.readString(download.path()));
    }

    @Test
    @DisplayName("a notebook goes to the bin and comes back, both at home")
    void bin() {
        node.notebook("Thrown away", "x");
        var tab = visitor.home();
        tab.button("Delete Thrown away").click();
        assertThat(tab.page().getByTestId("live")).containsText("“Thrown away” is in the bin for 30 days.");
        assertThat(tab.button("Delete Thrown away")).hasCount(0);
        tab.page().locator("details.bin summary").click();
        tab.button("Restore Thrown away").click();
        assertThat(tab.button("Delete Thrown away")).hasCount(1);
    }
}
