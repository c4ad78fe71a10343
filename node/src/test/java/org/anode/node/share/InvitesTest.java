package org.anode.node.share;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;
import static org.anode.node.replicate.Samples.filled;
import static org.anode.node.share.Guests.NOW;
import static org.anode.node.share.Guests.PLACES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.anode.node.Refusal;
import org.anode.node.identity.DeviceKeys;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.anode.node.replicate.Members;
import org.anode.node.store.MemoryStore;
import org.anode.node.store.Notebooks;
import org.anode.schema.Bytes;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class InvitesTest {
    private static final InviteWish ONCE = new InviteWish(Role.EDIT, Set.of(Flag.HOST), Duration.ofMinutes(1), 1, true);
    private static final long DAY = Duration.ofDays(1).toSeconds();

    private final MemoryStore store = new MemoryStore();
    private final Members members = new Members(NOTEBOOK, ROOT);
    private final Random random = new Random(1);

    private Invites invites() {
        return new Invites(new Notebooks(store).log(NOTEBOOK));
    }

    private Invites.Issued issue(DeviceKeys keys, InviteWish wish) {
        return invites().issue(members, keys, "Anna’s laptop", "Trees", PLACES, wish, NOW, random);
    }

    @Test
    @DisplayName("MB-6 an invite is there after a restart, with what it still may do")
    void survives() {
        var issued = issue(ANNA.keys(), ONCE);
        assertEquals(List.of(), invites().open(NOW));
        store.write(List.of(issued.keep()));
        assertEquals(List.of(issued.invite()), invites().open(NOW));
        assertEquals(
                new Parsed.Ok<>(issued.link()), InviteLink.parse(issued.link().text()));
        assertEquals(issued.link().id(), issued.invite().id());
        var used = issued.invite().usedBy(BELA.device());
        assertEquals(used, used.usedBy(BELA.device()));
        store.write(List.of(invites().keep(used)));
        assertEquals(List.of(), invites().open(NOW));
        assertEquals(List.of(used), invites().answering(NOW));
    }

    @Test
    @DisplayName(
            "MB-6 by default a link gives edit and host to any number of devices for seven days, once somebody said so")
    void usual_terms() {
        var invite = issue(ANNA.keys(), InviteWish.USUAL).invite();
        assertTrue(!invite.autoApprove());
        assertEquals(Role.EDIT, invite.terms().role());
        assertEquals(Set.of(Flag.HOST), invite.terms().flags());
        assertTrue(invite.usedBy(BELA.device()).isOpen(NOW));
        assertTrue(invite.isOpen(NOW + 7 * DAY - 1));
        assertTrue(!invite.isOpen(NOW + 7 * DAY));
    }

    @Test
    @DisplayName("MB-6 who opens a link late is told so for another week, then it is forgotten")
    void forgotten() {
        store.write(List.of(issue(ANNA.keys(), InviteWish.USUAL).keep()));
        assertEquals(List.of(), invites().open(NOW + 8 * DAY));
        assertEquals(1, invites().answering(NOW + 8 * DAY).size());
        assertEquals(List.of(), invites().tidy(NOW + 8 * DAY));
        assertEquals(List.of(), invites().answering(NOW + 14 * DAY));
        store.write(invites().tidy(NOW + 14 * DAY));
        assertEquals(List.of(), invites().answering(NOW));
    }

    @Test
    @DisplayName("MB-6 only an admin can invite, and others hear why")
    void not_allowed() {
        var refusal = assertThrows(Refusal.class, () -> issue(BELA.keys(), InviteWish.USUAL));
        assertEquals(
                "Only an admin of this notebook can invite others to it; ask one for a link.", refusal.getMessage());
    }

    @Test
    void every_link_has_a_secret_of_its_own_and_there_is_a_bound() {
        assertNotEquals(
                issue(ANNA.keys(), InviteWish.USUAL).link().id(),
                issue(ANNA.keys(), InviteWish.USUAL).link().id());
        for (int i = 0; i < Invites.OPEN_MAX; i++)
            store.write(List.of(issue(ANNA.keys(), InviteWish.USUAL).keep()));
        assertThrows(Refusal.class, () -> issue(ANNA.keys(), InviteWish.USUAL));
    }

    @Test
    void invites_of_other_notebooks_are_not_seen() {
        store.write(List.of(issue(ANNA.keys(), InviteWish.USUAL).keep()));
        var other = new Notebooks(store).log(new NotebookId(filled(32, 1)));
        assertEquals(List.of(), new Invites(other).open(NOW));
    }

    @Test
    @DisplayName("SY-14 a kept invite that can not be read lets nobody in")
    void damaged() {
        var log = new Notebooks(store).log(NOTEBOOK);
        var encoded = InviteCodec.encode(issue(ANNA.keys(), InviteWish.USUAL).invite());
        for (int length = 0; length < encoded.size(); length++)
            assertInstanceOf(Parsed.Malformed.class, InviteCodec.decode(NOTEBOOK, encoded.slice(0, length)));
        store.write(List.of(log.putSecret("invite/damaged", Bytes.utf8("nonsense"))));
        assertEquals(List.of(), invites().open(NOW));
    }

    @Test
    @DisplayName("MB-6 an invite that was taken back lets nobody in, and says so for a week")
    void revoked() {
        var revoked = issue(ANNA.keys(), InviteWish.USUAL).invite().revoked(NOW + 5);
        assertEquals(revoked, revoked.revoked(NOW + 9));
        store.write(List.of(invites().keep(revoked)));
        assertEquals(List.of(), invites().open(NOW + 6));
        assertEquals(List.of(revoked), invites().answering(NOW + 6 * DAY));
        assertEquals(List.of(), invites().answering(NOW + 5 + 7 * DAY));
    }

    @Test
    @DisplayName("MB-6 what no link can give is refused: longer than a year, for nobody, running without editing")
    void impossible() {
        for (var wish : List.of(
                new InviteWish(Role.EDIT, Set.of(), Duration.ofDays(366), 0, false),
                new InviteWish(Role.EDIT, Set.of(), Duration.ZERO, 0, false),
                new InviteWish(Role.EDIT, Set.of(), Duration.ofDays(1), -1, false),
                new InviteWish(Role.EDIT, Set.of(), Duration.ofDays(1), 1_001, false),
                new InviteWish(Role.VIEW, Set.of(Flag.HOST), Duration.ofDays(1), 0, false)))
            assertThrows(Refusal.class, () -> issue(ANNA.keys(), wish));
    }

    @Test
    void links_that_ended_lately_have_a_bound_too() {
        for (int i = 0; i < Invites.ANSWERING_MAX; i++) {
            var invite = issue(ANNA.keys(), InviteWish.USUAL).invite().revoked(NOW);
            store.write(List.of(invites().keep(invite)));
        }
        assertThrows(Refusal.class, () -> issue(ANNA.keys(), InviteWish.USUAL));
    }

    @Test
    @DisplayName("MB-6 the bytes of a kept invite never change, and those of version 1 ask nobody")
    void golden() {
        var terms = new InviteTerms(Role.EDIT, Set.of(Flag.HOST), 10, 3);
        var letIn = List.of(BELA.device());
        var kept = new Invite(
                NOTEBOOK, ROOT.grant(), terms, filled(32, 5), false, OptionalLong.of(9), letIn, List.of(ANNA.device()));
        var common = "5820" + ROOT.grant().value().toHex() + "02020a03" + "5820" + "05".repeat(32) + "815820"
                + BELA.device().value().toHex();
        assertEquals(
                "8b02" + common + "008109" + "815820" + ANNA.device().value().toHex(),
                InviteCodec.encode(kept).toHex());
        assertEquals(new Parsed.Ok<>(kept), InviteCodec.decode(NOTEBOOK, InviteCodec.encode(kept)));
        var first =
                new Invite(NOTEBOOK, ROOT.grant(), terms, filled(32, 5), true, OptionalLong.empty(), letIn, List.of());
        assertEquals(new Parsed.Ok<>(first), InviteCodec.decode(NOTEBOOK, Bytes.hex("8801" + common)));
    }
}
