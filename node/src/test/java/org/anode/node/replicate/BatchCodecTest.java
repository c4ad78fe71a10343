package org.anode.node.replicate;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.anode.node.replicate.Samples.filled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.anode.schema.Bytes;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class BatchCodecTest {
    private static final Batch SMALL = batch(List.of(Bytes.hex("0102"), Bytes.hex("03")));
    private static final SealedBatch SEALED = BatchCodec.seal(SMALL, ANNA.keys());

    private static Batch batch(List<Bytes> chunks) {
        return new Batch(
                new NotebookId(filled(32, 0x11)),
                new DocumentName.Cells(),
                new GrantId(filled(32, 0x22)),
                filled(16, 0x33),
                1,
                chunks.size(),
                Batch.NO_PREVIOUS,
                chunks);
    }

    @Test
    @DisplayName("SY-1 the bytes of a batch never change")
    void golden_bytes() {
        var expected = "8a01" + "5820" + "11".repeat(32) + "6563656c6c73" + "5820" + "22".repeat(32) + "50"
                + "33".repeat(16) + "0102" + "5820" + "00".repeat(32) + "82" + "420102" + "4103" + "5840"
                + SEALED.signature().toHex();
        assertEquals(expected, SEALED.encoded().toHex());
        assertEquals(
                "f30626ae0976b869fc8d7ea20814dce1432508ff9c4eb4f3b8e9051b57082253",
                SEALED.hash().toString());
        assertEquals(
                Bytes.concat(Bytes.utf8("anode-batch-1"), SEALED.encoded()).sha256(),
                SEALED.hash().value());
    }

    @Test
    @DisplayName("SY-2 an actor's id is computed from notebook, document, grant and nonce")
    void golden_actor() {
        var expected = Bytes.concat(
                        Bytes.utf8("anode-actor"),
                        filled(32, 0x11),
                        Bytes.hex("0005"),
                        Bytes.utf8("cells"),
                        filled(32, 0x22),
                        filled(16, 0x33))
                .sha256()
                .slice(0, 16);
        assertEquals(expected, SMALL.actor().value());
        assertEquals("7d9222a23967d74559af37726c5f05fe", SMALL.actor().toString());
    }

    @Test
    void what_was_sealed_is_decoded_and_its_signature_holds() {
        var decoded = ok(BatchCodec.decode(SEALED.encoded()));
        assertEquals(SEALED, decoded);
        assertTrue(BatchCodec.isSignedBy(decoded, ANNA.keys().publicKey()));
        assertFalse(BatchCodec.isSignedBy(decoded, BELA.keys().publicKey()));
    }

    @Test
    @DisplayName("SY-1 a batch with any byte changed is malformed or not signed")
    void every_flip_of_a_byte_is_seen() {
        var bytes = SEALED.encoded().toArray();
        for (int at = 0; at < bytes.length; at++) {
            for (int flip : new int[] {1, 0x20, 0x80, 0xff}) {
                bytes[at] ^= (byte) flip;
                assertFalse(passes(Bytes.copyOf(bytes)), "byte " + at + " flipped by " + flip);
                bytes[at] ^= (byte) flip;
            }
        }
    }

    @Test
    void a_batch_cut_anywhere_or_with_more_behind_it_is_malformed() {
        for (int size = 0; size < SEALED.encoded().size(); size++)
            assertInstanceOf(
                    Parsed.Malformed.class, BatchCodec.decode(SEALED.encoded().slice(0, size)));
        assertInstanceOf(Parsed.Malformed.class, BatchCodec.decode(Bytes.concat(SEALED.encoded(), Bytes.hex("00"))));
    }

    @Test
    void another_encoding_of_the_same_batch_is_malformed() {
        var hex = SEALED.encoded().toHex();
        var indefinite = Bytes.hex("9f" + hex.substring(2) + "ff");
        var longNumber = Bytes.hex(hex.replaceFirst("^8a01", "8a1801"));
        assertEquals(new Parsed.Malformed<>("not in the one encoding"), BatchCodec.decode(longNumber));
        assertInstanceOf(Parsed.Malformed.class, BatchCodec.decode(indefinite));
    }

    @Test
    void what_follows_in_a_chain_is_read_as_alone_and_keeps_the_ids_once() {
        var next = BatchCodec.seal(with(List.of(Bytes.hex("04")), 3, 3, SEALED.hash()), ANNA.keys());
        var run = new BatchRun();
        var first = ok(run.read(SEALED.encoded()));
        var second = ok(run.read(next.encoded()));
        assertEquals(next, second);
        assertSame(first.batch().grant(), second.batch().grant());
        assertSame(first.actor(), second.actor());
        assertSame(first.hash(), second.batch().previous());
    }

    @Test
    @DisplayName("SY-2 in a run of batches each has its own actor, however little it differs")
    void a_run_of_several_actors() {
        var run = new BatchRun();
        for (int round = 0; round < 2; round++) {
            for (var one : List.of(SEALED, BatchCodec.seal(ofNonce(0x34), ANNA.keys()), SEALED)) {
                var read = ok(run.read(one.encoded()));
                assertEquals(one, read);
                assertEquals(one.batch().actor(), read.actor());
            }
            assertInstanceOf(Parsed.Malformed.class, run.read(Bytes.hex("8a01")));
        }
    }

    private static Batch ofNonce(int value) {
        var one = SMALL;
        return new Batch(
                one.notebook(), one.document(), one.grant(), filled(16, value), 1, 2, one.previous(), one.chunks());
    }

    @Test
    @DisplayName("SY-14 random bytes are malformed, never an exception")
    void random_bytes_never_throw() {
        var random = new Random(5);
        for (int round = 0; round < 20_000; round++) {
            var noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            if (noise.length > 1) noise[0] = (byte) (0x80 + random.nextInt(32));
            assertInstanceOf(Parsed.Malformed.class, BatchCodec.decode(Bytes.wrap(noise)));
        }
    }

    @Test
    @DisplayName("SY-14 a batch with several bytes changed is never an exception")
    void mutations_never_throw() {
        var random = new Random(6);
        for (int round = 0; round < 20_000; round++) {
            var bytes = SEALED.encoded().toArray();
            for (int i = random.nextInt(4); i >= 0; i--)
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            var changed = Bytes.wrap(bytes);
            assertTrue(changed.equals(SEALED.encoded()) || !passes(changed));
        }
    }

    @Test
    @DisplayName("R13 a length that promises gigabytes costs nothing")
    void a_huge_length_is_malformed() {
        var head = "8a01" + "5a7fffffff" + "11".repeat(32);
        assertInstanceOf(Parsed.Malformed.class, BatchCodec.decode(Bytes.hex(head)));
        var list = SEALED.encoded().toHex().replace("82420102", "9a7fffffff420102");
        assertInstanceOf(Parsed.Malformed.class, BatchCodec.decode(Bytes.hex(list)));
    }

    @Test
    @DisplayName("R10 a chunk over 1 MiB, a batch over 4 MiB or with too many chunks is refused on both sides")
    void limits() {
        refused(List.of(filled(Limits.CHUNK_BYTES_MAX + 1, 7)));
        refused(Collections.nCopies(4, filled(Limits.CHUNK_BYTES_MAX, 7)));
        refused(Collections.nCopies(Limits.BATCH_CHUNKS_MAX + 1, Bytes.hex("00")));
        refused(List.of());
        assertEquals(
                new Parsed.Malformed<>("batch of more than 4 MiB"),
                BatchCodec.decode(filled(Limits.BATCH_BYTES_MAX + 1, 0)));
        var largest = BatchCodec.seal(batch(List.of(filled(Limits.CHUNK_BYTES_MAX, 7))), ANNA.keys());
        assertEquals(largest, ok(BatchCodec.decode(largest.encoded())));
    }

    @Test
    void a_header_that_does_not_fit_its_chunks_is_refused() {
        var one = List.of(Bytes.hex("00"));
        refused(with(one, 2, 2, Batch.NO_PREVIOUS));
        refused(with(one, 0, 0, Batch.NO_PREVIOUS));
        refused(with(one, 1, 1, SEALED.hash()));
        refused(with(one, 1, 2, Batch.NO_PREVIOUS));
        refused(with(one, Limits.SEQ_MAX + 1, Limits.SEQ_MAX + 1, SEALED.hash()));
    }

    private static Batch with(List<Bytes> chunks, long first, long last, org.anode.schema.BatchHash previous) {
        return new Batch(
                SMALL.notebook(), SMALL.document(), SMALL.grant(), SMALL.nonce(), first, last, previous, chunks);
    }

    private static void refused(List<Bytes> chunks) {
        refused(batch(chunks));
    }

    private static void refused(Batch batch) {
        assertThrows(IllegalArgumentException.class, () -> BatchCodec.seal(batch, ANNA.keys()));
    }

    private static boolean passes(Bytes encoded) {
        return BatchCodec.decode(encoded) instanceof Parsed.Ok<SealedBatch>(var sealed)
                && BatchCodec.isSignedBy(sealed, ANNA.keys().publicKey());
    }

    private static SealedBatch ok(Parsed<SealedBatch> parsed) {
        if (parsed instanceof Parsed.Ok<SealedBatch>(var sealed)) return sealed;
        throw new AssertionError(parsed);
    }
}
