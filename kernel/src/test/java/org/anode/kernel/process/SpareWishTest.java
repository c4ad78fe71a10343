package org.anode.kernel.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SpareWishTest {
    private static final OptionalLong NEVER = OptionalLong.empty();
    private final SpareWish wish = new SpareWish(1_000);

    @Test
    void theFirstIsMadeSoonAfterTheStart() {
        assertEquals(OptionalLong.of(1_000 + SpareWish.FIRST_MS), wish.dueMs());
        wish.contented();
        assertEquals(NEVER, wish.dueMs());
    }

    @Test
    void noneIsMadeWhileAnyKernelStartsOrRunsACellAndAWhileAfterTheLast() {
        wish.busier();
        wish.busier();
        assertEquals(NEVER, wish.dueMs());
        wish.calmer(50_000);
        assertEquals(NEVER, wish.dueMs());
        wish.calmer(60_000);
        assertEquals(OptionalLong.of(60_000 + SpareWish.QUIET_MS), wish.dueMs());
    }

    @Test
    void oneThatWasTakenIsReplacedWhenItIsQuiet() {
        wish.contented();
        wish.busier();
        wish.taken();
        assertEquals(NEVER, wish.dueMs());
        wish.calmer(5_000);
        assertEquals(OptionalLong.of(5_000 + SpareWish.QUIET_MS), wish.dueMs());
    }

    @Test
    void oneThatCouldNotBeKeptIsTriedAgainMuchLater() {
        wish.contented();
        wish.postponed(5_000);
        assertEquals(OptionalLong.of(5_000 + SpareWish.LATER_MS), wish.dueMs());
        wish.busier();
        wish.calmer(6_000);
        assertEquals(OptionalLong.of(5_000 + SpareWish.LATER_MS), wish.dueMs());
    }
}
