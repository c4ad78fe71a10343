package org.anode.node.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nothing that was typed is lost or doubled, whatever happens meanwhile. */
@ExtendWith(InBrowser.class)
@Timeout(1200)
final class TypingIT {
    /** Nothing that an editor completes or indents by. */
    private static final String[] LETTERS =
            "a b c d e f g h i j k l m n o p q r s t u v w x y z é ß 0 1 2 3 4 5 6 7 8 9 . 😀 👩‍👩‍👧 🇨🇭 漢"
                    .split(" ");

    private static final String[] MOVES = {"ArrowLeft", "ArrowRight", "Home", "End"};
    private static final int BURST_MAX = 12;

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

    /** A person who types at random, and what of each character they typed. */
    private static final class Typist {
        private final Tab tab;
        private final Random random;
        private final Map<Integer, Integer> typed;
        private int keys;

        Typist(Tab tab, long seed, Map<Integer, Integer> typed) {
            this.tab = tab;
            this.random = new Random(seed);
            this.typed = typed;
        }

        void burst() {
            var text = new StringBuilder();
            for (int i = random.nextInt(BURST_MAX); i >= 0; i--) text.append(LETTERS[random.nextInt(LETTERS.length)]);
            keys += text.length();
            text.codePoints().forEach(character -> typed.merge(character, 1, Integer::sum));
            tab.type(text.toString());
            for (int i = random.nextInt(4); i > 0; i--) tab.press(MOVES[random.nextInt(MOVES.length)]);
        }
    }

    private static Map<Integer, Integer> counted(String text) {
        var counts = new TreeMap<Integer, Integer>();
        text.codePoints().forEach(character -> counts.merge(character, 1, Integer::sum));
        return counts;
    }

    private void twoTabs(int keys, long seed) {
        var id = node.take("Two " + seed, new Notebook().text(""));
        var first = visitor.notebook(id);
        var second = visitor.notebook(id);
        first.edit(0);
        second.edit(0);
        var typed = new TreeMap<Integer, Integer>();
        var one = new Typist(first, seed, typed);
        var other = new Typist(second, seed + 1, typed);
        while (one.keys + other.keys < keys) {
            one.burst();
            other.burst();
        }
        first.awaitSaved();
        second.awaitSaved();
        first.await(() -> first.source(0).equals(second.source(0)), () -> "the tabs differ, seed " + seed);
        first.await(
                () -> node.sources(id).getFirst().equals(first.source(0)),
                () -> "the node has another text, seed " + seed);
        assertEquals(typed, counted(node.sources(id).getFirst()), "seed " + seed);
    }

    @Test
    @DisplayName("two tabs type 700 random keys, emoji among them, into one cell: no character is lost or doubled")
    void twoTabs() {
        twoTabs(700, 20261122);
    }

    @Test
    @Tag("long")
    @DisplayName("two tabs type 20 000 random keys of a fresh seed into one cell: no character is lost or doubled")
    void twoTabsLong() {
        twoTabs(20_000, System.nanoTime());
    }

    @Test
    @DisplayName("a node that is killed while somebody types comes back to every character, once")
    void killed() {
        var id = node.notebook("Killed", "");
        var tab = visitor.notebook(id);
        tab.awaitLateCode();
        tab.edit(0);
        var typed = new StringBuilder();
        for (int round = 0; round < 2; round++) {
            type(tab, typed, "before " + round + " ");
            node.kill();
            type(tab, typed, "while it is away 😀 ");
            assertThat(tab.page().getByTestId("save")).containsText("This tab lost its node");
            type(tab, typed, "still away ");
            node.startAgain();
            type(tab, typed, "and back ");
            tab.awaitSaved();
        }
        tab.expectStored(typed.toString());
        tab.expectSources(typed.toString());
        visitor.expectCallsInVain();
    }

    @Test
    @DisplayName("a tab that is loaded again in the middle of a word loses nothing of it")
    void reload() {
        var id = node.notebook("Reload", "");
        var tab = visitor.notebook(id);
        var typed = new StringBuilder();
        for (int round = 0; round < 5; round++) {
            tab.edit(0);
            var words = "round " + round + " 😀 typed until the very end ";
            tab.type(words);
            typed.append(words);
            tab.page().reload();
            tab.awaitCells();
        }
        tab.expectStored(typed.toString());
        tab.expectSources(typed.toString());
    }

    @Test
    @DisplayName("a tab that is closed while its node is away leaves its text to the next one")
    void closedWhileAway() {
        var id = node.notebook("Closed", "");
        var tab = visitor.notebook(id);
        tab.awaitLateCode();
        tab.edit(0);
        tab.type("here ");
        tab.awaitSaved();
        node.kill();
        tab.type("and after");
        assertThat(tab.page().getByTestId("save")).containsText("kept in this tab");
        tab.page().close();
        node.startAgain();
        visitor.notebook(id).expectSources("here and after");
        assertEquals("here and after", node.sources(id).getFirst());
        visitor.expectCallsInVain();
    }

    private static void type(Tab tab, StringBuilder typed, String text) {
        tab.type(text, 3);
        typed.append(text);
    }
}
