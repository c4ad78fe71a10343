package org.anode.node.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.anode.node.OpenShare;
import org.anode.node.control.Command;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes with the settings everybody has, and a page open at each of them. */
@ExtendWith(InBrowser.class)
@Timeout(900)
final class TogetherIT {
    @TempDir
    Path folder;

    private Together two;
    private Tab anna;
    private Tab bela;

    @BeforeEach
    void open(InBrowser.Stage stage) {
        two = Together.start(stage.chromium(), folder);
    }

    @AfterEach
    void close() {
        two.annasBrowser.expectNoTrouble();
        two.belasBrowser.expectNoTrouble();
        two.close();
    }

    /** By the dialogs of both pages. */
    private void share(String title, String... sources) {
        anna = two.annasBrowser.notebook(two.anna.notebook(title, sources));
        var link = Together.link(anna);
        anna.press("Escape");
        bela = two.belasBrowser.home();
        Together.offer(bela, link);
        Together.join(bela, title);
        bela.expectSources(sources);
    }

    @Test
    @DisplayName("MB-6 a notebook is shared and joined in the pages; both see what the other writes and where")
    void typing() {
        share("Trees", "oak", "elm");
        anna.edit(0);
        anna.type(" and ash");
        bela.expectSources("oak and ash", "elm");
        Together.expectCaret(bela, Together.ANNA);
        bela.edit(0);
        bela.press("Control+Home", "ArrowRight");
        bela.type("!");
        anna.expectSources("o!ak and ash", "elm");
        Together.expectCaret(anna, Together.BELA);
        anna.type("?");
        bela.expectSources("o!ak and ash?", "elm");
        anna.press("Control+Home");
        anna.type("an ");
        bela.expectSources("an o!ak and ash?", "elm");
        bela.type("#");
        anna.expectSources("an o!#ak and ash?", "elm");
        bela.awaitEditor(0);
        anna.type(".");
        bela.expectSources("an .o!#ak and ash?", "elm");
        Together.expectChip(anna, "Both devices have it");
        Together.expectChip(bela, "Both devices have it");
    }

    @Test
    @DisplayName(
            "MB-6 who asks is let in once both compared words; a viewer's page is read-only, and one who was removed is told")
    void approval() {
        anna = two.annasBrowser.notebook(two.anna.notebook("Trees", "oak"));
        var link = Together.linkToAsk(anna);
        anna.press("Escape");
        bela = two.belasBrowser.home();
        Together.offer(bela, link);
        bela.button("Join").click();
        assertEquals(Together.words(bela), Together.words(anna));
        anna.button("Let " + Together.BELA + " in").click();
        Together.come(bela, "Trees");
        bela.edit(0);
        bela.type(" and ash");
        anna.expectSources("oak and ash");
        anna.button("Share").click();
        anna.page().getByLabel("Role of " + Together.BELA).selectOption("view");
        Together.expectRights(bela, "You can view this notebook. Ask " + Together.ANNA + " to let you edit.");
        bela.edit(0);
        bela.type("!");
        assertThat(bela.page().getByTestId("live")).containsText("You can view this notebook.");
        bela.expectSources("oak and ash");
        anna.button("Remove " + Together.BELA).click();
        anna.button("Remove").click();
        assertThat(anna.button("Remove " + Together.BELA)).hasCount(0);
        Together.expectRights(bela, "This computer is not a member of this notebook any more");
        anna.expectSources("oak and ash");
    }

    @Test
    @Tag("long") // LateWorkIT has the rule, this the buttons
    @DisplayName("MB-3 an admin's page lists late edits of a removed device; accepted, they count on every computer")
    void late(InBrowser.Stage stage) {
        share("Trees", "oak");
        var notebook = anna.notebook();
        try (var third = two.third("Carl’s laptop")) {
            third.ask(new Command.Join(
                    two.anna.ask(OpenShare.of(notebook)).path("link").asString(), Optional.of(60L)));
            two.anna.ask(new Command.SetRole(notebook, device(third), Role.ADMIN, Set.of(Flag.HOST)));
            removeMeanwhile(third, notebook);
            try (var carlsBrowser = stage.chromium().visitor(third)) {
                accept(carlsBrowser.notebook(notebook));
                carlsBrowser.expectNoTrouble();
            }
        }
    }

    /** Bela writes while Anna, who removes her, is away; only the third one has it. */
    private void removeMeanwhile(LiveNode third, String notebook) {
        var belasDevice = device(two.bela);
        await(() -> role(third, notebook).equals("admin"));
        anna.page().close();
        two.anna.kill();
        bela.edit(0);
        bela.type(" and ash");
        await(() -> third.sources(notebook).equals(List.of("oak and ash")));
        bela.page().close();
        two.bela.kill();
        third.kill();
        two.anna.startAgain();
        two.anna.ask(new Command.Revoke(notebook, belasDevice));
        third.startAgain();
    }

    private void accept(Tab carl) {
        carl.expectSources("oak");
        carl.button("Share").click();
        carl.button("Accept its late edits: " + Together.BELA).click();
        carl.button("Accept").click();
        carl.expectSources("oak and ash");
        assertThat(carl.page().getByTestId("late")).hasCount(0);
        await(() -> two.anna.sources(carl.notebook()).equals(List.of("oak and ash")));
    }

    private static String device(LiveNode node) {
        return node.ask(new Command.Devices()).path(0).path("id").asString();
    }

