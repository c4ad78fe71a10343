package org.anode.node.share;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.anode.node.identity.Cut;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Role;
import org.anode.node.identity.Statement;
import org.anode.node.replicate.Batch;
import org.anode.node.replicate.BatchCodec;
import org.anode.node.replicate.Samples;
import org.anode.node.replicate.SealedBatch;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;
import org.anode.schema.Parsed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class PleaTest {
    private final MemberLog log = new MemberLog();
    private GrantId former;
    private SealedBatch counted;
    private SealedBatch late;
    private SealedBatch later;

    @BeforeEach
    void demote() {
        former = log.letIn(ANNA, BELA, Role.EDIT, Flag.RUN, Flag.HOST);
        counted = batch(1, Batch.NO_PREVIOUS, BELA);
        late = batch(2, counted.hash(), BELA);
        later = batch(3, late.hash(), BELA);
        log.work.put(former, cut(counted));
        log.say(ANNA, by -> by.change(BELA.device(), Role.EDIT, Set.of(Flag.HOST), log.random));
    }

    private SealedBatch batch(long seq, BatchHash previous, Identity by) {
        var nonce = Samples.filled(16, 4);
        var batch = new Batch(
                NOTEBOOK, new DocumentName.Cells(), former, nonce, seq, seq, previous, List.of(Bytes.hex("0102")));
        return BatchCodec.seal(batch, by.keys());
    }

    private static Cut cut(SealedBatch last) {
        var tip = new Cut.Tip(last.batch().lastSeq(), last.hash());
        var tips = new TreeMap<String, SortedMap<ActorId, Cut.Tip>>();
        tips.put(last.batch().document().text(), new TreeMap<>(Map.of(last.actor(), tip)));
        return new Cut(tips, Statement.NO_PREVIOUS);
    }

    private static Plea plea(SealedBatch... batches) {
        return new Plea(List.of(batches).stream().map(SealedBatch::encoded).toList());
    }

    private Map<GrantId, Cut> granted(DeviceId by, SealedBatch... batches) {
        return plea(batches).granted(log.members, by, grant -> log.work.getOrDefault(grant, Cut.nothing()));
    }

    private Map<GrantId, Cut> granted(SealedBatch... batches) {
        return granted(BELA.device(), batches);
    }

    @Test
    @DisplayName("MB-3 a member's own late work is accepted once, as far as it is shown and goes on from what counts")
    void late() {
        assertEquals(Map.of(former, cut(later)), granted(late, later));
        assertEquals(Map.of(former, cut(late)), granted(late));
        assertEquals(Map.of(former, cut(late)), granted(counted, late), "what counts already does no harm");
        assertEquals(Map.of(), granted(later), "what it goes on from was not shown");
        assertEquals(Map.of(), granted(ANNA.device(), late), "of another device");
        log.say(ANNA, by -> by.acceptance(granted(late)));
        assertEquals(List.of(cut(late)), log.members.standing().admits(former));
        log.work.put(former, cut(late));
        assertEquals(Map.of(), granted(late), "once");
        assertEquals(Map.of(former, cut(later)), granted(late, later));
    }

    @Test
    @DisplayName("MB-3 R17 what is yet to be written, or is not the device's, is not accepted")
    void lies() {
        assertEquals(Map.of(), granted(batch(1_000_000, counted.hash(), BELA)), "room for a million more");
        assertEquals(Map.of(), granted(batch(2, counted.hash(), ANNA)), "signed by another");
        assertEquals(Map.of(), granted(batch(2, later.hash(), BELA)), "after what is nowhere");
        assertEquals(Map.of(), granted(batch(1, Batch.NO_PREVIOUS, BELA)), "another beginning");
        assertEquals(
                Map.of(),
                new Plea(List.of(Bytes.utf8("no batch"))).granted(log.members, BELA.device(), _ -> cut(counted)));
    }

    @Test
    @DisplayName("MB-3 late work is accepted in documents that the member may write still")
    void rights() {
        log.say(ANNA, by -> by.change(BELA.device(), Role.COMMENT, Set.of(), log.random));
        assertEquals(Map.of(), granted(late), "no right to the cells any more");
        log.say(ANNA, by -> by.removal(BELA.device()));
        assertEquals(Map.of(), granted(late), "no member any more");
    }

    @Test
    @DisplayName("SY-14 a plea has one form, and what has none is malformed")
    void codec() {
        var plea = plea(late, later);
        assertEquals(plea, Samples.ok(Plea.decode(plea.encoded())));
        for (int end = 0; end < plea.encoded().size(); end += 7)
            assertInstanceOf(Parsed.Malformed.class, Plea.decode(plea.encoded().slice(0, end)));
    }
}
