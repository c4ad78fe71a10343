package org.anode.node.host;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class BidMachineTest {
    private static final long SEEDS = Long.getLong("anode.bid.seeds", 200);

    private static BidWorld run(long seed, BidWorld.Trouble... trouble) {
        var world = new BidWorld(seed, trouble);
        world.run();
        return world;
    }

    private static void assertOnce(BidWorld.Trouble... trouble) {
        for (long seed = 0; seed < SEEDS; seed++) {
            var world = run(seed, trouble);
            var said = "seed " + seed + ": " + world;
            assertTrue(world.mostRuns() <= 1, said);
            assertTrue(world.isServed(), said);
            assertTrue(world.isAgreed(), said);
        }
    }

    @Test
    @DisplayName("EX-6 of hosts that merge open requests at once one runs each, in a full mesh")
    void mesh() {
        assertOnce();
    }

    @Test
    @DisplayName("EX-6 messages that are lost or late change nothing of that")
    void loss() {
        assertOnce(BidWorld.Trouble.LOSS);
    }

    @Test
    @DisplayName("EX-6 a host that dies at any moment, or comes back, changes nothing of that")
    void crash() {
        assertOnce(BidWorld.Trouble.LOSS, BidWorld.Trouble.CRASH);
    }

    @Test
    @DisplayName("EX-6 a host that comes later changes nothing of that")
    void joiner() {
        assertOnce(BidWorld.Trouble.LOSS, BidWorld.Trouble.JOINER);
    }

    @Test
    @DisplayName("EX-1 in a partition each side runs an open request once at most, and after it all agree on a session")
    void partition() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var world = run(seed, BidWorld.Trouble.LOSS, BidWorld.Trouble.PARTITION);
            assertTrue(world.mostRuns() <= 2, "seed " + seed + ": " + world);
            assertTrue(world.isServed() && world.isAgreed(), "seed " + seed + ": " + world);
        }
    }

    @Test
    @DisplayName("EX-6 acknowledging without knowledge, or running before it is stored, would run something twice")
    void mutants() {
        for (var flaw : List.of(BidWorld.Trouble.IGNORANT_ACKS, BidWorld.Trouble.HASTY))
            assertTrue(LongStream.range(0, 20_000).anyMatch(seed -> isTwice(seed, flaw)), flaw + " is not noticed");
    }

    @Test
    @DisplayName("EX-6 where nothing could be opened, requests that come later are bid for as if nothing had been")
    void nothingOpened() {
        var machine = new BidMachine(new DeviceId(Bytes.utf8("me").sha256()), new NoTakers(), 0);
        assertTrue(opens(machine.on(wants("a"), BidMachine.SILENT_MS)));
        machine.on(new BidEvent.NothingOpened(), BidMachine.SILENT_MS);
        assertTrue(opens(machine.on(wants("b"), BidMachine.SILENT_MS)));
    }

    private static BidEvent wants(String exec) {
        return new BidEvent.Viewed(Set.of(new ExecId(exec)), Map.of(), Optional.empty(), 0);
    }

    private static boolean opens(List<BidEffect> effects) {
        return effects.stream().anyMatch(BidEffect.Open.class::isInstance);
    }

    private static final class NoTakers implements BidMachine.Takers {
        @Override
        public List<BidMachine.Taker> of(ExecId exec) {
            return List.of();
        }

        @Override
        public boolean hasEnded(SessionId session) {
            return false;
        }
    }

    private static boolean isTwice(long seed, BidWorld.Trouble flaw) {
        return run(seed, BidWorld.Trouble.LOSS, BidWorld.Trouble.CRASH, BidWorld.Trouble.JOINER, flaw)
                        .mostRuns()
                > 1;
    }
}
