package org.anode.kernel.scorecard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.anode.kernel.scorecard.Scorecard.Difference;
import org.anode.kernel.scorecard.Scorecard.Verdict;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks two kernels some two hundred questions, which takes minutes. */
@Tag("long")
class ScorecardIT {
    private static final double PASSED_SHARE_MIN = 0.95;

    @TempDir
    static Path folder;

    static Scorecard card = new Scorecard(List.of());

    @BeforeAll
    static void record() {
        assumeTrue(
                Ipykernel.version().isPresent(),
                "no ipykernel to compare with (Debian: python3-ipykernel, python3-jupyter-client)");
        card = Scorecard.record(folder, _ -> {});
    }

    @Test
    @DisplayName("The kernel passes at least 95 % of the scorecard's checks")
    void share() {
        var share = (double) card.passed().size() / card.verdicts().size();
        assertTrue(share >= PASSED_SHARE_MIN, () -> said(card.missed()));
    }

    @Test
    @DisplayName("Every check that docs/scorecard.md lists as passed still passes")
    void nothingIsLost() throws Exception {
        var lost = new TreeSet<>(ScorecardPage.passed(Files.readString(ScorecardRun.PAGE)));
        lost.removeAll(Set.copyOf(card.passed()));
        assertEquals(Set.of(), lost, () -> said(card.missed()));
    }

    @Test
    @DisplayName("What a check looks for is there in ipykernel's own reply")
    void theReferenceShowsWhatIsLookedFor() {
        var faults = card.missed().stream()
                .flatMap(verdict -> verdict.differences().stream().filter(Difference::isReferencesFault))
                .toList();
        assertEquals(List.of(), faults);
    }

    @Test
    @DisplayName("Every check that is missed says why")
    void everyMissIsExplained() {
        var unexplained = card.missed().stream()
                .filter(verdict -> verdict.check().missedBecause().isEmpty())
                .toList();
        assertEquals(List.of(), unexplained, () -> said(unexplained));
    }

    private static String said(List<Verdict> verdicts) {
        return verdicts.stream()
                .map(it -> it.check().name() + ": " + it.differences())
                .collect(Collectors.joining("\n"));
    }
}
