package org.anode.schema.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.anode.schema.ExecId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

final class OutputFoldTest {
    private final Stored stored = new Stored();
    private final Displays displays = new Displays();
    private final ExecId exec = new ExecId("e1");
    private final OutputFold fold = new OutputFold(exec, displays);

    private void out(String text) {
        fold.on(new OutputEvent.Stream("stdout", text));
    }

    private void err(String text) {
        fold.on(new OutputEvent.Stream("stderr", text));
    }

    private static OutputEvent.Display display(String id, boolean update, String text) {
        return new OutputEvent.Display(
                Optional.ofNullable(id), update, Map.of("text/plain", text), JsonNodeFactory.instance.objectNode());
    }

    private List<String> finished() {
        stored.take(fold.finish());
        assertEquals(stored.outputs(exec).size(), fold.outputsEnd());
        return stored.texts(exec);
    }

    @Test
    @DisplayName("consecutive writes to one stream are one output, another stream is another")
    void coalesce() {
        out("a");
        out("b\n");
        err("c");
        out("d");
        assertEquals(List.of("ab\n", "c", "d"), finished());
    }

    @Test
    @DisplayName("what comes after the end, from a thread of the run, is kept after the rest; a clear takes all away")
    void late() {
        out("a\n");
        assertEquals(List.of("a\n"), finished());
        out("b");
        out("c\n");
        assertEquals(List.of("a\n", "bc\n"), finished());
        fold.on(display("d", false, "one"));
        fold.on(display("d", true, "two"));
        assertEquals(List.of("a\n", "bc\n", "two\n"), finished());
        assertEquals(3, fold.shown().size());
        fold.on(new OutputEvent.Clear(false));
        out("last");
        stored.take(fold.finish());
        assertEquals(List.of("last"), stored.texts(exec));
    }

    @Test
    @DisplayName("what comes after the end of an overlong run is dropped")
    void lateOfAnOverlongRun() {
        for (int i = 0; i < OutputFold.HEAD_OUTPUTS_MAX + 10; i++) fold.on(display(null, false, "d" + i));
        var before = finished();
        out("late");
        assertEquals(before, finished());
    }

    @Test
    @DisplayName("a growing stream is stored by appending; a short one that ended is a plain value")
    void growing() {
        out("a");
        assertEquals(List.of(new OutputEdit.OpenStream(exec, 0, "stdout", "a")), stored.take(fold.flush()));
        out("b");
        assertEquals(List.of(new OutputEdit.AppendStream(exec, 0, "b")), stored.take(fold.flush()));
        assertEquals(List.of(), stored.take(fold.flush()), "nothing new, nothing to store");
        err("x");
        assertEquals(List.of(new OutputEdit.OpenStream(exec, 1, "stderr", "x")), stored.take(fold.flush()));
        out("y");
        assertEquals(
                List.of(new OutputEdit.Put(exec, 2, new Output.Stream("stdout", new Data.Text("y")))),
                stored.take(fold.finish()));
        assertEquals(List.of("ab", "x", "y"), stored.texts(exec));
    }

    @Test
    @DisplayName("text of 1 KiB and more becomes a blob, less stays inline")
    void blobs() {
        out("x".repeat(1_023));
        err("é".repeat(512));
        assertEquals(List.of("x".repeat(1_023), "é".repeat(512)), finished());
        assertEquals(1, stored.blobs.size());
        assertTrue(stored.outputs(exec).get(1) instanceof Output.Stream(var _, Data.Blob(var _, var size))
                && size == 1_024);
    }

