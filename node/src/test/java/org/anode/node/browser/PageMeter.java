package org.anode.node.browser;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;

/** What people wait for in a page, by the clock of the page itself: until the frame with the change is painted. */
public final class PageMeter implements AutoCloseable {
    private static final int MIDDLE = BenchNotebook.CELLS / 2;

    /** A quick typist. */
    private static final int KEY_MS = 80;

    private static final int REST_MS = 2000;

    private final MeasuredPage page;
    private final MeasuredPage.Guest guest;

    public PageMeter(MeasuredPage page) {
        this.page = page;
        guest = watched();
    }

    /** Why nothing can be measured here; empty if it can. */
    public static String missing() {
        return Chromium.missing();
    }

    private MeasuredPage.Guest watched() {
        return watched(page);
    }

    private static MeasuredPage.Guest watched(MeasuredPage page) {
        var fresh = page.guest();
        fresh.context().setDefaultTimeout(Chromium.PATIENCE_MS);
        fresh.context().addInitScript(Watch.READY);
        return fresh;
    }

    /** Bytes of files, packed as they come, that a browser which was never here loads until a notebook can be edited. */
    public double downloadBytes() {
        try (var fresh = watched()) {
            return Watch.number(ready(fresh).evaluate(Watch.BYTES));
        }
    }

    /** Ms from the start of the navigation, files cached, until the notebook can be edited. */
    public List<Double> interactive(int times) {
        ready(guest).close(); // has the files from now on
        var all = new ArrayList<Double>();
        for (int i = 0; i < times; i++) {
            var tab = guest.open();
            all.add(Watch.number(tab.evaluate("ready")));
            tab.close();
        }
        return all;
    }

    public double domNodes() {
        var tab = ready(guest);
        tab.waitForTimeout(REST_MS);
        var nodes = Watch.number(tab.evaluate(Watch.NODES));
        tab.close();
        return nodes;
    }

    /** Ms from a key until its character is painted in its own tab and in another one. */
    public record Keys(List<Double> own, List<Double> other) {}

    public Keys keys(int count) {
        // In a window of its own: a tab behind another one is not painted.
        try (var other = watched()) {
            return keys(count, other, MIDDLE);
        }
    }

    /** As {@link #keys(int)}; the other tab is at another page, where the same notebook is. */
    public Keys keys(int count, MeasuredPage elsewhere) {
        try (var other = watched(elsewhere)) {
            return keys(count, other, MIDDLE + 1); // the cell without keys of another measurement
        }
    }

    private Keys keys(int count, MeasuredPage.Guest other, int cell) {
        var mine = ready(guest);
        var theirs = ready(other);
        guest.edit(mine, cell);
        other.edit(theirs, cell);
        for (var tab : List.of(mine, theirs)) tab.evaluate(Watch.KEYS, cell);
        for (int i = 0; i < count; i++) {
            mine.keyboard().press("~");
            mine.waitForTimeout(KEY_MS);
        }
        theirs.waitForCondition(() -> Watch.number(theirs.evaluate("seen.length")) >= count);
        var downs = Watch.numbers(mine.evaluate("keys"));
        var keys = new Keys(since(downs, mine), since(downs, theirs));
        mine.close();
        return keys;
    }

    private static Page ready(MeasuredPage.Guest guest) {
        var tab = guest.open();
        tab.evaluate("ready");
        return tab;
    }

    private static List<Double> since(List<Double> downs, Page tab) {
        var seen = Watch.numbers(tab.evaluate("seen"));
        var all = new ArrayList<Double>();
        for (int i = 0; i < Math.min(seen.size(), downs.size()); i++) all.add(seen.get(i) - downs.get(i));
        return all;
    }

    @Override
    public void close() {
        guest.close();
    }
}
