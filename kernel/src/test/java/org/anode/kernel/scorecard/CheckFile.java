package org.anode.kernel.scorecard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.anode.kernel.scorecard.Check.Compared;
import org.anode.kernel.scorecard.Check.Kind;
import org.anode.kernel.scorecard.Check.Step;
import org.anode.kernel.scorecard.Check.Tier;
import org.jspecify.annotations.Nullable;

/** Reads a file of checks; {@code src/test/scorecard/README.md} says what one looks like. */
final class CheckFile {
    private static final String CHECK = "== ";
    private static final String WORD = "-- ";
    private static final String CURSOR = "<|>";

    private final Tier tier;
    private final List<Check> checks = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private @Nullable String name;
    private Optional<String> missedBecause = Optional.empty();
    private @Nullable Draft draft;

    private CheckFile(Tier tier) {
        this.tier = tier;
    }

    /** What has been read of a step. */
    private static final class Draft {
        final Kind kind;
        final List<String> lines = new ArrayList<>();
        final List<String> answers = new ArrayList<>();
        Optional<String> interruptAfter = Optional.empty();
        Optional<String> until = Optional.empty();
        List<Compared> compared = List.of();

        Draft(Kind kind) {
            this.kind = kind;
        }

        Step step() {
            var marked = String.join("\n", lines).stripTrailing();
            var at = kind == Kind.CELL ? 0 : marked.indexOf(CURSOR);
            if (at < 0) throw new IllegalArgumentException("no " + CURSOR + " in " + marked);
            var source = kind == Kind.CELL ? marked : marked.replace(CURSOR, "");
            return new Step(kind, source, source.codePointCount(0, at), answers, interruptAfter, until, compared);
        }
    }

    /** @throws IllegalArgumentException if the text is no list of checks */
    static List<Check> parse(Tier tier, String text) {
        var file = new CheckFile(tier);
        text.lines().forEach(file::line);
        file.endCheck();
        return List.copyOf(file.checks);
    }

    private void line(String line) {
        if (line.startsWith(CHECK)) {
            endCheck();
            name = line.substring(CHECK.length()).strip();
        } else if (line.startsWith(WORD)) {
            var words = line.substring(WORD.length()).strip().split(" ", 2);
            word(words[0], words.length == 2 ? words[1].strip() : "");
        } else if (draft != null) {
            draft.lines.add(line);
        } else if (!line.isBlank()) {
            throw new IllegalArgumentException("outside of a step: " + line);
        }
    }

    private void word(String word, String rest) {
        switch (word) {
            case "cell" -> begin(Kind.CELL);
            case "complete" -> begin(Kind.COMPLETE);
            case "inspect" -> begin(Kind.INSPECT);
            case "answer" -> open().answers.add(rest);
            case "interrupt" -> open().interruptAfter = Optional.of(after("after ", rest));
            case "until" -> open().until = Optional.of(rest);
            case "compare" -> open().compared = compared(rest);
            case "missed" -> missedBecause = Optional.of(after("because ", rest));
            default -> throw new IllegalArgumentException("no such word: " + word);
        }
    }

    private Draft open() {
        if (draft == null) throw new IllegalArgumentException("outside of a step");
        return draft;
    }

    private static String after(String word, String rest) {
        if (!rest.startsWith(word)) throw new IllegalArgumentException("not \"" + word + "…\": " + rest);
        return rest.substring(word.length());
    }

    private static List<Compared> compared(String parts) {
        return Stream.of(parts.split("; "))
                .map(part -> part.strip().split(" ", 2))
                .map(words -> new Compared(Part.of(words[0]), words.length == 2 ? words[1] : ""))
                .toList();
    }

    private void begin(Kind kind) {
        endStep();
        draft = new Draft(kind);
    }

    private void endStep() {
        if (draft != null) steps.add(draft.step());
        draft = null;
    }

    private void endCheck() {
        endStep();
        if (name != null) checks.add(new Check(tier, name, steps, missedBecause));
        steps.clear();
        missedBecause = Optional.empty();
    }
}
