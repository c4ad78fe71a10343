package org.anode.kernel.scorecard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.anode.kernel.scorecard.Scorecard.Verdict;

/** {@code ./check scorecard}: asks both kernels, prints what differs and writes {@code docs/scorecard.md}. */
public final class ScorecardRun {
    static final Path PAGE =
            Ipykernel.FOLDER.resolve("../../../../docs/scorecard.md").normalize();

    private ScorecardRun() {}

    public static void main(String[] words) throws IOException {
        var reference = Ipykernel.version().orElseThrow(() -> new IllegalStateException("there is no ipykernel here"));
        var card = Scorecard.record(Files.createTempDirectory("scorecard"), ScorecardRun::tell);
        System.out.println(card.passed().size() + " of " + card.verdicts().size() + " passed");
        Files.writeString(PAGE, ScorecardPage.write(card, reference));
    }

    private static void tell(Verdict verdict) {
        System.out.println(
                (verdict.passed() ? "passed: " : "missed: ") + verdict.check().name());
        verdict.differences()
                .forEach(it -> System.out.println("    " + it.toString().replace("\n", "\\n")));
    }
}
