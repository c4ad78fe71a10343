package org.anode.node.replicate;

import static org.anode.node.replicate.Samples.ADMISSION;
import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.anode.node.replicate.Samples.CELLS;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;
import static org.anode.node.replicate.Samples.change;
import static org.anode.node.replicate.Samples.changes;
import static org.anode.node.replicate.Samples.filled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;
import org.anode.schema.LedgerStart;
import org.anode.schema.NotebookId;
import org.anode.schema.SessionId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class IntakeTest {
    private final Set<BatchHash> stored = new HashSet<>();
    private final Held held = (_, _, hash) -> stored.contains(hash);
    private final Intake intake = new Intake(NOTEBOOK, CELLS, ADMISSION);
    private final BatchWriter writer = Samples.writer(1);
    private final SealedBatch first = write(1, 3);
    private final SealedBatch second = write(4, 2);
    private final SealedBatch third = write(6, 1);

    private SealedBatch write(long seq, int count) {
        return writer.write(changes(writer.actor(), seq, count, 0)).getFirst();
    }

    private List<Verdict> judged(Bytes... run) {
        return intake.judge(Stream.of(run).map(Arrived::read).toList(), held);
    }

    @Test
    @DisplayName("SY-3 a genuine, complete batch is accepted with its changes")
    void a_good_batch_is_accepted() {
        var accept = assertInstanceOf(Verdict.Accept.class, intake.judge(first.encoded(), held));
        assertEquals(first, accept.batch());
        assertEquals(changes(writer.actor(), 1, 3, 0), accept.changes());
    }

    @Test
    @DisplayName("SY-3 a batch whose previous one is missing is a gap")
    void a_gap() {
        assertEquals(new Verdict.Gap(ROOT.grant(), writer.actor(), first.hash()), intake.judge(second.encoded(), held));
        stored.add(first.hash());
        assertInstanceOf(Verdict.Accept.class, intake.judge(second.encoded(), held));
    }

    @Test
    @DisplayName("SY-3 a stored batch is a duplicate")
    void a_duplicate() {
        stored.add(first.hash());
        assertEquals(new Verdict.Duplicate(first.hash()), intake.judge(first.encoded(), held));
        var twice = judged(second.encoded(), second.encoded());
        assertInstanceOf(Verdict.Accept.class, twice.getFirst());
        assertEquals(new Verdict.Duplicate(second.hash()), twice.getLast());
    }

    @Test
    @DisplayName("SY-3 a batch under an unknown grant asks for the members log")
    void an_unknown_grant() {
        var unknown = new GrantId(filled(32, 5));
        var other = new BatchWriter(NOTEBOOK, CELLS, unknown, BELA.keys(), filled(16, 1));
        var sealed = other.write(changes(other.actor(), 1, 1, 0)).getFirst();
        assertEquals(new Verdict.UnknownGrant(unknown), intake.judge(sealed.encoded(), held));
    }

    @Test
    @DisplayName("SY-3 a batch signed by another device is malformed")
    void a_forged_signature() {
        var forger = new BatchWriter(NOTEBOOK, CELLS, ROOT.grant(), BELA.keys(), filled(16, 1));
        var sealed = forger.write(changes(forger.actor(), 1, 1, 0)).getFirst();
        assertEquals(new Verdict.Malformed("a wrong signature"), intake.judge(sealed.encoded(), held));
    }

    @Test
    @DisplayName("SY-1 a run needs the signature of its last batch only")
    void a_run_is_vouched_for_by_its_last() {
        var unsigned = resigned(first.batch(), filled(64, 0));
        var chained = reseal(second.batch(), unsigned.hash());
        var verdicts = judged(unsigned.encoded(), chained.encoded());
        verdicts.forEach(verdict -> assertInstanceOf(Verdict.Accept.class, verdict));
        assertInstanceOf(Verdict.Malformed.class, intake.judge(unsigned.encoded(), held));
    }

    @Test
    @DisplayName("SY-1 a run whose last signature is wrong counts up to the last that is checked")
    void a_run_with_a_bad_end() {
        var bad = resigned(third.batch(), filled(64, 0));
        var verdicts = judged(first.encoded(), second.encoded(), bad.encoded());
        assertInstanceOf(Verdict.Accept.class, verdicts.get(0));
        assertInstanceOf(Verdict.Accept.class, verdicts.get(1));
        assertInstanceOf(Verdict.Malformed.class, verdicts.get(2));
    }

    @Test
    @DisplayName("SY-1 nobody's chain vouches for another actor's batch")
    void naming_another_actors_batch_does_not_vouch() {
        var forger = new BatchWriter(NOTEBOOK, CELLS, ROOT.grant(), BELA.keys(), filled(16, 7));
        var forged = forger.write(changes(forger.actor(), 1, 3, 0)).getFirst();
        var naming = reseal(second.batch(), forged.hash());
        var verdicts = judged(forged.encoded(), naming.encoded());
        assertEquals(new Verdict.Malformed("a wrong signature"), verdicts.getFirst());
        assertInstanceOf(Verdict.Gap.class, verdicts.getLast());
    }

    @Test
    @DisplayName("SY-2 nobody writes under another's actor")
    void a_change_of_another_actor_is_malformed() {
        var foreign = change(new ActorId(filled(16, 8)), 1, 0);
        assertMalformed("a change by another actor", sealedAround(List.of(foreign.encoded())));
    }

    @Test
    @DisplayName("SY-3 chunks out of order, damaged, or two in one are malformed")
    void bad_chunks_are_malformed() {
        var actor = writer.actor();
        var one = change(actor, 1, 0).encoded();
        var two = change(actor, 2, 0).encoded();
        assertMalformed("a change out of order", sealedAround(List.of(two)));
        assertMalformed("not one change in each chunk", sealedAround(List.of(Bytes.concat(one, two))));
        var damaged = one.toArray();
        damaged[damaged.length - 1] ^= 1;
        assertInstanceOf(
                Verdict.Malformed.class,
                intake.judge(sealedAround(List.of(Bytes.wrap(damaged))).encoded(), held));
        assertMalformed(
                "not one change in each chunk",
                sealedAround(List.of(one.slice(0, 9), Bytes.concat(one.slice(9, one.size()), two))));
    }

    @Test
    @DisplayName("SY-3 a batch of another notebook or document is malformed")
    void strays_are_malformed() {
        var elsewhere = new Intake(new NotebookId(filled(32, 3)), CELLS, ADMISSION);
        assertInstanceOf(Verdict.Malformed.class, elsewhere.judge(first.encoded(), held));
        var comments = new Intake(NOTEBOOK, new DocumentName.Comments(), ADMISSION);
        assertInstanceOf(Verdict.Malformed.class, comments.judge(first.encoded(), held));
    }

    @Test
    @DisplayName("MB-4 the root may write every document but another grant's ledger")
    void rights_of_the_root() {
        var start = LedgerStart.parse("1-abcdefgh");
        assertTrue(admits(CELLS));
        assertTrue(admits(new DocumentName.Outputs(new SessionId("s"))));
        assertTrue(admits(new DocumentName.Comments()));
        assertTrue(admits(new DocumentName.Ledger(ROOT.grant(), start)));
        var others = new DocumentName.Ledger(new GrantId(filled(32, 4)), start);
        var theirs = Samples.writer(others, 1);
        var sealed = theirs.write(changes(theirs.actor(), 1, 1, 0)).getFirst();
        assertInstanceOf(
                Verdict.NotAdmitted.class, new Intake(NOTEBOOK, others, ADMISSION).judge(sealed.encoded(), held));
    }

    @Test
    @DisplayName("SY-14 random and changed bytes are a verdict, never an exception")
    void mutations_never_throw() {
        var random = new Random(8);
        for (int round = 0; round < 5_000; round++) {
            var bytes = first.encoded().toArray();
            for (int i = random.nextInt(3); i >= 0; i--)
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            var verdict = intake.judge(Bytes.wrap(bytes), held);
            assertTrue(
                    !(verdict instanceof Verdict.Accept) || Bytes.wrap(bytes).equals(first.encoded()),
                    verdict.toString());
        }
    }

    private boolean admits(DocumentName document) {
        var own = Samples.writer(document, 1);
        var sealed = own.write(changes(own.actor(), 1, 1, 0)).getFirst();
        return new Intake(NOTEBOOK, document, ADMISSION).judge(sealed.encoded(), held) instanceof Verdict.Accept;
    }

    private void assertMalformed(String reason, SealedBatch sealed) {
        assertEquals(new Verdict.Malformed(reason), intake.judge(sealed.encoded(), held));
    }

    private SealedBatch sealedAround(List<Bytes> chunks) {
        var like = first.batch();
        var batch = new Batch(NOTEBOOK, CELLS, like.grant(), like.nonce(), 1, chunks.size(), Batch.NO_PREVIOUS, chunks);
        return BatchCodec.seal(batch, ANNA.keys());
    }

    private static SealedBatch reseal(Batch batch, BatchHash previous) {
        return BatchCodec.seal(
                new Batch(
                        batch.notebook(),
                        batch.document(),
                        batch.grant(),
                        batch.nonce(),
                        batch.firstSeq(),
                        batch.lastSeq(),
                        previous,
                        batch.chunks()),
                ANNA.keys());
    }

    /** The batch with other signature bytes. */
    private static SealedBatch resigned(Batch batch, Bytes signature) {
        var encoded = BatchCodec.seal(batch, ANNA.keys()).encoded();
        var changed = Bytes.concat(encoded.slice(0, encoded.size() - signature.size()), signature);
        return Optional.of(BatchCodec.decode(changed))
                .map(parsed -> ((org.anode.schema.Parsed.Ok<SealedBatch>) parsed).value())
                .orElseThrow();
    }
}
