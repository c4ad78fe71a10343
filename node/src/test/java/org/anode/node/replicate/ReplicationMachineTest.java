package org.anode.node.replicate;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.anode.node.replicate.Samples.CELLS;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;
import static org.anode.node.replicate.Samples.change;
import static org.anode.node.replicate.Samples.filled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Role;
import org.anode.node.identity.SealedStatement;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.DocumentName;
import org.anode.schema.LedgerStart;
import org.anode.schema.Parsed;
import org.anode.schema.chunk.ChangeChunk;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ReplicationMachineTest {
    private static final Identity CARL = Samples.identity(3);
    private static final SealedStatement BELAS =
            MembersTest.grant(ROOT.grant(), ANNA, Optional.empty(), BELA, Role.EDIT);
    private static final SealedStatement CARLS =
            MembersTest.grant(ROOT.grant(), ANNA, Optional.of(BELAS), CARL, Role.EDIT);

    private final Lab anna = new Lab(ANNA, BELAS, CARLS);
    private final Lab bela = new Lab(BELA, BELAS, CARLS);
    private final Lab carl = new Lab(CARL, BELAS, CARLS);
    private final BatchWriter annas = Samples.writer(1);
    private final BatchWriter belas = writer(BELA, BELAS, CELLS, 2);

    private static BatchWriter writer(Identity who, SealedStatement grant, DocumentName document, int nonce) {
        return new BatchWriter(NOTEBOOK, document, grant.grant(), who.keys(), filled(Actors.NONCE_BYTES, nonce));
    }

    private static ChangeHash hashIn(SealedBatch sealed) {
        return open(sealed).getFirst().hash();
    }

    private static List<ChangeChunk> open(SealedBatch sealed) {
        return ((Parsed.Ok<List<ChangeChunk>>) BatchContents.open(sealed)).value();
    }

    private static WireMessage batches(SealedBatch... sealed) {
        var encoded = List.of(sealed).stream().map(SealedBatch::encoded).toList();
        return new WireMessage.Batches(sealed[0].batch().document(), false, encoded);
    }

    private static SealedBatch seal(BatchWriter writer, long seq, int padding, ChangeHash... deps) {
        return writer.write(List.of(change(writer.actor(), seq, padding, List.of(deps))))
                .getFirst();
    }

    private static void assertEqual(Lab... labs) {
        for (var lab : labs) {
            assertEquals(labs[0].machine.digest(), lab.machine.digest());
            assertEquals(new HashSet<>(labs[0].document), new HashSet<>(lab.document));
            assertEquals(lab.document.size(), new HashSet<>(lab.document).size());
        }
    }

    @Test
    @DisplayName("SY-6 an own batch is stored and then sent to everybody in the room")
    void a_batch_is_pushed() {
        anna.meet(bela);
        anna.meet(carl);
        Lab.talk(anna, bela, carl);
        var sealed = seal(annas, 1, 0);
        var effects = anna.on(new Event.Written(sealed, open(sealed)));
        assertEquals(new Effect.StoreBatches(CELLS, List.of(sealed)), effects.getFirst());
        var send = assertInstanceOf(Effect.Send.class, effects.getLast());
        assertEquals(Set.of(bela.id(), carl.id()), Set.copyOf(send.to()));
        assertEquals(batches(sealed), send.message());
    }

    @Test
    @DisplayName("SY-4 what an event stores comes before what it applies and sends")
    void stored_before_announced() {
        anna.meet(bela);
        var effects = anna.on(new Event.Received(bela.id(), Heard.read(WireCodec.encode(batches(seal(belas, 1, 0))))));
        assertInstanceOf(Effect.StoreBatches.class, effects.get(0));
        assertInstanceOf(Effect.Apply.class, effects.get(1));
    }

    @Test
    @DisplayName("SY-5 two nodes that were apart have the same after they met")
    void anti_entropy() {
        for (int i = 1; i <= 5; i++) anna.write(annas, i);
        for (int i = 1; i <= 3; i++) bela.write(belas, i);
        anna.meet(bela);
        Lab.talk(anna, bela);
        assertEquals(8, anna.document.size());
        assertEqual(anna, bela);
    }

    @Test
    @DisplayName("SY-5 equal nodes exchange a digest each and nothing else")
    void equal_nodes_are_quiet() {
        anna.meet(bela);
        Lab.talk(anna, bela);
        anna.sent.clear();
        bela.sent.clear();
        anna.on(new Event.Resync());
        Lab.talk(anna, bela);
        assertEquals(List.of(anna.machine.digest()), anna.sent);
        assertEquals(List.of(), bela.sent);
    }

    @Test
    @DisplayName("SY-7 the members log goes first: a grant that one does not know comes with what it wrote")
    void members_first() {
        var young = new Lab(ANNA);
        carl.write(writer(CARL, CARLS, CELLS, 3), 1);
        young.meet(bela);
        bela.meet(carl);
        Lab.talk(young, bela, carl);
        for (int i = 0; i < 3; i++) {
            List.of(young, bela, carl).forEach(Lab::tick);
            Lab.talk(young, bela, carl);
        }
        assertEqual(young, bela, carl);
        assertEquals(1, young.document.size());
    }

    @Test
    @DisplayName("SY-3 a batch whose dependency is missing is stored and counted, and applied when that came")
    void parking() {
        var first = seal(annas, 1, 0);
        var second = seal(belas, 1, 0, hashIn(first));
        carl.meet(anna);
        carl.hear(anna, batches(second));
        assertTrue(carl.storedHashes().contains(second.hash()));
        assertEquals(List.of(), carl.document);
        assertTrue(carl.machine.hasParked(CELLS));
        carl.hear(anna, batches(first));
        assertEquals(List.of(hashIn(first), hashIn(second)), carl.document);
        assertFalse(carl.machine.hasParked(CELLS));
    }

    @Test
    @DisplayName("SY-5 a dependency that does not come is asked for by its hash, and answered with its whole run")
    void wants() {
        var viewer = MembersTest.grant(ROOT.grant(), ANNA, Optional.of(CARLS), Samples.identity(4), Role.VIEW);
        for (var lab : List.of(anna, bela)) lab.members.take(viewer.encoded());
        var theirs = writer(Samples.identity(4), viewer, CELLS, 9);
        var one = seal(theirs, 1, 0);
        var two = seal(theirs, 2, 0, hashIn(one));
        bela.meet(anna);
        bela.on(new Event.Written(one, open(one)));
        bela.on(new Event.Written(two, open(two)));
        assertEquals(List.of(), bela.document, "written without a right");
        anna.hear(bela, batches(one, two));
        assertEquals(Set.of(), anna.storedHashes(), "nobody builds on it");
        var built = seal(belas, 1, 0, hashIn(two));
        anna.hear(bela, batches(built));
        anna.tick();
        anna.tick();
        assertTrue(anna.sent.contains(new WireMessage.Wants(CELLS, List.of(hashIn(two)))));
        Lab.talk(anna, bela);
        assertEquals(Set.of(one.hash(), two.hash(), built.hash()), anna.storedHashes());
        assertEquals(List.of(hashIn(one), hashIn(two), hashIn(built)), anna.document);
    }

    @Test
    @DisplayName("MB-4 two without a right who build on each other get nothing in")
    void collusion() {
        var viewer = MembersTest.grant(ROOT.grant(), ANNA, Optional.of(CARLS), Samples.identity(4), Role.VIEW);
        anna.members.take(viewer.encoded());
        var one = writer(Samples.identity(4), viewer, CELLS, 1);
        var other = writer(Samples.identity(4), viewer, CELLS, 2);
        var first = seal(one, 1, 0);
        var second = seal(other, 1, 0, hashIn(first));
        anna.meet(bela);
        anna.hear(bela, batches(first, second));
        assertEquals(Set.of(), anna.storedHashes());
    }

    @Test
    @DisplayName("MB-4 what lost its right counts again, and in the digest, once an admitted batch builds on it")
    void a_right_lost_and_vouched_for() {
        var dora = Samples.identity(4);
        var admin = MembersTest.grant(ROOT.grant(), ANNA, Optional.of(CARLS), dora, Role.ADMIN);
        var one = MembersTest.grant(admin.grant(), dora, Optional.empty(), Samples.identity(5), Role.EDIT);
        var other = MembersTest.grant(admin.grant(), dora, Optional.empty(), Samples.identity(6), Role.EDIT);
        boolean oneLoses = one.hash().compareTo(other.hash()) > 0;
        var loser = oneLoses ? one : other;
        anna.members.take(admin.encoded());
        anna.members.take(loser.encoded());
        anna.meet(bela);
        var lost = seal(writer(Samples.identity(oneLoses ? 5 : 6), loser, CELLS, 5), 1, 0);
        anna.hear(bela, batches(lost));
        assertEquals(List.of(hashIn(lost)), anna.document);
        var before = anna.machine.digest();
        anna.hear(bela, new WireMessage.Statements(List.of((oneLoses ? other : one).encoded())));
        assertEquals(List.of(), anna.document);
        assertFalse(before.batches().equals(anna.machine.digest().batches()));
        var built = seal(belas, 1, 0, hashIn(lost));
        anna.hear(bela, batches(built));
        assertEquals(List.of(hashIn(lost), hashIn(built)), anna.document);
        var again = new Lab(ANNA, BELAS, CARLS, admin, one, other);
        again.machine.recall(CELLS, List.of(lost.encoded(), built.encoded()), Set.of());
        assertEquals(again.machine.digest(), anna.machine.digest());
    }

    @Test
    @DisplayName("SY-5 a device that contradicts itself: the lower hash counts everywhere, whatever came first")
    void equivocation() {
        var one = seal(belas, 1, 0);
        var fork = writer(BELA, BELAS, CELLS, 2);
        var other = seal(fork, 1, 5);
        var onOne = seal(writer(CARL, CARLS, CELLS, 3), 1, 0, hashIn(one));
        var onOther = seal(annas, 1, 0, hashIn(other));
        boolean oneWins = one.hash().value().compareTo(other.hash().value()) < 0;
        var expected = oneWins ? Set.of(hashIn(one), hashIn(onOne)) : Set.of(hashIn(other), hashIn(onOther));
        var all = new ArrayList<>(List.of(one, other, onOne, onOther));
        var random = new Random(7);
        var digests = new HashSet<WireMessage.Digest>();
        for (int round = 0; round < 24; round++) {
            Collections.shuffle(all, random);
            var lab = new Lab(ANNA, BELAS, CARLS);
            lab.meet(bela);
            all.forEach(batch -> lab.hear(bela, batches(batch)));
            assertEquals(expected, Set.copyOf(lab.document));
            assertEquals(4, lab.stored.size(), "what lost is kept");
            assertEquals(
                    List.of(new Notice.Contradiction(
                            BELAS.grant(), belas.actor(), first(all, one, other), second(all, one, other))),
                    lab.notices);
            digests.add(lab.machine.digest());
        }
        assertEquals(1, digests.size());
    }

    private static org.anode.schema.BatchHash first(List<SealedBatch> order, SealedBatch one, SealedBatch other) {
        return order.indexOf(one) < order.indexOf(other) ? one.hash() : other.hash();
    }

    private static org.anode.schema.BatchHash second(List<SealedBatch> order, SealedBatch one, SealedBatch other) {
        return first(order, one, other).equals(one.hash()) ? other.hash() : one.hash();
    }

    @Test
    @DisplayName("SY-5 what builds on a change that both branches hold counts with either")
    void a_change_on_both_branches() {
        var common = change(belas.actor(), 1, 0);
        var one = belas.write(List.of(common)).getFirst();
        var more = change(belas.actor(), 2, 0, List.of(common.hash()));
        var other = writer(BELA, BELAS, CELLS, 2).write(List.of(common, more)).getFirst();
        var onCommon = seal(annas, 1, 0, common.hash());
        boolean oneWins = one.hash().value().compareTo(other.hash().value()) < 0;
        var expected = new HashSet<>(List.of(common.hash(), hashIn(onCommon)));
        if (!oneWins) expected.add(more.hash());
        var all = new ArrayList<>(List.of(one, other, onCommon));
        var random = new Random(9);
        for (int round = 0; round < 12; round++) {
            Collections.shuffle(all, random);
            var lab = new Lab(ANNA, BELAS, CARLS);
            lab.meet(bela);
            all.forEach(batch -> lab.hear(bela, batches(batch)));
            assertEquals(expected, Set.copyOf(lab.document));
        }
    }

    @Test
    @DisplayName("SY-5 a message full of contradictions is taken, each actor told of once")
    void many_forks_at_once() {
        var forks = IntStream.range(0, 200)
                .mapToObj(i -> seal(writer(BELA, BELAS, CELLS, 2), 1, i))
                .toArray(SealedBatch[]::new);
        anna.meet(bela);
        anna.hear(bela, batches(forks));
        assertEquals(200, anna.stored.size());
        assertEquals(1, anna.document.size());
        assertEquals(1, anna.notices.size());
    }

    @Test
    @DisplayName("SY-5 each node gets both branches of a contradiction from the others")
    void branches_travel() {
        var one = seal(belas, 1, 0);
        var other = seal(writer(BELA, BELAS, CELLS, 2), 1, 5);
        anna.meet(bela);
        carl.meet(bela);
        anna.hear(bela, batches(one));
        carl.hear(bela, batches(other));
        anna.meet(carl);
        Lab.talk(anna, carl);
        for (int i = 0; i < 3; i++) {
            anna.tick();
            carl.tick();
            Lab.talk(anna, carl);
        }
        assertEqual(anna, carl);
        assertEquals(2, anna.stored.size());
        assertEquals(1, anna.document.size());
    }

    @Test
    @DisplayName("SY-5 who finds a batch of its own actor that it did not write goes on with a new one")
    void own_actor_elsewhere() {
        anna.meet(bela);
        anna.write(annas, 1);
        var twin = Samples.writer(1);
        seal(twin, 1, 0);
        anna.hear(bela, batches(seal(twin, 2, 0)));
        assertEquals(List.of(CELLS), anna.newActors);
        assertTrue(anna.notices.contains(new Notice.OwnKeysElsewhere(CELLS)));
        anna.write(Samples.writer(7), 1);
        assertEquals(List.of(CELLS), anna.newActors);
    }

    @Test
    @DisplayName("SY-5 an author whose own chain is quarantined goes on with a new actor")
    void own_chain_quarantined() {
        var one = seal(belas, 1, 0);
        var other = seal(writer(BELA, BELAS, CELLS, 2), 1, 5);
        var loser = one.hash().value().compareTo(other.hash().value()) < 0 ? other : one;
        var winner = loser.equals(one) ? other : one;
        anna.meet(bela);
        anna.hear(bela, batches(loser));
        anna.write(annas, 1, hashIn(loser));
        assertEquals(List.of(), anna.newActors);
        anna.hear(bela, batches(winner));
        assertEquals(List.of(CELLS), anna.newActors);
        assertEquals(List.of(hashIn(winner)), anna.document);
    }

    @Test
    @DisplayName("SY-10 a batch the document can not take is set aside with what builds on it")
    void refusal() {
        anna.meet(bela);
        var bad = seal(belas, 1, 0);
        var onBad = seal(annas, 1, 0, hashIn(bad));
        var good = seal(writer(CARL, CARLS, CELLS, 3), 1, 0);
        for (var batch : List.of(bad, onBad, good)) anna.hear(bela, batches(batch));
        anna.on(new Event.Refused(CELLS, bad.hash(), "no"));
        assertEquals(List.of(hashIn(good)), anna.document);
        var again = new Lab(ANNA, BELAS, CARLS);
        again.stored.putAll(anna.stored);
        var inOrder = List.of(bad.encoded(), onBad.encoded(), good.encoded());
        assertEquals(List.of(), again.machine.recall(CELLS, inOrder, Set.of(bad.hash())));
        assertEquals(anna.machine.applied(CELLS), again.machine.applied(CELLS));
        assertEquals(anna.machine.digest(), again.machine.digest());
    }

    @Test
    @DisplayName("SY-3 beyond the bound what waits is dropped and the position does not move")
    void the_bound_of_what_waits() {
        anna.meet(bela);
        var missing = new ChangeHash(filled(32, 77));
        var megabyte = 1_000_000;
        for (int i = 1; i <= 12; i++) anna.hear(bela, batches(seal(belas, i, megabyte, missing)));
        assertEquals(8, anna.stored.size());
        assertTrue(anna.notices.contains(new Notice.TooMuchParked(CELLS, belas.actor())));
        var reopened = new Lab(ANNA, BELAS, CARLS);
        var inOrder = anna.stored.entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .map(java.util.Map.Entry::getValue)
                .toList();
        reopened.machine.recall(CELLS, inOrder, Set.of());
        assertEquals(anna.machine.digest(), reopened.machine.digest());
    }

    @Test
    @DisplayName("MB-6 a device without a live grant is told nothing but digests and tips")
    void strangers() {
        anna.write(annas, 1);
        var stranger = new Lab(Samples.identity(5));
        anna.meet(stranger);
        Lab.talk(anna, stranger);
        for (var question : List.of(
                new WireMessage.Summary(List.of(new WireMessage.GrantDigest(ROOT.grant(), filled(32, 0)))),
                new WireMessage.Positions(List.of(new WireMessage.GrantPositions(ROOT.grant(), List.of()))),
                new WireMessage.MemberTips(List.of()),
                new WireMessage.Wants(CELLS, List.of(anna.document.getFirst())))) anna.hear(stranger, question);
        anna.write(annas, 2);
        Lab.talk(anna, stranger);
        for (var message : anna.sent)
            assertTrue(message instanceof WireMessage.Digest || message instanceof WireMessage.MemberTips);
        assertEquals(Set.of(), stranger.storedHashes());
    }

    @Test
    @DisplayName(
            "SY-7 a difference is looked at after 1, 2, 4, 8, 16 and 32 s, then every half minute, and people are told once")
    void the_ladder() {
        anna.write(annas, 1);
        anna.meet(bela);
        var nothing = bela.machine.digest();
        anna.hear(bela, nothing);
        anna.sent.clear();
        var times = new ArrayList<Long>();
        long begun = anna.nowMs;
        for (int i = 0; i < 200; i++) {
            anna.tick();
            if (anna.sent.stream().noneMatch(WireMessage.Digest.class::isInstance)) continue;
            times.add((anna.nowMs - begun) / 1000);
            anna.sent.clear();
            anna.hear(bela, nothing); // and what anna then asks gets lost
            anna.sent.clear();
        }
        assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L), times.subList(0, 6));
        assertTrue(times.size() <= 14, times.toString());
        assertEquals(1, Collections.frequency(anna.notices, new Notice.NotConverging(bela.id())));
    }

    @Test
    @DisplayName("SY-6 a push that was lost comes with the next comparison")
    void a_lost_push() {
        anna.meet(bela);
        Lab.talk(anna, bela);
        anna.lossy = true;
        anna.write(annas, 1);
        anna.lossy = false;
        anna.write(annas, 2);
        Lab.talk(anna, bela);
        assertEqual(anna, bela);
        assertEquals(2, bela.document.size());
    }

    @Test
    @DisplayName("SY-13 a peer that asks without end is answered so often and no more until the next tick")
    void questions_are_bounded() {
        anna.write(annas, 1);
        anna.meet(bela);
        anna.sent.clear();
        var question = new WireMessage.Positions(List.of(new WireMessage.GrantPositions(ROOT.grant(), List.of())));
        for (int i = 0; i < 100; i++) anna.hear(bela, question);
        assertEquals(32, anna.sent.size());
        anna.tick();
        anna.sent.clear();
        anna.hear(bela, question);
        assertEquals(1, anna.sent.size());
    }

    @Test
    @DisplayName("SY-13 much is fetched in several answers, each of a few megabytes, asked for one after the other")
    void a_long_way_to_catch_up() {
        for (int i = 1; i <= 12; i++) anna.on(written(seal(annas, i, 900_000)));
        anna.meet(bela);
        Lab.talk(anna, bela);
        assertEquals(anna.machine.digest(), bela.machine.digest());
        assertEquals(12, bela.document.size());
        long answers = anna.sent.stream()
                .filter(m -> m instanceof WireMessage.Batches b && b.more())
                .count();
        assertEquals(2, answers);
    }

    private static Event written(SealedBatch sealed) {
        return new Event.Written(sealed, open(sealed));
    }

    @Test
    @DisplayName("SY-1 a run that only its last batch vouches for is passed on as a whole")
    void unsigned_inside_a_run() {
        var run = new ArrayList<SealedBatch>();
        var previous = Batch.NO_PREVIOUS;
        for (int i = 1; i <= 40; i++) {
            var chunks = List.of(change(annas.actor(), i, 20_000).encoded());
            var batch = new Batch(NOTEBOOK, CELLS, ROOT.grant(), filled(16, 1), i, i, previous, chunks);
            var sealed = BatchCodec.seal(batch, ANNA.keys());
            run.add(i == 40 ? sealed : unsigned(sealed));
            previous = run.getLast().hash();
        }
        bela.meet(anna);
        bela.hear(
                anna,
                new WireMessage.Batches(
                        CELLS, false, run.stream().map(SealedBatch::encoded).toList()));
        assertEquals(40, bela.stored.size());
        bela.meet(carl);
        Lab.talk(bela, carl);
        assertEqual(bela, carl);
    }

    @Test
    @DisplayName("SY-1 what is taken as a dependency is taken up to a batch that bears a signature")
    void unsigned_dependency() {
        var viewer = MembersTest.grant(ROOT.grant(), ANNA, Optional.of(CARLS), Samples.identity(4), Role.VIEW);
        for (var lab : List.of(anna, bela, carl)) lab.members.take(viewer.encoded());
        var nonce = 9;
        var actor = writer(Samples.identity(4), viewer, CELLS, nonce).actor();
        var change = change(actor, 1, 0);
        var first = unsigned(seal(viewer, nonce, 1, Batch.NO_PREVIOUS, change));
        var second = seal(viewer, nonce, 2, first.hash(), change(actor, 2, 0));
        var third = seal(viewer, nonce, 3, second.hash(), change(actor, 3, 0));
        var built = seal(belas, 1, 0, change.hash());
        anna.meet(bela);
        anna.hear(bela, batches(built));
        anna.hear(bela, batches(first, second, third));
        assertEquals(Set.of(first.hash(), second.hash(), built.hash()), anna.storedHashes());
        anna.meet(carl);
        Lab.talk(anna, carl);
        assertEqual(anna, carl);
        assertEquals(2, carl.document.size());
    }

    private static SealedBatch seal(
            SealedStatement grant, int nonce, long seq, org.anode.schema.BatchHash previous, ChangeChunk change) {
        var chunks = List.of(change.encoded());
        return BatchCodec.seal(
                new Batch(NOTEBOOK, CELLS, grant.grant(), filled(16, nonce), seq, seq, previous, chunks),
                Samples.identity(4).keys());
    }

    private static SealedBatch unsigned(SealedBatch sealed) {
        var encoded = sealed.encoded();
        var changed = Bytes.concat(encoded.slice(0, encoded.size() - 64), filled(64, 0));
        return ((Parsed.Ok<SealedBatch>) BatchCodec.decode(changed)).value();
    }

    @Test
    @DisplayName("SY-2 nobody writes another's ledger, and a batch by another's actor is bad input")
    void rights() {
        anna.meet(bela);
        var ledger = new DocumentName.Ledger(ROOT.grant(), LedgerStart.parse("1-abcdefgh"));
        anna.hear(bela, batches(seal(writer(BELA, BELAS, ledger, 4), 1, 0)));
        var foreign = change(annas.actor(), 1, 0).encoded();
        var squat = new Batch(NOTEBOOK, CELLS, BELAS.grant(), filled(16, 2), 1, 1, Batch.NO_PREVIOUS, List.of(foreign));
        anna.hear(bela, batches(BatchCodec.seal(squat, BELA.keys())));
        assertEquals(Set.of(), anna.storedHashes());
        assertEquals(List.of(new Notice.BadInput(bela.id(), "a change by another actor")), anna.notices);
    }

    @Test
    void a_peer_that_is_this_device_is_told_of() {
        var other = new PeerId(ANNA.device(), 2);
        var effects = anna.on(new Event.Connected(other));
        assertTrue(effects.contains(new Effect.Report(new Notice.SameDevice(other))));
    }

    @Test
    @DisplayName("SY-13 so many peers are served and no more")
    void peers_are_bounded() {
        for (int i = 0; i < 256; i++) anna.on(new Event.Connected(new PeerId(BELA.device(), i)));
        var one = new PeerId(BELA.device(), 256);
        assertEquals(List.of(new Effect.Report(new Notice.TooManyPeers(one))), anna.on(new Event.Connected(one)));
        anna.on(new Event.Gone(new PeerId(BELA.device(), 0)));
        assertInstanceOf(Effect.Send.class, anna.on(new Event.Connected(one)).getLast());
    }

    @Test
    @DisplayName("SY-14 whatever a peer sends, the machine goes on")
    void random_input() {
        anna.meet(bela);
        anna.write(annas, 1);
        var random = new Random(5);
        var seeds = List.of(WireCodec.encode(batches(seal(belas, 1, 0))), WireCodec.encode(anna.machine.digest()));
        IntStream.range(0, 3_000).forEach(i -> {
            var bytes = seeds.get(i % seeds.size()).toArray();
            for (int n = random.nextInt(4); n >= 0; n--) bytes[random.nextInt(bytes.length)] ^= (byte) random.nextInt();
            anna.on(new Event.Received(bela.id(), Heard.read(Bytes.wrap(bytes))));
            if (i % 32 == 0) anna.tick();
        });
        var good = seal(belas, 2, 0);
        assertInstanceOf(Effect.Send.class, anna.on(written(seal(annas, 2, 0))).getLast());
        anna.hear(bela, batches(good));
    }
}
