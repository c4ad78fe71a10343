package org.anode.node.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Two people, each with a node and a browser of their own, on the loopback interface or at a relay. */
final class Together implements AutoCloseable {
    static final String ANNA = "Anna’s laptop";
    static final String BELA = "Bela’s laptop";

    final LiveNode anna;
    final LiveNode bela;
    final Visitor annasBrowser;
    final Visitor belasBrowser;

    private final Path folder;
    private final List<String> meeting;

    private Together(
            Path folder,
            List<String> meeting,
            LiveNode anna,
            LiveNode bela,
            Visitor annasBrowser,
            Visitor belasBrowser) {
        this.folder = folder;
        this.meeting = meeting;
        this.anna = anna;
        this.bela = bela;
        this.annasBrowser = annasBrowser;
        this.belasBrowser = belasBrowser;
    }

    /** @param folder for the data of both */
    static Together start(Chromium chromium, Path folder) {
        return start(chromium, folder, ColorScheme.LIGHT);
    }

    /** The usual settings, but for an address and ports where no other node of this machine is met. */
    static Together start(Chromium chromium, Path folder, ColorScheme scheme) {
        var meeting = List.of("--lan-address", "127.0.0.1", "--lan-port", Integer.toString(freePort()));
        return start(chromium, folder, scheme, meeting, meeting);
    }

    /** Where there is no other way; Bela hears of the relay with Anna's link. */
    static Together atRelay(Chromium chromium, Path folder, ColorScheme scheme, String relay) {
        return start(chromium, folder, scheme, List.of("--no-lan", "--relay", relay), List.of("--no-lan"));
    }

    private static Together start(
            Chromium chromium, Path folder, ColorScheme scheme, List<String> annas, List<String> belas) {
        var anna = node(folder.resolve("anna"), ANNA, annas);
        try {
            var bela = node(folder.resolve("bela"), BELA, belas);
            return new Together(
                    folder,
                    belas,
                    anna,
                    bela,
                    chromium.visitor(anna, look(scheme)),
                    chromium.visitor(bela, look(scheme)));
        } catch (RuntimeException | Error e) {
            anna.close();
            throw e;
        }
    }

    /** A third computer where Bela's is, for the test to close. */
    LiveNode third(String name) {
        return node(folder.resolve("third"), name, meeting);
    }

    /** A window of half a screen. */
    private static Browser.NewContextOptions look(ColorScheme scheme) {
        return new Browser.NewContextOptions().setViewportSize(1000, 800).setColorScheme(scheme);
    }

    private static int freePort() {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LiveNode node(Path folder, String name, List<String> meeting) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var options = new ArrayList<>(List.of("--name", name));
        options.addAll(meeting);
        return LiveNode.start(folder, options);
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

    /** As {@link #link}, and who comes with it may ask other computers to run something. */
    static String linkToRun(Tab tab) {
        tab.button("Share").click();
        tab.page().getByText("More about the link").click();
        tab.page().getByLabel("Let in without asking").check();
        tab.page().getByLabel("May ask for runs on other people’s computers").check();
        return made(tab);
    }

    /** Opens a notebook at both: who joins may ask for runs on the other one's computer. */
    static List<Tab> shareToRun(Together two, String title, String... sources) {
        var anna = two.annasBrowser.notebook(two.anna.notebook(title, sources));
        var link = linkToRun(anna);
        anna.press("Escape");
        var bela = two.belasBrowser.home();
        offer(bela, link);
        join(bela, title);
        return List.of(anna, bela);
    }

    /** From now on everybody with the right to run may use this tab's computer. */
    static void letMembersRun(Tab tab) {
        choose(tab, "All members with the right to run");
    }

    /** From now on this tab's person is asked about each run that others want on this computer. */
    static void askEachTime(Tab tab) {
        choose(tab, "Ask me each time");
    }

    /** What others want to run on this tab's computer. */
    static Locator asks(Tab tab) {
        return tab.page().getByTestId("asks");
    }

    /** Lets what is shown of it run, once there was time to read it. */
    static void letRun(Tab tab, String name) {
        tab.button("Run what " + name + " asks for").click();
    }

    static void refuseRun(Tab tab, String name) {
        tab.button("Refuse what " + name + " asks for").click();
    }

    /** Answers in a cell what its program asks. */
    static void answer(Tab tab, int cell, String text) {
        tab.cell(cell).getByTestId("input").locator("input").fill(text);
        tab.press("Enter");
    }

    /** Of what stands below the chip that says where cells run. */
    static void choose(Tab tab, String what) {
        tab.page().getByTestId("host").click();
        var radio = new Page.GetByRoleOptions().setName(what);
        tab.page().getByRole(AriaRole.RADIO, radio).click();
        assertThat(tab.page().getByRole(AriaRole.RADIO, radio)).isChecked();
        tab.press("Escape");
    }

    /** Where cells run, as the bar says it. */
    static void expectHost(Tab tab, String words) {
        assertThat(tab.page().getByTestId("host")).hasText(words);
    }

    /** What stands below a cell about where it runs or ran. */
    static Locator runNote(Tab tab, int cell) {
        return tab.cell(cell).getByTestId("run-note");
    }

    private static String made(Tab tab) {
        tab.button("Make a link").click();
        return tab.page().getByTestId("share-link").inputValue();
    }

    /** Opens the dialog at home and puts the link in. */
    static void offer(Tab home, String link) {
        home.button("Join with a link").click();
        home.page()
                .getByLabel("Link", new Page.GetByLabelOptions().setExact(true))
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
