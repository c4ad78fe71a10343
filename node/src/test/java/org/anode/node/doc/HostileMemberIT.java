package org.anode.node.doc;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.zip.Deflater;
import org.anode.node.identity.Identity;
import org.anode.node.replicate.Batch;
import org.anode.node.replicate.BatchCodec;
import org.anode.node.replicate.Event;
import org.anode.node.replicate.Notice;
import org.anode.node.replicate.PeerId;
import org.anode.node.replicate.Samples;
import org.anode.node.replicate.SealedBatch;
import org.anode.node.replicate.WireCodec;
import org.anode.node.replicate.WireMessage;
import org.anode.schema.Bytes;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;
import org.anode.schema.LedgerStart;
import org.anode.schema.cells.CellType;
import org.anode.schema.engine.Genesis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A member who may edit and means harm, against the real documents of two honest ones. In a process of its own kind: what
 * gets past the checks reaches native code, which would end it.
 */
final class HostileMemberIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final DocumentName CELLS = new DocumentName.Cells();
    private static final Identity EVE = Samples.BELA;
    private static final PeerId EVE_HERE = new PeerId(EVE.device(), 66);

    private static final Identity CARL = Samples.identity(3);

    private final SplittableRandom random = new SplittableRandom(17);
    private final GrantId grant = Colleague.grant(EVE).grant();

    @TempDir
    Path folder;

    private Colleague anna;

    @BeforeEach
    void open() {
        anna = Colleague.creator(folder);
        anna.ask(open -> {
            open.replication().on(new Event.Stated(Colleague.grant(EVE)));
            return new Edits(open).add(CellType.CODE, Optional.empty(), "honest");
        });
        anna.meetStranger(EVE_HERE);
    }

    @AfterEach
    void close() {
        anna.close();
    }

    private Forger pen() {
        return new Forger(EVE, grant, CELLS, random);
    }

    private void send(DocumentName document, SealedBatch... batches) {
        send(document, List.of(batches).stream().map(SealedBatch::encoded).toList());
    }

    private void send(DocumentName document, List<Bytes> batches) {
        anna.receive(EVE_HERE, WireCodec.encode(new WireMessage.Batches(document, false, batches)));
    }

    private void awaitNotice(Predicate<Notice> wanted) {
        await().atMost(PATIENCE).until(() -> anna.noticed.stream().anyMatch(wanted));
        assertHonestWorks();
    }

    private void awaitBadInput(String reason) {
        awaitNotice(
                notice -> notice instanceof Notice.BadInput bad && bad.reason().contains(reason));
    }

    /** The node lives, and its people work on. */
    private void assertHonestWorks() {
        assertTrue(anna.isAlive());
        var cell = anna.ask(open -> new Edits(open).add(CellType.CODE, Optional.empty(), "still here"));
        assertEquals(true, anna.ask(open -> open.view().cells().containsKey(cell)));
    }

    @Test
    @DisplayName("SY-3 a broken signature is refused and shown")
    void brokenSignature() {
        try (var pen = pen()) {
            var bytes = pen.sealed(pen.change(random)).encoded().toArray();
            bytes[bytes.length - 1] ^= 1;
            send(CELLS, List.of(Bytes.wrap(bytes)));
            awaitBadInput("signature");
        }
    }

    @Test
    @DisplayName("MB-5 a batch in another grant's ledger is not taken")
    void othersLedger() {
        var ledger = new DocumentName.Ledger(Samples.ROOT.grant(), LedgerStart.parse("77-aaaaaaaa"));
        try (var pen = new Forger(EVE, grant, ledger, random)) {
            send(ledger, pen.sealed(pen.change(random)));
            assertHonestWorks();
            assertTrue(
                    !anna.ask(open -> open.replication().machine().documents()).contains(ledger));
        }
    }

    @Test
    @DisplayName("SY-2 nobody writes under another's actor, nor under the genesis actor")
    void squatted() {
        try (var pen = pen();
                var other = new Forger(Samples.ANNA, Samples.ROOT.grant(), CELLS, random)) {
            send(CELLS, pen.sealed(other.change(random)));
            awaitBadInput("another actor");
            anna.noticed.clear();
            send(CELLS, pen().seal(List.of(Genesis.CELLS.chunk())));
            awaitBadInput("actor");
        }
    }

    @Test
    @DisplayName("SY-5 two batches in one place: both are kept, one counts, and people are told who did it")
    void equivocation() {
        try (var pen = pen()) {
            var one = pen.sealed(pen.change(random));
            var batch = one.batch();
            var twin = BatchCodec.seal(
                    new Batch(
                            batch.notebook(),
                            CELLS,
                            grant,
                            batch.nonce(),
                            1,
                            1,
                            batch.previous(),
                            List.of(Samples.change(batch.actor(), 1, 5).encoded())),
                    EVE.keys());
            send(CELLS, one);
            send(CELLS, twin);
            awaitNotice(notice -> notice instanceof Notice.Contradiction found
                    && found.grant().equals(grant));
        }
    }

    @Test
    @DisplayName("R10 chunks that are cut off, inflate to too much, or are too large are refused")
    void sizes() {
        try (var pen = pen()) {
            var sound = pen.change(random).encoded();
            send(CELLS, pen().seal(List.of(sound.slice(0, sound.size() - 3))));
            await().atMost(PATIENCE).until(() -> anna.noticed.size() == 1);
            send(CELLS, pen().seal(List.of(bomb())));
            await().atMost(PATIENCE).until(() -> anna.noticed.size() == 2);
            send(CELLS, List.of(Samples.filled(3 << 20, 1)));
            await().atMost(PATIENCE).until(() -> anna.noticed.size() == 3);
            assertTrue(anna.noticed.stream().allMatch(Notice.BadInput.class::isInstance), anna.noticed::toString);
            assertHonestWorks();
        }
    }

    /** A deflated chunk of 100 MiB of zeros, with its checksum. */
    private static Bytes bomb() {
        var deflater = new Deflater(9, true);
        var out = new ByteArrayOutputStream();
        var zeros = new byte[1 << 20];
        var buffer = new byte[1 << 16];
        for (int i = 0; i < 100; i++) {
            deflater.setInput(zeros);
            while (!deflater.needsInput()) out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.finish();
        while (!deflater.finished()) out.write(buffer, 0, deflater.deflate(buffer));
        deflater.end();
        var length = new ByteArrayOutputStream();
        for (long rest = out.size(); ; rest >>>= 7) {
            length.write((int) (rest & 0x7f) | (rest >= 0x80 ? 0x80 : 0));
            if (rest < 0x80) break;
        }
        var typed = Bytes.concat(Bytes.hex("02"), Bytes.wrap(length.toByteArray()), Bytes.wrap(out.toByteArray()));
        return Bytes.concat(Bytes.hex("856f4a83"), typed.sha256().slice(0, 4), typed);
    }

    @Test
    @DisplayName(
            "SY-10, SY-14 each field of a change altered, hashed and signed anew: refused, set aside or taken, alike on all")
    void altered() {
        try (var carl = carl()) {
            for (int i = 0; i < 400; i++) attackWithAltered();
            anna.meet(carl);
            await().atMost(PATIENCE)
                    .until(() ->
                            anna.digest().equals(carl.digest()) && anna.export().equals(carl.export()));
            var before = anna.export();
            anna.kill();
            assertEquals(before, anna.export());
            assertHonestWorks();
        }
    }

    /** Another honest one, whom Anna let in after Eve. */
    private Colleague carl() {
        var in = Colleague.grant(CARL, 2, Colleague.grant(EVE).hash());
        anna.ask(open -> {
            open.replication().on(new Event.Stated(in));
            return open;
        });
        return Colleague.member(folder, List.of(Colleague.grant(EVE), in), CARL);
    }

    private void attackWithAltered() {
        try (var pen = pen()) {
            var first = pen.change(random);
            for (int i = random.nextInt(2); i > 0; i--) {
                send(CELLS, pen.sealed(first));
                first = pen.change(random);
            }
            Forger.altered(first, random).ifPresent(bytes -> send(CELLS, pen.seal(List.of(bytes))));
            if (random.nextInt(8) == 0) assertHonestWorks();
        }
    }
}
