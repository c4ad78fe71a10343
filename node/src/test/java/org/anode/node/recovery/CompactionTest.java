package org.anode.node.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.anode.node.recovery.Compaction.Growth;
import org.anode.node.replicate.Samples;
import org.anode.node.store.Snapshot;
import org.anode.schema.ChangeHash;
import org.anode.schema.Parsed;
import org.anode.schema.engine.AutomergeDoc;
import org.anode.schema.engine.Genesis;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class CompactionTest {
    @Test
    @DisplayName("SY-9 a snapshot is due when loading without it would be felt")
    void when_it_is_due() {
        assertFalse(new Growth(0, 0, 0).isDue());
        assertFalse(new Growth(2_000, 1 << 18, 0).isDue());
        assertTrue(new Growth(2_000, 1 << 18, 0).plus(1, 0).isDue());
        assertTrue(new Growth(2_000, 1 << 18, 0).plus(0, 1).isDue());
        assertFalse(new Growth(10, 3 << 20, 8 << 20).isDue());
        assertTrue(new Growth(10, 5 << 20, 8 << 20).isDue());
    }

    @Test
    @DisplayName("SY-9 what loads again with the same heads becomes a snapshot, nothing else does")
    void only_what_loads_again() {
        var actor = Samples.writer(1).actor();
        try (var document = AutomergeDoc.create(Genesis.LEDGER.chunk(), actor)) {
            var saved = document.save();
            var heads = document.heads();
            assertEquals(new Parsed.Ok<>(new Snapshot(saved, heads, 5)), Compaction.verified(saved, heads, 5));
            var other = Set.of(new ChangeHash(Samples.filled(32, 1)));
            assertInstanceOf(Parsed.Malformed.class, Compaction.verified(saved, other, 5));
            var cut = saved.slice(0, saved.size() - 3);
            assertInstanceOf(Parsed.Malformed.class, Compaction.verified(cut, heads, 5));
        }
    }
}
