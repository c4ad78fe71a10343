package org.anode.node.lan;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.anode.node.transport.Namespaces;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes as people start them on three computers of one network: nobody is told an address. The one that shares is not in the
 * network while the link is made, so that none stands in it either, and comes into it then.
 */
@Timeout(900)
final class NamespacesIT {
    private static final Duration GATE_CUT = Duration.ofSeconds(20);
    private static final Duration LONG_CUT = Duration.ofMinutes(3);
    private static final Duration CONVERGED_MAX = Duration.ofSeconds(60);
    private static final int CUT_OFF = 3;

    @TempDir
    Path folder;

    @Test
    @Tag("long") // LanProcessesIT has a cut, and the simulator each order
    @DisplayName("SY-4 SY-7 three computers that found each other are the same after a cut of 20 s")
    void shortCut() throws Exception {
        cut(GATE_CUT);
    }

    @Test
    @Tag("long")
    @DisplayName("SY-4 SY-7 three computers that found each other are the same after a cut of 3 min")
    void longCut() throws Exception {
        cut(LONG_CUT);
    }

    private void cut(Duration length) throws Exception {
        assumeTrue(Namespaces.isPossible(), "needs root and ip");
        try (var net = Namespaces.withComputers(CUT_OFF);
                var anna = Computer.in(net, 1, "Anna", folder);
                var bela = Computer.in(net, 2, "Bela", folder);
                var cleo = Computer.in(net, CUT_OFF, "Cleo", folder)) {
            long from = System.nanoTime();
            net.unplug(1); // a link that is made now names no address of the network
            var all = Together.sharing(List.of(anna, bela, cleo), "Trees", () -> net.plug(1));
            var found = Duration.ofNanos(System.nanoTime() - from);
            all.edit(anna, "first of Anna");
            all.edit(bela, "first of Bela");
            all.edit(cleo, "first of Cleo");
            var first = all.converge(CONVERGED_MAX);
            int edits = editWhileCut(net, length, all, List.of(anna, bela, cleo));
            var healed = all.converge(CONVERGED_MAX);
            System.out.println(("three computers: shared and joined twice in %s, the same after %s; cut for %s with %d"
                            + " edits, the same %s after it was healed")
                    .formatted(
                            Together.inSeconds(found),
                            Together.inSeconds(first),
                            Together.inSeconds(length),
                            edits,
                            Together.inSeconds(healed)));
        }
    }

    /** Everybody goes on, and what is saved beyond the cut is not seen here. */
    private static int editWhileCut(Namespaces net, Duration length, Together all, List<Computer> computers)
            throws Exception {
        long end = System.nanoTime() + length.toNanos();
        net.unplug(CUT_OFF);
        int round = 0;
        for (; System.nanoTime() < end; round++)
            for (var computer : computers) all.edit(computer, "round " + round + " of " + computer.name() + ";");
        var anna = computers.getFirst();
        assertTrue(round > 0);
        assertFalse(anna.exported(all.notebook()).contains("round 0 of Cleo;"), "the link was not cut");
        assertTrue(
                anna.exported(all.notebook()).contains("round 0 of Bela;"), "those who are not cut off are together");
        net.plug(CUT_OFF);
        return round * computers.size();
    }
}
