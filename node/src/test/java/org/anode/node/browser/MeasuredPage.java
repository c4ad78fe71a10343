package org.anode.node.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;

/**
 * A page that shows {@link BenchNotebook}, to be measured by {@link PageMeter}. Its cells are
 * {@code section[data-testid=cell]}, in order, and those that can be typed in have a CodeMirror editor.
 */
public interface MeasuredPage extends AutoCloseable {
    /** Somebody who was never here before. */
    Guest guest();

    /** Ends the processes behind the page. */
    @Override
    void close();

    /** One person's browser profile at this page. */
    interface Guest extends AutoCloseable {
        BrowserContext context();

        /** A new tab with the notebook, which need not be shown yet. */
        Page open();

        /** Puts the cursor at the end of a cell's text. */
        void edit(Page tab, int cell);

        @Override
        void close();
    }
}
