package org.anode.node.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import org.anode.node.text.CellText.Offer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CellTextTest {
    @Test
    @DisplayName("a change of the current version makes the next one; of an old one it is stale, of none out of reach")
    void versions() {
        var text = new CellText("ab");
        var accepted = new Offer.Accepted(1, "abc");
        assertEquals(accepted, text.offer(0, ChangeSet.replace(2, 2, 0, "c")));
        assertEquals(0, text.version(), "nothing happened yet");
        text.take(accepted);
        assertEquals(new Offer.Stale(), text.offer(0, ChangeSet.replace(2, 0, 0, "x")));
        assertEquals(new Offer.OutOfReach(), text.offer(2, ChangeSet.replace(3, 0, 0, "x")));
        assertInstanceOf(Offer.Malformed.class, text.offer(1, ChangeSet.replace(9, 0, 0, "x")));
        assertEquals("abc", text.text());
        assertEquals(1, text.version());
        for (int i = 0; i < CellText.VERSIONS_BEHIND_MAX; i++) text.follow(text.text() + "y");
        assertEquals(new Offer.Stale(), text.offer(1, ChangeSet.replace(2, 0, 0, "x")));
        assertEquals(new Offer.OutOfReach(), text.offer(0, ChangeSet.replace(2, 0, 0, "x")));
    }

    /** A page by the rules of @codemirror/collab: one change set in flight, what is typed meanwhile waits behind it. */
    private static final class Page {
        final String name;
        final Queue<Runnable> wire = new ArrayDeque<>();
        String shown;
        long version;
        ChangeSet sent;
        ChangeSet typed;
        boolean inFlight;

        Page(String name, String text) {
            this.name = name;
            this.shown = text;
            this.sent = keep(text);
            this.typed = keep(text);
        }

        static ChangeSet keep(String text) {
            return ChangeSet.between(text, text);
        }

        void type(ChangeSet changes) {
            typed = typed.isEmpty() ? changes : Joined.of(typed.lengthBefore(), typed, changes);
            shown = ChangeSetTest.apply(changes, shown);
        }

        /** Another's change, or the own one come back. */
        void hear(String author, ChangeSet changes, long made) {
            version = made;
            if (author.equals(name)) {
                sent = identity(changes.lengthAfter());
                inFlight = false;
                return;
            }
            var over = changes.map(sent, true);
            sent = sent.map(changes, false);
            var shownChange = over.map(typed, true);
            typed = typed.map(over, false);
            shown = ChangeSetTest.apply(shownChange, shown);
        }

        static ChangeSet identity(int length) {
            return ChangeSet.replace(length, 0, 0, "");
        }

        /** What is to be sent now, if anything. */
        boolean wantsToSend() {
            return !inFlight && !(sent.isEmpty() && typed.isEmpty());
        }

        ChangeSet send() {
            if (sent.isEmpty()) {
                sent = typed;
                typed = identity(sent.lengthAfter());
            }
            inFlight = true;
            return sent;
        }
    }

    /** Two change sets, one made on the text of the other, as one. */
    private static final class Joined {
        static ChangeSet of(int length, ChangeSet first, ChangeSet second) {
            // Units with names of their own show where each of them came from and what is new.
            var names = new int[length];
            for (int i = 0; i < length; i++) names[i] = i;
            var units = units(units(names, first), second);
            return read(length, units);
        }

        private static int[] units(int[] before, ChangeSet changes) {
            var after = new ArrayList<Integer>();
            int at = 0;
            for (var section : changes.sections()) {
                switch (section) {
                    case Section.Keep(var kept) -> {
                        for (int i = 0; i < kept; i++) after.add(before[at + i]);
                    }
                    case Section.Replace(var _, var inserted) ->
                        inserted.chars().forEach(c -> after.add(-1 - c));
                }
                at += section.lengthBefore();
            }
            return after.stream().mapToInt(Integer::intValue).toArray();
        }

        private static ChangeSet read(int length, int[] units) {
            var sections = new Sections();
            int at = 0;
            for (int unit : units) {
                if (unit < 0) {
                    sections.insert(String.valueOf((char) (-1 - unit)));
                } else {
                    sections.delete(unit - at).keep(1);
                    at = unit + 1;
                }
            }
            return sections.delete(length - at).build();
        }
    }

    private record Update(String author, ChangeSet changes, long version) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    @DisplayName("several pages and a command line type in one cell, late and in any order: all end with the same text,"
            + " each word is there once")
    void collab(long seed) {
        var random = new Random(seed);
        var start = "start 😀 é";
        var node = new CellText(start);
        var log = new ArrayList<Update>();
        var pages = List.of(new Page("one", start), new Page("two", start), new Page("three", start));
        Set<String> words = new HashSet<>();
        for (int step = 0; step < 600; step++) {
            var page = pages.get(random.nextInt(pages.size()));
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    var word = "<" + page.name + step + "😀>";
                    words.add(word);
                    page.type(between(random, page.shown, word));
                }
                case 2 -> offer(page, node, log, pages);
                case 3, 4 -> drain(page, 1 + random.nextInt(4));
                default -> {
                    if (random.nextInt(10) == 0) {
                        var word = "<nobody" + step + ">";
                        words.add(word);
                        var after = ChangeSetTest.apply(between(random, node.text(), word), node.text());
                        tell(pages, log, new Update("", node.follow(after), node.version()));
                    }
                }
            }
        }
        settle(pages, node, log);
        for (var page : pages) assertEquals(node.text(), page.shown, page.name + " of seed " + seed);
        var replayed = start;
        for (var update : log) replayed = ChangeSetTest.apply(update.changes, replayed);
        assertEquals(node.text(), replayed);
        for (var word : words) {
            int at = node.text().indexOf(word);
            assertTrue(at >= 0, word + " is lost, seed " + seed);
            assertEquals(-1, node.text().indexOf(word, at + 1), word + " is doubled, seed " + seed);
        }
    }

    /** Words are put where none is cut: at the ends of others. */
    private static ChangeSet between(Random random, String text, String word) {
        var places = new ArrayList<Integer>(List.of(0, text.length()));
        for (int i = text.indexOf('>'); i >= 0; i = text.indexOf('>', i + 1)) places.add(i + 1);
        return ChangeSet.replace(text.length(), places.get(random.nextInt(places.size())), 0, word);
    }

    private static void offer(Page page, CellText node, List<Update> log, List<Page> pages) {
        if (!page.wantsToSend()) return;
        var changes = page.send();
        switch (node.offer(page.version, changes)) {
            case Offer.Accepted accepted -> {
                node.take(accepted);
                tell(pages, log, new Update(page.name, changes, accepted.version()));
            }
            // It hears what came between before this answer, maps, and sends again.
            case Offer.Stale _ -> page.wire.add(() -> page.inFlight = false);
            case Offer other -> throw new AssertionError(other + " for " + changes);
        }
    }

    private static void tell(List<Page> pages, List<Update> log, Update update) {
        log.add(update);
        for (var page : pages) page.wire.add(() -> page.hear(update.author, update.changes, update.version));
    }

    private static void drain(Page page, int messages) {
        for (int i = 0; i < messages && !page.wire.isEmpty(); i++)
            page.wire.poll().run();
    }

    private static void settle(List<Page> pages, CellText node, List<Update> log) {
        while (pages.stream().anyMatch(page -> !page.wire.isEmpty() || page.wantsToSend()))
            for (var page : pages) {
                drain(page, Integer.MAX_VALUE);
                offer(page, node, log, pages);
            }
    }
}
