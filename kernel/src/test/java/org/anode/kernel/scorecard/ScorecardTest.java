package org.anode.kernel.scorecard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.anode.kernel.scorecard.Check.Kind;
import org.anode.kernel.scorecard.Check.Tier;
import org.anode.kernel.scorecard.Reply.Completion;
import org.anode.kernel.scorecard.Reply.Failed;
import org.anode.kernel.scorecard.Reply.Heard;
import org.anode.kernel.scorecard.Reply.Shown;
import org.anode.kernel.scorecard.Reply.Text;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is compared and how; both kernels are asked in {@link ScorecardIT}. */
class ScorecardTest {
    private static final Normal NORMAL = new Normal(List.of("/home/ada/work"));

    private static Reply cell(Heard... events) {
        return new Reply("ok", 1, Optional.empty(), List.of(events), Optional.empty(), Optional.empty());
    }

    private static Shown shown(String id, boolean update) {
        return new Shown(Map.of("text/plain", "x"), "{}", Optional.of(id), update, false);
    }

    private static List<Check> parsed(String text) {
        return CheckFile.parse(Tier.BASICS, text);
    }

    @Test
    @DisplayName("a file of checks is read as it is written")
    void file() {
        var checks = parsed("""
                == first
                -- cell
                a = 1

                b = 2

                -- answer Zoë
                -- interrupt after begun now
                -- until late
                -- compare stdout; traceback 1 / 0

                == second
                -- complete
                'ü'; a.<|> + 1
                -- compare completed append, sort
                -- missed because it is so
                """);
        var step = checks.getFirst().steps().getFirst();
        assertEquals("a = 1\n\nb = 2", step.source());
        assertEquals(List.of("Zoë"), step.answers());
        assertEquals(Optional.of("begun now"), step.interruptAfter());
        assertEquals(Optional.of("late"), step.until());
        assertEquals(
                List.of(new Check.Compared(Part.STDOUT, ""), new Check.Compared(Part.TRACEBACK, "1 / 0")),
                step.compared());
        var second = checks.getLast();
        assertEquals(Optional.of("it is so"), second.missedBecause());
        assertEquals(Kind.COMPLETE, second.steps().getFirst().kind());
        assertEquals("'ü'; a. + 1", second.steps().getFirst().source());
        assertEquals(7, second.steps().getFirst().cursor());
    }

    @Test
    @DisplayName("what is no check is refused")
    void malformed() {
        for (var text : List.of(
                "print(1)",
                "== a\nprint(1)",
                "== a\n-- compare stdout",
                "== a\n-- cell\n1\n-- compare nothing",
                "== a\n-- complete\nno cursor",
                "== a\n-- cell\n1\n-- wait")) {
            assertThrows(IllegalArgumentException.class, () -> parsed(text), text);
        }
    }

    @Test
    @DisplayName("there are enough checks, each with a name of its own, and each compares something")
    void list() {
        var names = new HashSet<String>();
        for (var tier : Tier.values()) {
            var checks = Scorecard.checks(tier);
            assertTrue(checks.size() >= 16, tier.title);
            for (var check : checks) {
                assertTrue(names.add(check.name()), check.name());
                assertTrue(
                        check.steps().stream().anyMatch(step -> !step.compared().isEmpty()), check.name());
            }
        }
        assertTrue(names.size() >= 199, () -> names.size() + " checks");
    }

    @Test
    @DisplayName("what no two runs have in common goes before comparing, and nothing else")
    void normal() {
        for (var pair : List.of(
                List.of("\u001b[31mred\u001b[0m", "red"),
                List.of("<object at 0x7f72dba09170>", "<object at 0x…>"),
                List.of("/tmp/ipykernel_97/1085.py:3: UserWarning", "<cell>:3: UserWarning"),
                List.of("<Cell 12 #12>:3: UserWarning", "<cell>:3: UserWarning"),
                List.of("/home/ada/work/sub", "<folder>/sub"),
                List.of("Wall time: 1.5 ms", "Wall time: <time>"),
                List.of("1min 2s ± 3 µs per loop", "<time> ± <time> per loop"),
                List.of("it took 5 ms", "it took 5 ms"),
                List.of("a \r\nb\t\n", "a\nb\n"),
                List.of("  a  b", "  a  b"))) {
            assertEquals(pair.get(1), NORMAL.text(pair.get(0)));
        }
    }