    @Test
    @DisplayName("a progress bar of 100 000 steps costs little and stores little")
    void progressBar() {
        var before = System.nanoTime();
        int edits = 0;
        for (int i = 1; i <= 100_000; i++) {
            err("\r" + i * 100L / 100_000 + "%|" + "#".repeat(60) + "| " + i + "/100000");
            if (i % 10 == 0) edits += stored.take(fold.flush()).size();
        }
        var texts = finished();
        var ms = (System.nanoTime() - before) / 1_000_000;
        assertEquals(List.of("100%|" + "#".repeat(60) + "| 100000/100000"), texts);
        assertTrue(edits < 80, edits + " edits");
        assertTrue(stored.textChars < 8_000, stored.textChars + " characters through the text");
        assertTrue(ms < 10_000, ms + " ms");
    }

    @Test
    @DisplayName("a long stream goes through the document's text only at its start, then as blobs of 256 KiB")
    void longStream() {
        var all = new StringBuilder();
        for (int i = 0; i < 40_000; i++) {
            var line = "line " + i + " of a long log\n";
            all.append(line);
            out(line);
            if (i % 100 == 0) stored.take(fold.flush());
        }
        var texts = finished();
        assertEquals(all.toString(), String.join("", texts));
        assertTrue(stored.textChars <= EntryWriter.OPEN_CHARS_MAX, stored.textChars + " characters through the text");
        assertTrue(texts.size() >= all.length() / (2 * OutputFold.SEAL_CHARS), texts.size() + " pieces");
        assertTrue(texts.size() <= 1 + all.length() / OutputFold.SEAL_CHARS, texts.size() + " pieces");
        assertTrue(stored.blobBytes < 4L * all.length(), stored.blobBytes + " bytes of blobs");
    }

    @Test
    @DisplayName("beyond the budget the middle is dropped and a notice says so; head and tail stay")
    void budget() {
        for (int i = 0; i < 300_000; i++) {
            out("line " + i + " " + "x".repeat(90) + "\n");
            if (i % 5_000 == 0) stored.take(fold.flush());
        }
        fold.on(new OutputEvent.Failure("ValueError", "no", List.of("Traceback", "ValueError: no")));
        var text = String.join("", finished());
        assertTrue(text.startsWith("line 0 x"));
        assertTrue(text.contains("line 299999 x"));
        assertTrue(text.contains("were dropped here"), "the notice");
        assertTrue(text.endsWith("ValueError: no\n"));
        assertTrue(text.length() <= 11 << 20, text.length() + " characters");
        assertTrue(text.length() >= 9 << 20, text.length() + " characters");
    }

    @Test
    @DisplayName("a million small outputs stay few")
    void manyOutputs() {
        for (int i = 0; i < 100_000; i++) {
            out("o" + i);
            err("e" + i);
        }
        var texts = finished();
        assertTrue(texts.size() <= OutputFold.HEAD_OUTPUTS_MAX + OutputFold.TAIL_OUTPUTS_MAX + 1);
        assertEquals("o0", texts.getFirst());
        assertEquals("e99999", texts.getLast());
    }

    @Test
    @DisplayName("what fits the budget in the end is shown whole, without a notice")
    void barelyFits() {
        for (int i = 0; i < 95; i++) out("x".repeat(99_999) + "\n");
        stored.take(fold.flush());
        var text = String.join("", finished());
        assertEquals(95 * 100_000, text.length());
        assertFalse(text.contains("["));
    }

    @Test
    @DisplayName("one write of 32 MiB is folded in bounded pieces")
    void hugeWrite() {
        out("0123456789abcde\n".repeat((32 << 20) / 16));
        var texts = finished();
        assertTrue(texts.stream().allMatch(t -> t.length() <= 2 * OutputFold.SEAL_CHARS));
        assertTrue(texts.stream().mapToLong(String::length).sum() <= 11 << 20);
    }

    @Test
    @DisplayName("an output larger than the budget is dropped with a notice, what follows is kept")
    void hugeDisplay() {
        fold.on(display(null, false, "x".repeat(9 << 20)));
        out("after");
        var texts = finished();
        assertEquals(2, texts.size());
        assertTrue(texts.getFirst().contains("dropped here"));
        assertEquals("after", texts.getLast());
    }

