package org.anode.node.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A tab with the page in it, seen and used as people do. Cells are counted from 0. */
public final class Tab {
    private static final String TWICE = """
            key => {
              for (const _ of [1, 2])
                document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
            }""";

    private static final String CELL = "section[data-testid=cell]";

    /** The texts of all cells, of their editors or of what stands in for them; null for text that is shown as it means. */
    private static final String SOURCES = """
            cells => cells.map(cell => {
              const lines = cell.querySelectorAll('.cm-content .cm-line');
              if (lines.length > 0) return [...lines].map(line => line.textContent).join('\\n');
              const still = cell.querySelector('pre.static');
              return still ? still.textContent.slice(0, -1) : null;
            })""";

    private static final int LOOK_MS = 50;

    private static final String DROPPED = """
            ([name, content]) => {
              const files = new DataTransfer();
              files.items.add(new File([content], name));
              return files;
            }""";

    private final Page page;
    private final LiveNode node;

    Tab(Page page, LiveNode node) {
        this.page = page;
        this.node = node;
    }

    public Page page() {
        return page;
    }

    /** Of the notebook that is open. */
    String notebook() {
        return page.url().replaceFirst(".*#notebook=", "");
    }

    // --- Seeing ---

    Locator cells() {
        return page.locator(CELL);
    }

    Locator cell(int index) {
        return cells().nth(index);
    }

    void awaitCells() {
        cells().first().waitFor();
    }

    void expectCells(int count) {
        assertThat(cells()).hasCount(count);
    }

    /** All at once: cells come and go. */
    @SuppressWarnings("unchecked")
    List<String> sources() {
        return (List<String>) cells().evaluateAll(SOURCES);
    }

    String source(int cell) {
        return sources().get(cell);
    }

    void expectSources(String... sources) {
        await(() -> sources().equals(List.of(sources)), () -> "cells are " + sources());
    }

    Locator outputs(int cell) {
        return cell(cell).getByTestId("outputs");
    }

    /** The words beside the cell. */
    Locator state(int cell) {
        return cell(cell).getByTestId("state");
    }

    void expectOutput(int cell, String text) {
        assertThat(outputs(cell)).containsText(text);
    }

    void expectState(int cell, String words) {
        assertThat(state(cell)).containsText(words);
    }

    Locator notice() {
        return page.getByTestId("notice");
    }

    /** All that was typed here is on the node's disk. */
    void awaitSaved() {
        assertThat(page.getByTestId("save")).hasText("Saved");
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    // --- Doing ---

    /** Puts the cursor at the end of a cell's text. */
    void edit(int cell) {
        select(cell);
        press("Enter");
        awaitEditor(cell);
        press("Control+End");
    }

    /** Until what is typed goes into this cell. */
    void awaitEditor(int cell) {
        assertThat(cell(cell).locator(".cm-content")).isFocused();
    }

    /** Selects a cell, without its editor. */
    void select(int cell) {
        cell(cell).focus();
        await(() -> "true".equals(cell(cell).getAttribute("aria-current")), () -> "cell " + cell + " is not selected");
    }

    void type(String text) {
        page.keyboard().type(text);
    }

    void type(String text, int msBetween) {
        page.keyboard().type(text, new Keyboard.TypeOptions().setDelay(msBetween));
    }

    /** All of it in one moment, as one thing to undo. */
    void insert(String text) {
        page.keyboard().insertText(text);
    }

    /** Both in one moment, as it is meant: what is pressed on its own may come a second later on a busy machine. */
    void twice(String key) {
        page.evaluate(TWICE, key);
    }

    void press(String... keys) {
        for (var key : keys) page.keyboard().press(key);
    }

    /** The command of the palette that has exactly this title. */
    void command(String title) {
        press("Control+Shift+C");
        page.locator(".palette-field").fill(title);
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(title))
                .first()
                .click();
    }

    /** A file from outside, dropped on the page. */
    void drop(String name, String content) {
        var files = page.evaluateHandle(DROPPED, List.of(name, content));
        page.dispatchEvent("body", "drop", Map.of("dataTransfer", files));
    }

    // --- Waiting ---

    /** What is loaded after the notebook is there, when there is time: a node that is killed meanwhile is a load that fails. */
    void awaitLateCode() {
        page.waitForFunction("""
                () => ['Markdown-', 'markdownLanguage-'].every(name =>
                    performance.getEntriesByType('resource').some(one => one.name.includes(name) && one.responseEnd > 0))""");
    }

    /** Waits on this thread, the only one that may look at the page. */
    void await(BooleanSupplier condition, Supplier<String> what) {
        try {
            page.waitForCondition(condition, new Page.WaitForConditionOptions().setTimeout(Chromium.PATIENCE_MS));
        } catch (PlaywrightException e) {
            throw new AssertionError(what.get(), e);
        }
    }

    /** Does something until it had its effect, which may take {@code ms} each time. */
    void repeat(int ms, Runnable act, BooleanSupplier effect) {
        await(
                () -> {
                    act.run();
                    for (int waited = 0; waited < ms && !effect.getAsBoolean(); waited += LOOK_MS)
                        page.waitForTimeout(LOOK_MS);
                    return effect.getAsBoolean();
                },
                () -> "no effect");
    }

    /** Waits until the node holds these sources. */
    void expectStored(String... sources) {
        await(() -> node.sources(notebook()).equals(List.of(sources)), () -> "stored are " + node.sources(notebook()));
    }
}
