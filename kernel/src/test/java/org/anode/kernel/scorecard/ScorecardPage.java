package org.anode.kernel.scorecard;

import java.util.List;
import java.util.stream.Stream;
import org.anode.kernel.scorecard.Check.Tier;
import org.anode.kernel.scorecard.Scorecard.Difference;
import org.anode.kernel.scorecard.Scorecard.Verdict;

/** {@code docs/scorecard.md}: writes it, and reads which checks it lists as passed. */
final class ScorecardPage {
    private static final String PASSED = "## Passed";
    private static final String ITEM = "- ";
    private static final int SHOWN_CHARS_MAX = 80;

    private ScorecardPage() {}

    static String write(Scorecard card, String reference) {
        var page = new StringBuilder("""
                # Scorecard

                How much of what Jupyter users expect the kernel does. Each check was put to our kernel and to %s in the
                same run, and what both said was compared. The checks and what is compared: `kernel/src/test/scorecard`.
                `./check scorecard` writes this page; the explanations stand beside the checks.

                | tier | passed |
                |---|---|
                """.formatted(reference));
        for (var tier : Tier.values()) page.append(row(tier.title, card.of(tier)));
        page.append(row("**All**", card.verdicts()));
        page.append("\n## Missed\n\n| check | what differs | why |\n|---|---|---|\n");
        card.missed().forEach(verdict -> page.append(missed(verdict)));
        page.append("\n").append(PASSED).append("\n");
        for (var tier : Tier.values()) {
            page.append("\n").append(tier.title).append("\n\n");
            card.of(tier).stream()
                    .filter(Verdict::passed)
                    .forEach(it -> page.append(ITEM).append(it.check().name()).append("\n"));
        }
        return page.toString();
    }

    /** The names of the checks that the page lists as passed. */
    static List<String> passed(String page) {
        var from = page.indexOf(PASSED);
        return from < 0
                ? List.of()
                : page.substring(from)
                        .lines()
                        .filter(line -> line.startsWith(ITEM))
                        .map(line -> line.substring(ITEM.length()))
                        .toList();
    }

    private static String row(String title, List<Verdict> verdicts) {
        return "| %s | %d of %d |\n"
                .formatted(title, verdicts.stream().filter(Verdict::passed).count(), verdicts.size());
    }

    private static String missed(Verdict verdict) {
        var parts = verdict.differences().stream().map(ScorecardPage::part).distinct();
        return "| %s | %s | %s |\n"
                .formatted(
                        escaped(verdict.check().name()),
                        String.join("; ", parts.toList()),
                        escaped(verdict.check().missedBecause().orElse("not explained yet")));
    }

    private static String part(Difference difference) {
        return Stream.of(difference.expected(), difference.got()).anyMatch(text -> text.length() > SHOWN_CHARS_MAX)
                ? escaped(difference.compared().toString())
                : escaped("%s: %s, here %s"
                        .formatted(difference.compared(), code(difference.expected()), code(difference.got())));
    }

    private static String code(String text) {
        return text.isEmpty()
                ? "nothing"
                : "`" + text.strip().replace("\n", " ⏎ ").replace("`", "'") + "`";
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }
}
