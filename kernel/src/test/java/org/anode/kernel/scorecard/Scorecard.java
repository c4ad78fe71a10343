package org.anode.kernel.scorecard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.anode.kernel.scorecard.Check.Compared;
import org.anode.kernel.scorecard.Check.Tier;

/** How our kernel compares with the reference, check by check. */
record Scorecard(List<Verdict> verdicts) {
    Scorecard {
        verdicts = List.copyOf(verdicts);
    }

    /** @param differences empty if the check is passed */
    record Verdict(Check check, List<Difference> differences) {
        Verdict {
            differences = List.copyOf(differences);
        }

        boolean passed() {
            return differences.isEmpty();
        }
    }

    /** @param step from 1 */
    record Difference(int step, Compared compared, String expected, String got) {
        boolean isReferencesFault() {
            return !compared.part().isFitToCompare(expected);
        }

        @Override
        public String toString() {
            return isReferencesFault()
                    ? "step %d, %s: ipykernel shows none".formatted(step, compared)
                    : "step %d, %s: expected [%s], got [%s]".formatted(step, compared, expected, got);
        }
    }

    /** Compares what both said to a check. */
    static Verdict verdict(Check check, List<Reply> reference, List<Reply> ours) {
        var differences = new ArrayList<Difference>();
        for (var i = 0; i < check.steps().size(); i++) {
            for (var compared : check.steps().get(i).compared()) {
                var expected = compared.part().of(reference.get(i), compared.argument());
                var got = compared.part().of(ours.get(i), compared.argument());
                var difference = new Difference(i + 1, compared, expected, got);
                if (!expected.equals(got) || difference.isReferencesFault()) differences.add(difference);
            }
        }
        return new Verdict(check, differences);
    }

    /** Asks both kernels all checks; each tier is a session of its own. Each verdict is told at once. */
    static Scorecard record(Path folder, Consumer<Verdict> heard) {
        var verdicts = new ArrayList<Verdict>();
        for (var tier : Tier.values()) {
            try (var reference = Ipykernel.start(folder.resolve(tier.file + "-reference"));
                    var ours = OurKernel.start(folder.resolve(tier.file + "-ours"))) {
                for (var check : checks(tier)) {
                    var verdict = verdict(check, reference.ask(check), ours.ask(check));
                    verdicts.add(verdict);
                    heard.accept(verdict);
                }
            }
        }
        return new Scorecard(verdicts);
    }

    static List<Check> checks(Tier tier) {
        try {
            return CheckFile.parse(tier, Files.readString(Ipykernel.FOLDER.resolve(tier.file + ".cells")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Verdict> missed() {
        return verdicts.stream().filter(verdict -> !verdict.passed()).toList();
    }

    List<String> passed() {
        return verdicts.stream()
                .filter(Verdict::passed)
                .map(verdict -> verdict.check().name())
                .toList();
    }

    List<Verdict> of(Tier tier) {
        return verdicts.stream()
                .filter(verdict -> verdict.check().tier() == tier)
                .toList();
    }
}
