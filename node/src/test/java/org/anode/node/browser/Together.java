package org.anode.node.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Two people, each with a node and a browser of their own, on the loopback interface. */
final class Together implements AutoCloseable {
    static final String ANNA = "Anna’s laptop";
    static final String BELA = "Bela’s laptop";

    final LiveNode anna;
    final LiveNode bela;
    final Visitor annasBrowser;
    final Visitor belasBrowser;

    private final Path folder;
    private final String port;

    private Together(
            Path folder, String port, LiveNode anna, LiveNode bela, Visitor annasBrowser, Visitor belasBrowser) {
        this.folder = folder;
        this.port = port;
        this.anna = anna;
        this.bela = bela;
        this.annasBrowser = annasBrowser;
        this.belasBrowser = belasBrowser;
    }

    /** @param folder for the data of both */
    static Together start(Chromium chromium, Path folder) {
        var port = Integer.toString(freePort());
        var anna = node(folder.resolve("anna"), ANNA, port);
        try {
            var bela = node(folder.resolve("bela"), BELA, port);
            return new Together(
                    folder, port, anna, bela, chromium.visitor(anna, look()), chromium.visitor(bela, look()));
        } catch (RuntimeException | Error e) {
            anna.close();
            throw e;
        }
    }

    /** A third computer on the same network, for the test to close. */
    LiveNode third(String name) {
        return node(folder.resolve("third"), name, port);
    }

    /** A window of half a screen. */
    private static Browser.NewContextOptions look() {
        return new Browser.NewContextOptions().setViewportSize(1000, 800);
    }

    private static int freePort() {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The usual settings, but for an address and ports where no other node of this machine is met. */
    private static LiveNode node(Path folder, String name, String port) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return LiveNode.start(folder, List.of("--name", name, "--lan-address", "127.0.0.1", "--lan-port", port));
    }

    /** Opens the dialog and makes a link that lets in whoever has it, which stays in sight. */
    static String link(Tab tab) {
        tab.button("Share").click();
        tab.page().getByText("More about the link").click();
        tab.page().getByLabel("Let in without asking").check();
        return made(tab);
    }

    /** As {@link #link}, but who comes with it waits to be let in. */
    static String linkToAsk(Tab tab) {
        tab.button("Share").click();
        return made(tab);
    }

    private static String made(Tab tab) {
        tab.button("Make a link").click();
        return tab.page().getByTestId("share-link").inputValue();
    }

    /** Opens the dialog at home and puts the link in. */
    static void offer(Tab home, String link) {
        home.button("Join with a link").click();
        home.page()
                .getByLabel("Link", new com.microsoft.playwright.Page.GetByLabelOptions().setExact(true))
                .fill(link);
    }

    /** Goes on from {@link #offer} until the notebook is open. */
    static void join(Tab home, String title) {
        home.button("Join").click();
        come(home, title);
    }

    /** Opens a notebook that was asked for, as soon as it is there. */
    static void come(Tab home, String title) {
        home.page().getByTestId("joins").getByLabel("Open “" + title + "”").click();
        home.awaitCells();
    }

    /** The words to compare, once they are there. */
    static List<String> words(Tab tab) {
        var words = tab.page().getByTestId("words").locator("li");
        assertThat(words).hasCount(4);
        return words.allTextContents();
    }

    /** What this computer may not do in the notebook, as its page says it. */
    static void expectRights(Tab tab, String words) {
        assertThat(tab.page().getByTestId("rights")).containsText(words);
    }

    /** The carets of others that carry this name. */
    static Locator carets(Tab tab, String name) {
        return tab.page().locator(".caret .caret-name").getByText(name);
    }

    static void expectCaret(Tab tab, String name) {
        assertThat(carets(tab, name)).hasCount(1);
    }

    /** What is said about the work being elsewhere too. */
    static void expectChip(Tab tab, String words) {
        assertThat(tab.page().getByTestId("sync")).hasText(words);
    }

    @Override
    public void close() {
        annasBrowser.close();
        belasBrowser.close();
        anna.close();
        bela.close();
    }
}