    @Test
    @DisplayName("a text counts as a whole, in however many pieces it came")
    void pieces() {
        var pieces =
                cell(new Text("stdout", "a"), new Text("stdout", " "), new Text("stdout", "b \n"), shown("i", false));
        var reply = NORMAL.of(List.of(pieces)).getFirst();
        assertEquals("a b\n", Part.STDOUT.of(reply, ""));
        assertEquals(2, reply.events().size());
    }

    @Test
    @DisplayName("display ids are numbered through all steps of a check")
    void ids() {
        var replies = NORMAL.of(List.of(cell(shown("8f3a", false), shown("77", false)), cell(shown("77", true))));
        assertEquals("id 1\nid 2", Part.IDS.of(replies.getFirst(), ""));
        assertEquals("id 2 updated", Part.IDS.of(replies.getLast(), ""));
    }

    @Test
    @DisplayName("the order has pieces of one stream that follow each other once")
    void order() {
        var reply = cell(
                new Text("stdout", "a"),
                new Text("stdout", "b"),
                new Text("stderr", "c"),
                new Text("stdout", "d"),
                shown("i", false),
                shown("i", true),
                new Failed("E", "", ""));
        assertEquals("stdout\nstderr\nstdout\ndisplay\nupdate\nerror\n", Part.ORDER.of(reply, ""));
        assertEquals("abd", Part.STDOUT.of(reply, ""));
    }

    @Test
    @DisplayName("a completion counts if it puts the word into a line that had it not")
    void completed() {
        var reply = Reply.completed(new Completion("x\nd[\"fir", List.of("\"first_key\"]"), 4, 8));
        assertEquals("first_key yes\nother no", Part.COMPLETED.of(reply, "first_key, other"));
        var there = Reply.completed(new Completion("while", List.of("while"), 0, 5));
        assertEquals("while no", Part.COMPLETED.of(there, "while"));
    }

    @Test
    @DisplayName("JSON counts by its content, pictures without the line end of an encoder")
    void bundles() {
        assertEquals(
                Bundles.of(Map.of("application/json", "{\"b\": 1, \"a\": 2}", "image/png", "aGk=")),
                Bundles.of(Map.of("application/json", "{\"a\":2,\"b\":1}", "image/png", "aGk=\n")));
        assertNotEquals(Bundles.of(Map.of("text/plain", "a\n")), Bundles.of(Map.of("text/plain", "a")));
    }

    @Test
    @DisplayName(
            "a check is passed when all it compares is equal, and proves nothing if ipykernel lacks what it looks for")
    void verdicts() {
        var check = parsed("== a\n-- cell\n1\n-- compare stdout; ename").getFirst();
        var one = List.of(cell(new Text("stdout", "1")));
        assertTrue(Scorecard.verdict(check, one, one).passed());
        var other = Scorecard.verdict(check, one, List.of(cell(new Text("stdout", "2"))));
        assertEquals(
                List.of("step 1, stdout: expected [1], got [2]"),
                other.differences().stream().map(Object::toString).toList());
        var looking = parsed("== b\n-- cell\n1\n-- compare traceback 1 / 0").getFirst();
        var vain = Scorecard.verdict(looking, one, one);
        assertFalse(vain.passed());
        assertTrue(vain.differences().getFirst().isReferencesFault());
    }

    @Test
    @DisplayName("the page lists what is passed, and is read back")
    void page() {
        var checks = parsed("""
                == passes | really
                -- cell
                1
                -- compare stdout
                == fails
                -- cell
                2
                -- compare stdout
                -- missed because of | this
                """);
        var one = List.of(cell(new Text("stdout", "1")));
        var card = new Scorecard(Stream.of(
                        Scorecard.verdict(checks.getFirst(), one, one),
                        Scorecard.verdict(checks.getLast(), one, List.of(cell())))
                .toList());
        var page = ScorecardPage.write(card, "a kernel");
        assertEquals(List.of("passes | really"), ScorecardPage.passed(page));
        assertTrue(page.contains("| Basics | 1 of 2 |"), page);
        assertTrue(page.contains("| fails | stdout: `1`, here nothing | of \\| this |"), page);
    }
}
