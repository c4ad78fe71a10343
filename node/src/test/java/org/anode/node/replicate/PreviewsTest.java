package org.anode.node.replicate;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.anode.node.replicate.Samples.CELLS;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;
import static org.anode.node.replicate.Samples.filled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Role;
import org.anode.node.identity.SealedStatement;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.GrantId;
import org.anode.schema.Parsed;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.chunk.ChunkCodec;
import org.anode.schema.chunk.HistoryCodec;
import org.anode.schema.engine.Genesis;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Anna has more batches than Bela, who asks her for a preview. */
final class PreviewsTest {
    private static final int PREVIEW_MIN = 3;
    private static final Identity CARL = Samples.identity(3);
    private static final SealedStatement BELAS =
            MembersTest.grant(ROOT.grant(), ANNA, Optional.empty(), BELA, Role.EDIT);
    private static final SealedStatement CARLS =
            MembersTest.grant(ROOT.grant(), ANNA, Optional.of(BELAS), CARL, Role.VIEW);

    private final Lab anna = new Lab(ANNA, PREVIEW_MIN, BELAS, CARLS);
    private final Lab bela = new Lab(BELA, PREVIEW_MIN, BELAS, CARLS);
    private final Lab carl = new Lab(CARL, PREVIEW_MIN, BELAS, CARLS);
    private final BatchWriter annas = Samples.writer(1);
    private final List<ChangeChunk> history = new ArrayList<>(chunks(Genesis.CELLS.chunk()));
    private final List<SealedBatch> written = new ArrayList<>();

    private static List<ChangeChunk> chunks(Bytes encoded) {
        return ((Parsed.Ok<List<ChangeChunk>>) ChunkCodec.parse(encoded)).value();
    }

    private static BatchWriter writer(Identity who, GrantId grant, int nonce) {
        return new BatchWriter(NOTEBOOK, CELLS, grant, who.keys(), filled(Actors.NONCE_BYTES, nonce));
    }

    @BeforeEach
    void write() {
        for (int i = 1; i <= 5; i++) write(i);
    }

    private void write(int seq) {
        var sealed = anna.write(annas, seq, history.getLast().hash());
        written.add(sealed);
        history.addAll(((Parsed.Ok<List<ChangeChunk>>) BatchContents.open(sealed)).value());
    }

    private ChangeHash last() {
        return history.getLast().hash();
    }

    private Bytes lastBatch() {
        return written.getLast().encoded();
    }

    private static Bytes sealed(BatchWriter writer, ChangeChunk change) {
        return writer.write(List.of(change)).getFirst().encoded();
    }

    private static ChangeChunk change(BatchWriter writer, long seq, ChangeHash on) {
        return Samples.change(writer.actor(), seq, 0, List.of(on));
    }

    private long asked() {
        return bela.sent.stream()
                .filter(WireMessage.PreviewWanted.class::isInstance)
                .count();
    }

    private boolean asksForTheLog() {
        return bela.sent.stream().anyMatch(WireMessage.Positions.class::isInstance);
    }

    /** Bela has asked, and hears nothing but what a test says. */
    private void askAnna() {
        bela.meet(anna);
        bela.hear(anna, new WireMessage.Summary(List.of(new WireMessage.GrantDigest(ROOT.grant(), filled(32, 1)))));
        assertEquals(1, asked());
        assertEquals(false, asksForTheLog());
    }

    private void say(List<Bytes> tips, Bytes encoded) {
        bela.hear(anna, new WireMessage.Preview(CELLS, tips, encoded));
    }

    /** Nothing is shown, people are told, the log is asked for. */
    private void assertRefused(String reason) {
        assertEquals(List.of(), bela.previews);
        assertEquals(List.of(new Notice.BadInput(anna.id(), reason)), bela.notices);
        assertTrue(asksForTheLog());
    }

    @Test
    @DisplayName("SY-8 who lacks much is shown the cells as they are before their log, which then comes whole")
    void shown_then_filled() {
        anna.meet(bela);
        Lab.talk(anna, bela);
        assertEquals(Set.of(last()), bela.previews.getFirst().heads());
        assertEquals(1, bela.previews.size());
        assertEquals(anna.machine.digest(), bela.machine.digest());
        assertEquals(5, bela.document.size());
        assertEquals(List.of(), bela.notices);
        int preview = bela.sent.indexOf(new WireMessage.PreviewWanted(CELLS, 0));
        assertTrue(bela.sent.stream().limit(preview).noneMatch(WireMessage.Positions.class::isInstance));
    }

