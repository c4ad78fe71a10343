package org.anode.node.replicate;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.anode.node.replicate.Samples.CELLS;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;
import static org.anode.node.replicate.Samples.filled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Role;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Statement;
import org.anode.node.identity.StatementCodec;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;
import org.anode.schema.LedgerStart;
import org.anode.schema.SessionId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class MembersTest {
    private static final Identity CARL = Samples.identity(3);

    private final Members members = new Members(NOTEBOOK, ROOT);

    /** A grant by the holder of {@code issuer}, who is {@code by}, after {@code previous}. */
    static SealedStatement grant(
            GrantId issuer, Identity by, Optional<SealedStatement> previous, Identity to, Role role) {
        var body = new Statement.Grant(
                to.keys().publicKey(),
                to.keys().agreementKey(),
                to.person(),
                role,
                Set.of(Flag.RUN, Flag.HOST),
                filled(Statement.SALT_BYTES, 6));
        long seq = previous.map(before -> before.statement().seq() + 1).orElse(1L);
        var hash = previous.map(SealedStatement::hash).orElse(Statement.NO_PREVIOUS);
        return StatementCodec.seal(new Statement(Optional.of(issuer), seq, hash, body), by.keys());
    }

    private static SealedStatement byRoot(Optional<SealedStatement> previous, Identity to, Role role) {
        return grant(ROOT.grant(), ANNA, previous, to, role);
    }

    private void take(SealedStatement statement) {
        assertInstanceOf(Members.Taken.New.class, members.take(statement.encoded()));
    }

    private boolean mayWrite(SealedStatement grant, DocumentName document) {
        return members.admits(new Header(
                document,
                grant.grant(),
                new ActorId(filled(16, 1)),
                1,
                1,
                Batch.NO_PREVIOUS,
                new BatchHash(filled(32, 1))));
    }

    @Test
    @DisplayName("MB-1 a grant by the root makes a device a member")
    void a_grant_counts() {
        assertTrue(members.isLive(ANNA.device()));
        assertFalse(members.isLive(BELA.device()));
        var bela = byRoot(Optional.empty(), BELA, Role.EDIT);
        take(bela);
        assertTrue(members.isLive(BELA.device()));
        assertEquals(Optional.of(BELA.keys().publicKey()), members.deviceKey(bela.grant()));
        assertEquals(List.of(bela.grant()), members.grantsOf(BELA.device()));
    }

    @Test
    @DisplayName("MB-5 each role writes its documents and no others")
    void rights_of_roles() {
        var edit = byRoot(Optional.empty(), BELA, Role.EDIT);
        var view = byRoot(Optional.of(edit), CARL, Role.VIEW);
        take(edit);
        take(view);
        var start = LedgerStart.parse("1-abcdefgh");
        assertTrue(mayWrite(edit, CELLS));
        assertTrue(mayWrite(edit, new DocumentName.Comments()));
        assertTrue(mayWrite(edit, new DocumentName.Outputs(new SessionId("s"))));
        assertTrue(mayWrite(edit, new DocumentName.Ledger(edit.grant(), start)));
        assertFalse(mayWrite(edit, new DocumentName.Ledger(ROOT.grant(), start)));
        assertFalse(mayWrite(view, CELLS));
        assertFalse(mayWrite(view, new DocumentName.Comments()));
        assertFalse(mayWrite(view, new DocumentName.Ledger(view.grant(), start)));
    }

    @Test
    @DisplayName("MB-2 only admins state anything, each with its own key and in its own chain")
    void what_is_no_statement() {
        var bela = byRoot(Optional.empty(), BELA, Role.EDIT);
        var byBela = grant(bela.grant(), BELA, Optional.empty(), CARL, Role.ADMIN);
        assertEquals(new Members.Taken.Unplaced(), members.take(byBela.encoded()));
        take(bela);
        assertInstanceOf(Members.Taken.Malformed.class, members.take(byBela.encoded()));
        var forged = grant(ROOT.grant(), BELA, Optional.of(bela), CARL, Role.ADMIN);
        assertInstanceOf(Members.Taken.Malformed.class, members.take(forged.encoded()));
        var next = byRoot(Optional.of(bela), CARL, Role.EDIT);
        var afterNext = byRoot(Optional.of(next), CARL, Role.VIEW);
        assertEquals(new Members.Taken.Unplaced(), members.take(afterNext.encoded()));
        assertEquals(new Members.Taken.Known(), members.take(bela.encoded()));
        assertInstanceOf(Members.Taken.Malformed.class, members.take(Bytes.EMPTY));
    }

    @Test
    @DisplayName("MB-2 an admin who contradicts itself: the branch with the lower hash counts, in any order of arrival")
    void a_fork_of_the_log() {
        var admin = byRoot(Optional.empty(), BELA, Role.ADMIN);
        var one = grant(admin.grant(), BELA, Optional.empty(), CARL, Role.EDIT);
        var other = grant(admin.grant(), BELA, Optional.empty(), CARL, Role.VIEW);
        var afterOne = grant(admin.grant(), BELA, Optional.of(one), CARL, Role.COMMENT);
        var all = new ArrayList<>(List.of(admin, one, other, afterOne));
        boolean oneCounts = one.hash().compareTo(other.hash()) < 0;
        var random = new Random(3);
        for (int round = 0; round < 30; round++) {
            Collections.shuffle(all, random);
            var log = new Members(NOTEBOOK, ROOT);
            for (int pass = 0; pass < all.size(); pass++) all.forEach(statement -> log.take(statement.encoded()));
            assertEquals(5, log.size());
            assertEquals(oneCounts, log.isValid(one.grant()));
            assertEquals(oneCounts, log.isValid(afterOne.grant()));
            assertEquals(!oneCounts, log.isValid(other.grant()));
        }
    }

    @Test
    @DisplayName("SY-7 equal logs have equal digests, and the tips of one show what the other lacks")
    void tips_show_what_is_lacking() {
        var bela = byRoot(Optional.empty(), BELA, Role.ADMIN);
        var carl = byRoot(Optional.of(bela), CARL, Role.EDIT);
        var byBela = grant(bela.grant(), BELA, Optional.empty(), CARL, Role.VIEW);
        var other = new Members(NOTEBOOK, ROOT);
        other.take(bela.encoded());
        for (var statement : List.of(bela, carl, byBela)) take(statement);
        assertEquals(List.of(carl.encoded(), byBela.encoded()), members.lacking(other.tips()));
        assertEquals(List.of(), other.lacking(members.tips()));
        members.lacking(other.tips()).forEach(other::take);
        assertEquals(members.digest(), other.digest());
        assertEquals(List.of(), members.lacking(other.tips()));
    }

    @Test
    @DisplayName("MB-2 many statements at once count as one after the other, whatever is among them")
    void taken_at_once() {
        var bela = byRoot(Optional.empty(), BELA, Role.ADMIN);
        var carl = grant(bela.grant(), BELA, Optional.empty(), CARL, Role.VIEW);
        var taken =
                members.takeAll(List.of(carl.encoded(), bela.encoded(), Bytes.EMPTY, carl.encoded(), bela.encoded()));
        assertInstanceOf(Members.Taken.Unplaced.class, taken.get(0));
        assertEquals(new Members.Taken.New(bela), taken.get(1));
        assertInstanceOf(Members.Taken.Malformed.class, taken.get(2));
        assertEquals(new Members.Taken.New(carl), taken.get(3));
        assertInstanceOf(Members.Taken.Known.class, taken.get(4));
        assertTrue(members.isLive(CARL.device()));
        assertEquals(
                List.of(ANNA.device(), BELA.device(), CARL.device()).stream()
                        .sorted()
                        .toList(),
                members.devices());
        assertTrue(members.isAdmin(bela.grant()));
        assertFalse(members.isAdmin(carl.grant()));
        var one = new Members(NOTEBOOK, ROOT);
        for (var statement : List.of(bela, carl)) one.take(statement.encoded());
        assertEquals(one.digest(), members.digest());
        assertEquals(one.statements(), members.statements());
    }

    @Test
    @DisplayName("MB-1 what leads to a grant is its chain and those of its issuers, the root first, and is enough")
    void leading_to_a_grant() {
        var bela = byRoot(Optional.empty(), BELA, Role.ADMIN);
        var noise = byRoot(Optional.of(bela), CARL, Role.VIEW);
        var first = grant(bela.grant(), BELA, Optional.empty(), CARL, Role.VIEW);
        var second = grant(bela.grant(), BELA, Optional.of(first), CARL, Role.EDIT);
        for (var statement : List.of(bela, noise, first, second)) take(statement);
        var needed = members.leadingTo(second.hash());
        assertEquals(List.of(ROOT.encoded(), bela.encoded(), first.encoded(), second.encoded()), needed);
        var reader = new Members(NOTEBOOK, ROOT);
        reader.takeAll(needed);
        assertTrue(reader.isValid(second.grant()));
        assertEquals(Role.EDIT, members.strongest(CARL.device()).role());
    }

    @Test
    @DisplayName("SY-5 each of two logs with a branch the other lacks gives its own")
    void branches_travel() {
        var admin = byRoot(Optional.empty(), BELA, Role.ADMIN);
        var one = grant(admin.grant(), BELA, Optional.empty(), CARL, Role.EDIT);
        var other = grant(admin.grant(), BELA, Optional.empty(), CARL, Role.VIEW);
        var there = new Members(NOTEBOOK, ROOT);
        for (var log : List.of(members, there)) log.take(admin.encoded());
        take(one);
        there.take(other.encoded());
        assertEquals(List.of(one.encoded()), members.lacking(there.tips()));
        assertEquals(List.of(other.encoded()), there.lacking(members.tips()));
    }
}
