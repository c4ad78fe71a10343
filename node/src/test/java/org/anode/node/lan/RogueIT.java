package org.anode.node.lan;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.anode.node.transport.Namespaces;
import org.anode.node.transport.Rogue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two nodes that share a notebook on a LAN where somebody does all that JGroups lets him do, and worse. */
@Timeout(300)
final class RogueIT {
    /** From the start of the rogue. */
    private static final Duration CONVERGED_MAX = Duration.ofSeconds(60);

    private static final int ROGUE = 3;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = "HANG")
    @DisplayName("R14 a member of the LAN that leads and hangs: two nodes are the same within 60 s")
    void hangs(Rogue.Mode mode) throws Exception {
        honestConverge(mode);
    }

    @ParameterizedTest
    @Tag("long")
    @EnumSource(names = {"FLOOD", "DEAF", "VIEWS"})
    @DisplayName("R13 R14 SY-13 a member of the LAN that leads and floods, lies or reads nothing: the same within 60 s")
    void misbehaves(Rogue.Mode mode) throws Exception {
        honestConverge(mode);
    }

    private void honestConverge(Rogue.Mode mode) throws Exception {
        assumeTrue(Namespaces.isPossible(), "needs root and ip");
        try (var net = Namespaces.withComputers(ROGUE);
                var anna = Computer.in(net, 1, "Anna", folder);
                var bela = Computer.in(net, 2, "Bela", folder)) {
            var both = Together.sharing(List.of(anna, bela), "Trees");
            both.edit(anna, "before");
            both.converge(CONVERGED_MAX);
            long from = System.nanoTime();
            try (var rogue = RogueProcess.start(net.on(ROGUE), mode, net.address(ROGUE))) {
                rogue.awaitAttack();
                if (mode == Rogue.Mode.HANG) rogue.suspend();
                both.edit(anna, "oak of Anna");
                both.edit(bela, "elm of Bela");
                both.converge(CONVERGED_MAX);
                both.edit(bela, "yew of Bela");
                both.edit(anna, "fir of Anna");
                both.converge(CONVERGED_MAX);
                var took = Duration.ofNanos(System.nanoTime() - from);
                System.out.println("rogue " + mode + ": the same " + Together.inSeconds(took) + " after its start; "
                        + rogue.lines());
                assertTrue(took.compareTo(CONVERGED_MAX) < 0, () -> "the same only after " + took);
                bela.stop();
                bela.start();
                both.edit(bela, "ash of Bela");
                System.out.println("rogue " + mode + ": the same " + Together.inSeconds(both.converge(CONVERGED_MAX))
                        + " after a restart");
            }
        }
    }
}