    @Test
    @DisplayName("SY-8 the true answer, given by hand, is shown")
    void the_truth() {
        askAnna();
        say(List.of(lastBatch()), HistoryCodec.encode(history));
        assertEquals(Set.of(last()), bela.previews.getFirst().heads());
        assertTrue(asksForTheLog());
    }

    @Test
    @DisplayName("SY-8 who lacks little is told so and gets the log")
    void not_worth_it() {
        var few = new Lab(ANNA, 5, BELAS, CARLS);
        few.write(Samples.writer(2), 1);
        few.meet(bela);
        Lab.talk(few, bela);
        assertEquals(1, asked());
        assertEquals(List.of(), bela.previews);
        assertEquals(few.machine.digest(), bela.machine.digest());
    }

    @Test
    @DisplayName("SY-8 who was only away and has much of it is told so and gets the log")
    void only_away() {
        anna.meet(bela);
        Lab.talk(anna, bela);
        anna.on(new Event.Gone(bela.id()));
        bela.on(new Event.Gone(anna.id()));
        bela.previews.clear();
        for (int i = 6; i <= 15; i++) write(i);
        anna.meet(bela);
        Lab.talk(anna, bela);
        assertEquals(2, asked());
        assertEquals(List.of(), bela.previews);
        assertEquals(anna.machine.digest(), bela.machine.digest());
    }

    @Test
    @DisplayName("SY-8 who has written something itself does not ask")
    void not_for_authors() {
        bela.write(writer(BELA, BELAS.grant(), 4), 1);
        anna.meet(bela);
        Lab.talk(anna, bela);
        assertEquals(0, asked());
        assertEquals(anna.machine.digest(), bela.machine.digest());
    }

    @Test
    @DisplayName("SY-8 a preview that does not come is waited for a few ticks, then the log is asked for")
    void lost() {
        askAnna();
        for (int i = 0; i < 5; i++) bela.tick();
        assertTrue(asksForTheLog());
        say(List.of(lastBatch()), HistoryCodec.encode(history));
        assertEquals(List.of(), bela.previews);
    }

    @Test
    @DisplayName("SY-8 while one peer is asked no other is, and when it goes the log comes from another")
    void one_at_a_time() {
        askAnna();
        bela.meet(carl);
        var summary = new WireMessage.Summary(List.of(new WireMessage.GrantDigest(ROOT.grant(), filled(32, 2))));
        bela.hear(carl, summary);
        assertEquals(1, asked());
        bela.on(new Event.Gone(anna.id()));
        bela.hear(carl, summary);
        assertEquals(2, asked());
    }

    @Test
    @DisplayName("SY-13 peers that do not answer are waited for a few times and no more")
    void never_answered() {
        for (int i = 0; i <= Previews.QUESTIONS_MAX; i++) {
            var again = new PeerId(ANNA.device(), 100 + i);
            bela.on(new Event.Connected(again));
            var summary = new WireMessage.Summary(List.of(new WireMessage.GrantDigest(ROOT.grant(), filled(32, 1))));
            bela.on(new Event.Received(again, Heard.read(WireCodec.encode(summary))));
            assertEquals(i == Previews.QUESTIONS_MAX, asksForTheLog());
            bela.on(new Event.Gone(again));
        }
        assertEquals(Previews.QUESTIONS_MAX, asked());
    }

    @Test
    @DisplayName("SY-8 an answer nobody asked for, and a second one, are passed over")
    void unasked() {
        bela.meet(anna);
        say(List.of(lastBatch()), HistoryCodec.encode(history));
        assertEquals(List.of(), bela.previews);
        bela.hear(anna, new WireMessage.Summary(List.of(new WireMessage.GrantDigest(ROOT.grant(), filled(32, 1)))));
        say(List.of(lastBatch()), HistoryCodec.encode(history));
        say(List.of(lastBatch()), HistoryCodec.encode(history));
        assertEquals(1, bela.previews.size());
    }

    @Test
    @DisplayName("SY-8 a peer is given one preview, and a device without a grant none")
    void given_once() {
        anna.meet(bela);
        var wanted =
                new Event.Received(bela.id(), Heard.read(WireCodec.encode(new WireMessage.PreviewWanted(CELLS, 0))));
        assertTrue(anna.on(wanted).stream().anyMatch(Effect.SendPreview.class::isInstance));
        anna.nowMs += 60_000;
        assertEquals(List.of(new Effect.Send(List.of(bela.id()), WireMessage.Preview.none(CELLS))), anna.on(wanted));
        var stranger = new Lab(Samples.identity(7));
        anna.meet(stranger);
        var asks = new Event.Received(
                stranger.id(), Heard.read(WireCodec.encode(new WireMessage.PreviewWanted(CELLS, 0))));
        assertEquals(List.of(), anna.on(asks));
    }