    @Test
    @DisplayName("a display update reaches every place that shows the id, in this run and in earlier ones")
    void displayUpdate() {
        fold.on(display("d1", false, "one"));
        fold.on(display("d2", false, "other"));
        fold.on(display("d1", false, "two"));
        stored.take(fold.flush());
        fold.on(display("d1", true, "three"));
        assertEquals(List.of("three\n", "other\n", "three\n"), finished());
        fold.release();
        var next = new OutputFold(new ExecId("e2"), displays);
        next.on(display("d1", true, "four"));
        next.on(display("unknown", true, "nothing"));
        stored.take(next.finish());
        assertEquals(List.of("four\n", "other\n", "four\n"), stored.texts(exec));
        assertEquals(0, next.outputsEnd(), "an update adds no output");
    }

    @Test
    @DisplayName("a run that is still folded stores by itself what another run makes of its displays")
    void displayUpdateOfAFoldedRun() {
        fold.on(display("d1", false, "one"));
        stored.take(fold.finish());
        var next = new OutputFold(new ExecId("e2"), displays);
        var update = display("d1", true, "two");
        next.on(update);
        assertTrue(next.finish().isEmpty());
        assertTrue(fold.onElsewhere(update));
        assertFalse(fold.onElsewhere(display("d2", true, "three")));
        stored.take(fold.finish());
        assertEquals(List.of("two\n"), stored.texts(exec));
        assertEquals(stored.outputs(exec), fold.shown());
    }

    @Test
    @DisplayName("a thread that prints after its run ended adds one output, however often it is stored")
    void lateFlushes() {
        out("first\n");
        stored.take(fold.finish());
        for (int i = 0; i < 2_000; i++) {
            out("late " + i + "\n");
            stored.take(fold.flush());
        }
        stored.take(fold.finish());
        assertEquals(2, fold.outputsEnd());
        assertTrue(stored.texts(exec).getLast().endsWith("late 1999\n"));
    }

    @Test
    @DisplayName("a display that is updated ten thousand times is stored rarely, and as it was at the end")
    void busyDisplay() {
        fold.on(display("d1", false, "0"));
        int edits = 0;
        for (int i = 1; i <= 10_000; i++) {
            fold.on(display("d1", true, "" + i));
            edits += stored.take(fold.flush()).size();
        }
        assertTrue(edits < 60, edits + " edits");
        assertEquals(List.of("10000\n"), finished());
    }

    private List<String> seen() {
        stored.take(fold.flush());
        return fold.shown().stream()
                .map(o -> TextOutput.of(o, id -> Optional.ofNullable(stored.blobs.get(id))))
                .toList();
    }

    @Test
    @DisplayName("who watches sees every step of what is stored ever more rarely, and long streams as they grow")
    void watched() {
        fold.on(display("d1", false, "0"));
        out("before\n");
        var all = new StringBuilder();
        for (int i = 1; i <= 2_000; i++) {
            err("\r" + i + " of 2000");
            fold.on(display("d1", true, "" + i));
            assertEquals(List.of(i + "\n", "before\n", i + " of 2000"), seen());
        }
        for (int i = 1; i <= 2_000; i++) {
            var line = "line " + i + " of a long log\n";
            out(line);
            all.append(line);
            assertEquals(all.toString(), seen().getLast());
        }
        assertEquals(finished(), seen());
    }

    @Test
    @DisplayName("what did not change is seen as the same object")
    void watchedUnchanged() {
        out("a");
        err("b");
        seen();
        var before = fold.shown();
        err("c");
        seen();
        assertSame(before.getFirst(), fold.shown().getFirst());
        assertNotSame(before.getLast(), fold.shown().getLast());
        assertSame(fold.shown(), fold.shown());
    }

