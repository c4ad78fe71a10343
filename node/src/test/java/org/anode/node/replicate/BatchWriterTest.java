package org.anode.node.replicate;

import static org.anode.node.replicate.Samples.changes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.anode.schema.ActorId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class BatchWriterTest {
    private final BatchWriter writer = Samples.writer(1);

    @Test
    @DisplayName("SY-1 each batch names the hash of the one before and goes on with the next sequence number")
    void batches_form_a_chain() {
        var first = writer.write(changes(writer.actor(), 1, 2, 0)).getFirst();
        var second = writer.write(changes(writer.actor(), 3, 1, 0)).getFirst();
        assertTrue(first.batch().isFirst());
        assertEquals(first.hash(), second.batch().previous());
        assertEquals(3, second.batch().firstSeq());
        assertEquals(3, second.batch().lastSeq());
    }

    @Test
    @DisplayName("SY-2 another nonce, document or grant is another actor")
    void actors_differ() {
        assertNotEquals(writer.actor(), Samples.writer(2).actor());
        assertEquals(writer.actor(), Samples.writer(1).actor());
        var comments = Samples.writer(new org.anode.schema.DocumentName.Comments(), 1);
        assertNotEquals(writer.actor(), comments.actor());
    }

    @Test
    @DisplayName("R10 more than fits into a batch becomes several, in one chain")
    void large_writes_are_split() {
        var sealed = writer.write(changes(writer.actor(), 1, 9, 900_000));
        assertEquals(9, sealed.size());
        long seq = 1;
        var previous = Batch.NO_PREVIOUS;
        for (var one : sealed) {
            assertTrue(one.encoded().size() <= Limits.BATCH_BYTES_MAX);
            assertEquals(seq, one.batch().firstSeq());
            assertEquals(previous, one.batch().previous());
            seq = one.batch().lastSeq() + 1;
            previous = one.hash();
        }
        assertEquals(10, seq);
    }

    @Test
    @DisplayName("SY-8 many changes become batches of some 32 KiB, after each of which a message can end")
    void many_changes_are_split() {
        var sealed = writer.write(changes(writer.actor(), 1, 10, 10_000));
        assertEquals(
                List.of(3, 3, 3, 1),
                sealed.stream().map(one -> one.batch().chunks().size()).toList());
    }

    @Test
    void nothing_to_write_is_no_batch() {
        assertEquals(List.of(), writer.write(List.of()));
    }

    @Test
    void changes_that_are_not_the_next_of_this_actor_are_a_bug() {
        assertThrows(IllegalArgumentException.class, () -> writer.write(changes(writer.actor(), 2, 1, 0)));
        var other = new ActorId(Samples.filled(16, 1));
        assertThrows(IllegalArgumentException.class, () -> writer.write(changes(other, 1, 1, 0)));
        assertEquals(1, writer.write(changes(writer.actor(), 1, 1, 0)).size());
    }
}