    @Test
    @DisplayName("SY-13 so many previews are made in a minute and no more")
    void a_crowd() {
        for (int i = 0; i <= Previews.MADE_MAX; i++) {
            var again = new PeerId(BELA.device(), 100 + i);
            anna.on(new Event.Connected(again));
            var wanted =
                    new Event.Received(again, Heard.read(WireCodec.encode(new WireMessage.PreviewWanted(CELLS, 0))));
            boolean given = anna.on(wanted).stream().anyMatch(Effect.SendPreview.class::isInstance);
            assertEquals(i < Previews.MADE_MAX, given);
            if (i == Previews.MADE_MAX - 1) anna.nowMs += 59_000;
        }
        anna.nowMs += 1_000;
        var later = new PeerId(BELA.device(), 1_000);
        anna.on(new Event.Connected(later));
        var wanted = new Event.Received(later, Heard.read(WireCodec.encode(new WireMessage.PreviewWanted(CELLS, 0))));
        assertTrue(anna.on(wanted).stream().anyMatch(Effect.SendPreview.class::isInstance));
    }

    @Test
    @DisplayName("SY-8 a last batch that its author did not sign shows nothing")
    void forged() {
        askAnna();
        var forger = writer(BELA, ROOT.grant(), 6);
        var change = change(forger, 1, last());
        history.add(change);
        say(List.of(sealed(forger, change)), HistoryCodec.encode(history));
        assertRefused("a preview with a wrong signature");
    }

    @Test
    @DisplayName("SY-8 a last batch by who may not edit shows nothing")
    void without_a_right() {
        askAnna();
        var viewer = writer(CARL, CARLS.grant(), 6);
        var change = change(viewer, 1, last());
        var all = new ArrayList<>(history);
        all.add(change);
        say(List.of(sealed(viewer, change)), HistoryCodec.encode(all));
        assertRefused("a preview by who has no right");
    }

    @Test
    @DisplayName("SY-8 a last batch by an unknown grant shows nothing")
    void unknown_grant() {
        askAnna();
        var nobody = writer(CARL, new GrantId(filled(GrantId.SIZE_BYTES, 77)), 6);
        var change = change(nobody, 1, last());
        history.add(change);
        say(List.of(sealed(nobody, change)), HistoryCodec.encode(history));
        assertRefused("a preview by an unknown grant");
    }

    @Test
    @DisplayName("SY-8 a change that no last batch names and no other builds on shows nothing")
    void unvouched() {
        askAnna();
        history.add(change(writer(BELA, BELAS.grant(), 6), 1, history.get(2).hash()));
        say(List.of(lastBatch()), HistoryCodec.encode(history));
        assertRefused("a preview that nobody vouches for");
    }

    @Test
    @DisplayName("SY-8 a history that is cut off shows nothing")
    void truncated() {
        askAnna();
        var encoded = HistoryCodec.encode(history);
        say(List.of(lastBatch()), encoded.slice(0, encoded.size() / 2));
        assertRefused("history: not one deflate stream");
    }

    @Test
    @DisplayName("SY-8 a history that ends before what is here shows nothing and is no fault")
    void behind() {
        bela.meet(anna);
        bela.hear(
                anna,
                new WireMessage.Batches(
                        CELLS, false, written.stream().map(SealedBatch::encoded).toList()));
        bela.hear(anna, new WireMessage.Summary(List.of(new WireMessage.GrantDigest(ROOT.grant(), filled(32, 1)))));
        say(List.of(written.get(2).encoded()), HistoryCodec.encode(history.subList(0, 4)));
        assertEquals(List.of(), bela.previews);
        assertEquals(List.of(), bela.notices);
    }

    @Test
    @DisplayName("SY-8 what is too large for a message is not given as a preview")
    void oversize() {
        var small = filled(100, 1);
        assertEquals(
                new WireMessage.Preview(CELLS, List.of(small), small),
                WireMessage.Preview.fitting(CELLS, List.of(small), small));
        assertEquals(
                WireMessage.Preview.none(CELLS),
                WireMessage.Preview.fitting(CELLS, List.of(small), filled(WireLimits.PREVIEW_BYTES_MAX, 1)));
        var largest = WireMessage.Preview.fitting(CELLS, List.of(), filled(WireLimits.PREVIEW_BYTES_MAX, 1));
        assertTrue(WireCodec.encode(largest).size() <= WireLimits.MESSAGE_BYTES_MAX);
    }
}