    @Test
    @DisplayName("cleared outputs are not seen, also while their removal is held back")
    void watchedClear() {
        for (int i = 0; i < 20; i++) {
            fold.on(new OutputEvent.Clear(true));
            out("frame " + i);
            assertEquals(List.of("frame " + i), seen());
        }
        fold.on(new OutputEvent.Clear(false));
        assertEquals(List.of(), seen());
    }

    @Test
    @DisplayName("clear takes everything away at once, or when the next output comes")
    void clear() {
        out("a");
        fold.on(display("d1", false, "b"));
        stored.take(fold.flush());
        fold.on(new OutputEvent.Clear(false));
        out("c");
        stored.take(fold.flush());
        assertEquals(List.of("c"), stored.texts(exec));
        fold.on(new OutputEvent.Clear(true));
        fold.on(new OutputEvent.Clear(true));
        assertEquals(List.of("c"), stored.texts(exec), "still there");
        out("d");
        assertEquals(List.of("d"), finished());
        fold.release();
        assertTrue(displays.left("d1").isEmpty(), "a cleared display is updated no more");
    }

    @Test
    @DisplayName("ten thousand frames of an animation by clear and display store few of them")
    void animation() {
        int edits = 0;
        for (int i = 0; i < 10_000; i++) {
            fold.on(new OutputEvent.Clear(true));
            fold.on(display(null, false, "frame " + i));
            edits += stored.take(fold.flush()).size();
        }
        assertTrue(edits < 150, edits + " edits");
        assertEquals(List.of("frame 9999\n"), finished());
    }

    @Test
    @DisplayName("a failure keeps name, message and the ends of a very long traceback")
    void failure() {
        var lines = new ArrayList<String>();
        for (int i = 0; i < 20_000; i++) lines.add("frame " + i);
        fold.on(new OutputEvent.Failure("RecursionError", "y".repeat(1 << 20), lines));
        stored.take(fold.finish());
        var failure = (Output.Failure) stored.outputs(exec).getFirst();
        assertEquals("RecursionError", failure.ename());
        assertTrue(failure.evalue().length() <= Bundles.MESSAGE_CHARS_MAX + 1);
        assertEquals("frame 0", failure.traceback().getFirst());
        assertEquals("frame 19999", failure.traceback().getLast());
        assertTrue(failure.traceback().stream().mapToLong(String::length).sum() <= Bundles.TRACEBACK_CHARS_MAX);
    }

    @Test
    @DisplayName("whatever a kernel puts out, nothing is thrown, limits hold and edits fit the document")
    void noise() {
        for (long seed = 0; seed < 4; seed++) {
            var random = new Random(seed);
            var session = new Displays();
            var held = new Stored();
            for (int run = 0; run < 3; run++) {
                var id = new ExecId("e" + run);
                var folded = new OutputFold(id, session);
                for (int i = 0; i < 400; i++) {
                    folded.on(event(random));
                    if (random.nextInt(4) == 0) held.take(folded.flush());
                }
                held.take(folded.finish());
                assertEquals(held.outputs(id).size(), folded.outputsEnd(), "seed " + seed);
                assertEquals(held.outputs(id), folded.shown(), "seed " + seed);
                folded.release();
            }
        }
    }

    static OutputEvent event(Random random) {
        var text = Noise.text(random);
        var id = random.nextInt(3) == 0 ? null : "d" + random.nextInt(3);
        return switch (random.nextInt(12)) {
            case 0 -> new OutputEvent.Clear(random.nextBoolean());
            case 1 -> display(id, false, text);
            case 2 -> display(id, true, text.repeat(random.nextInt(20)));
            case 3 -> new OutputEvent.Failure(text, text, List.of(text, text));
            case 4 -> new OutputEvent.Result(-1, Map.of(text, text, "a/b", text), JsonNodeFactory.instance.nullNode());
            case 5 -> new OutputEvent.Stream("stdout", "plain text\n".repeat(random.nextInt(8_000)));
            default -> new OutputEvent.Stream(random.nextBoolean() ? "stdout" : text, text);
        };
    }
}