    /** Its own, as it knows it. */
    private static String role(LiveNode node, String notebook) {
        return node.ask(new Command.People(notebook)).path(0).path("role").asString();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofMillis((long) Chromium.PATIENCE_MS))
                .until(condition);
    }

    @Test
    @DisplayName("cells are moved, deleted and restored at one node, and the page of the other shows it")
    void cells() {
        share("Order", "a", "b", "c");
        anna.select(1);
        anna.press("Control+Shift+ArrowUp");
        bela.expectSources("b", "a", "c");
        bela.select(2);
        bela.twice("d");
        anna.expectSources("b", "a");
        anna.command("Deleted cells …");
        anna.button("Restore deleted cell 1").click();
        bela.expectSources("b", "a", "c");
        anna.button("Close").click();
        bela.select(0);
        bela.twice("d");
        anna.expectSources("a", "c");
        bela.press("z");
        anna.expectSources("b", "a", "c");
        bela.expectStored("b", "a", "c");
        anna.expectStored("b", "a", "c");
    }

    @Test
    @DisplayName(
            "EX-5 EX-18 where Anna lets members run, Bela's cell runs on Anna's computer: both see it, and who and where")
    void elsewhere() {
        var tabs = Together.shareToRun(two, "Runs", "print('oak' + 'tree')");
        anna = tabs.getFirst();
        bela = tabs.getLast();
        Together.expectHost(bela, "Runs here");
        Together.letMembersRun(anna);
        Together.expectHost(bela, "Runs on " + Together.ANNA);
        bela.select(0);
        bela.press("Control+Enter");
        bela.expectOutput(0, "oaktree");
        anna.expectOutput(0, "oaktree");
        assertThat(Together.runNote(bela, 0)).containsText("Ran on " + Together.ANNA + ", took");
        assertThat(Together.runNote(anna, 0)).hasText("Asked by " + Together.BELA);
        Together.choose(bela, Together.BELA + " (this computer)");
        Together.expectHost(bela, "Runs here");
        bela.select(0);
        bela.press("Control+Enter");
        assertThat(Together.runNote(anna, 0)).containsText("Ran on " + Together.BELA);
        assertThat(Together.runNote(bela, 0)).hasCount(0);
        bela.expectOutput(0, "oaktree");
    }

    @Test
    @DisplayName(
            "EX-18 where Anna is asked each time, Bela's cell runs once she saw its code and says yes, and never if she says no")
    void asked() {
        var written = folder.resolve("written.txt");
        var writing = "open('" + written + "', 'w').write('oak')";
        var tabs = Together.shareToRun(two, "Runs", "print('oak' + 'tree')", writing);
        anna = tabs.getFirst();
        bela = tabs.getLast();
        Together.askEachTime(anna);
        Together.choose(bela, Together.ANNA);
        run(bela, 0);
        assertThat(Together.asks(anna)).containsText(Together.BELA + " wants to run 1 cell on this computer");
        assertThat(Together.asks(anna).locator("pre")).hasText("print('oak' + 'tree')");
        assertThat(bela.state(0)).hasAttribute("title", Pattern.compile("Waiting for the owner of that computer"));
        Together.letRun(anna, Together.BELA);
        bela.expectOutput(0, "oaktree");
        assertThat(Together.asks(anna)).hasCount(0);
        run(bela, 1);
        assertThat(Together.asks(anna).locator("pre")).hasText(writing);
        Together.refuseRun(anna, Together.BELA);
        bela.expectState(1, "not allowed");
        assertThat(bela.cell(1)).containsText("The owner of that computer did not let it run.");
        assertThat(Together.asks(anna)).hasCount(0);
        assertFalse(Files.exists(written));
    }

    @Test
    @Tag("long") // PeoplePagesIT comes by it, OwnerAskedPagesIT has the rest
    @DisplayName("EX-17 Bela's cell on Anna's computer asks Bela; Anna's page shows who is asked, and asks her nothing")
    void input() {
        var tabs = Together.shareToRun(two, "Runs", "print('oak of ' + input('Whose? '))");
        anna = tabs.getFirst();
        bela = tabs.getLast();
        Together.letMembersRun(anna);
        Together.expectHost(bela, "Runs on " + Together.ANNA);
        run(bela, 0);
        var field = bela.cell(0).getByLabel("Whose?");
        assertThat(field).isFocused();
        assertThat(anna.cell(0).getByTestId("asked")).containsText(Together.BELA + " is asked: Whose?");
        assertThat(anna.cell(0).getByTestId("input")).hasCount(0);
        bela.type("Zoë");
        bela.press("Enter");
        bela.expectOutput(0, "oak of Zoë");
        anna.expectOutput(0, "oak of Zoë");
        assertThat(anna.cell(0).getByTestId("asked")).hasCount(0);
    }

    private static void run(Tab tab, int cell) {
        tab.select(cell);
        tab.press("Control+Enter");
    }

    @Test
    @DisplayName("SY-7 who is left alone reads that, writes on, and the other gets it all when it comes back")
    void offline() {
        share("Apart", "start");
        bela.awaitLateCode();
        Together.expectChip(anna, "Both devices have it");
        // What its page still loads would fail otherwise than calls in vain do.
        Together.expectChip(bela, "Both devices have it");
        two.bela.kill();
        Together.expectChip(anna, "Offline: saved on this computer");
        anna.edit(0);
        anna.type(", alone");
        bela.edit(0);
        bela.type(", away");
        two.bela.startAgain();
        anna.await(
                () -> anna.source(0).contains(", alone") && anna.source(0).contains(", away"),
                () -> "Anna has " + anna.sources());
        bela.expectSources(anna.source(0));
        bela.expectStored(anna.source(0));
        Together.expectChip(anna, "Both devices have it");
        Together.expectChip(bela, "Both devices have it");
        assertThat(anna.page().getByTestId("save")).hasText("Saved");
        two.belasBrowser.expectCallsInVain();
    }
}
