package org.anode.node.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;

/** What pages show of cells that run on another computer, one scene after the other, at two nodes that run. */
final class HostScenes implements AutoCloseable {
    private static final String ENDLESS = """
            import time
            print('the ball falls', flush=True)
            time.sleep(600)""";

    private static final String ASKING = """
            import math, random

            def fall(height, k, g=9.81):  # in a vacuum where k is 0
                return math.sqrt(2 * height / g) if k == 0 else random.random()
            print(input('Whose feather is it? '))""";

    private final Together two;

    HostScenes(Chromium chromium, Path folder, ColorScheme scheme) {
        two = Together.start(chromium, folder, scheme);
    }

    /** Looks at a page, where it shows something that has a name. */
    @FunctionalInterface
    interface Look {
        void at(Tab tab, String scene);
    }

    void play(Look look) {
        var tabs = Together.shareToRun(two, "Falling, with friction", "print('a feather')", ENDLESS, ASKING);
        var anna = tabs.getFirst();
        var bela = tabs.getLast();
        asked(anna, bela, look);
        Together.letMembersRun(anna);
        Together.expectHost(bela, "Runs on " + Together.ANNA);
        run(bela, 0);
        assertThat(Together.runNote(bela, 0)).containsText("Ran on " + Together.ANNA);
        assertThat(Together.runNote(anna, 0)).hasText("Asked by " + Together.BELA);
        run(bela, 1);
        bela.expectOutput(1, "the ball falls");
        menu(bela, "hosts-menu", look);
        menu(anna, "hosts-policy", look);
        anna.page().close();
        two.anna.kill();
        gone(bela, look);
    }

    /** Anna sees what Bela wants to run on her computer, and who is asked what by it. */
    private static void asked(Tab anna, Tab bela, Look look) {
        Together.askEachTime(anna);
        Together.choose(bela, Together.ANNA);
        run(bela, 0);
        run(bela, 2);
        assertThat(Together.asks(anna).locator("pre")).hasCount(2);
        look.at(bela, "hosts-waits");
        look.at(anna, "hosts-asks");
        Together.letRun(anna, Together.BELA);
        anna.cell(2).getByTestId("asked").waitFor();
        look.at(anna, "hosts-input");
        Together.answer(bela, 2, "Bela’s");
        bela.expectOutput(2, "Bela’s");
        // Her kernel is there now: from here on it is the usual place, and no choice any more.
        Together.choose(bela, Together.BELA + " (this computer)");
        Together.choose(bela, Together.ANNA);
    }

    private static void run(Tab tab, int cell) {
        tab.select(cell);
        tab.press("Control+Enter");
    }

    private static void menu(Tab tab, String scene, Look look) {
        tab.page().getByTestId("host").click();
        look.at(tab, scene);
        tab.press("Escape");
    }

    /** Whoever ran it can not be reached: it is waited for, then run here. */
    private static void gone(Tab tab, Look look) {
        var note = tab.cell(1).getByTestId("gone");
        assertThat(note).containsText(Together.ANNA + " can not be reached: its output so far is kept.");
        look.at(tab, "hosts-gone");
        tab.button("Run elsewhere").click();
        assertThat(note).hasCount(0);
        Together.expectHost(tab, "Runs here");
        tab.expectState(1, "running");
        assertThat(tab.cell(1).locator(".cell-outputs.former")).hasCount(0);
        tab.expectOutput(1, "the ball falls");
        assertThat(Together.runNote(tab, 1)).hasCount(0);
        look.at(tab, "hosts-elsewhere");
    }

    @Override
    public void close() {
        two.annasBrowser.expectNoTrouble();
        two.belasBrowser.expectNoTrouble();
        two.close();
    }
}
