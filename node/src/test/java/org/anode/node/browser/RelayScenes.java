package org.anode.node.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.anode.node.OpenShare;
import org.anode.node.cli.RelayProcess;

/** What pages show of the relay at which two nodes meet, which is killed and comes back: one scene after the other. */
final class RelayScenes implements AutoCloseable {
    private static final String TITLE = "Falling, with friction";

    private final RelayProcess relay;
    private final Together two;

    RelayScenes(Chromium chromium, Path folder, ColorScheme scheme) throws IOException {
        Files.createDirectories(folder);
        relay = RelayProcess.start(folder, List.of());
        try {
            two = Together.atRelay(chromium, folder, scheme, relay.url());
        } catch (RuntimeException | Error e) {
            relay.close();
            throw e;
        }
    }

    /** Looks at a page, where it shows something that has a name. */
    @FunctionalInterface
    interface Look {
        void at(Tab tab, String scene);
    }

    void play(Look look) throws IOException, InterruptedException {
        var anna = two.annasBrowser.notebook(two.anna.notebook(TITLE, "print('a feather')"));
        var link = Together.link(anna);
        assertThat(anna.page().getByTestId("link-works")).containsText("Works over " + name() + " only");
        look.at(anna, "relay-link");
        anna.press("Escape");
        var bela = two.belasBrowser.home();
        Together.offer(bela, link);
        Together.join(bela, TITLE);
        connected(anna, look);
        var another = two.anna
                .ask(OpenShare.of(two.anna.notebook("Feathers", "1")))
                .path("link")
                .asString();
        relay.kill();
        away(anna, look);
        var home = two.belasBrowser.home();
        waits(home, another, look);
        relay.startAgain();
        Together.expectChip(anna, "Both devices have it");
        bela.expectSources("print('a feather')  # alone");
        Together.come(home, "Feathers");
    }

    /** As people read it. */
    private String name() {
        return relay.url().replace("ws://", "");
    }

    private void connected(Tab anna, Look look) {
        Together.expectChip(anna, "Both devices have it");
        anna.page().getByTestId("sync").click();
        assertThat(relays(anna)).hasText(name() + " connects this computer with " + Together.BELA + ".");
        look.at(anna, "relay-connected");
    }

    /** What was open stays so. */
    private void away(Tab anna, Look look) {
        Together.expectChip(anna, "Relay away · saved here");
        assertThat(relays(anna)).containsText("The relay " + name() + " is away: it can not be reached");
        look.at(anna, "relay-away");
        anna.press("Escape");
        anna.edit(0);
        anna.type("  # alone");
        assertThat(anna.page().getByTestId("sync")).hasText(Pattern.compile("Relay away · \\d+ unsent"));
        anna.awaitSaved();
        anna.page().getByTestId("sync").click();
        assertThat(anna.page().locator(".sync-menu")).containsText("kept on this computer, and sent as soon as");
        look.at(anna, "relay-unsent");
        anna.press("Escape");
    }

    private void waits(Tab bela, String link, Look look) {
        Together.offer(bela, link);
        bela.button("Join").click();
        assertThat(bela.page().getByTestId("joins")).containsText("The relay " + name() + " is away: it can not");
        look.at(bela, "relay-join");
    }

    private static Locator relays(Tab tab) {
        return tab.page().getByTestId("relays").locator("li");
    }

    @Override
    public void close() {
        two.annasBrowser.expectNoTrouble();
        two.belasBrowser.expectNoTrouble();
        two.close();
        relay.close();
    }
}
