package org.anode.node.share;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;
import static org.anode.node.replicate.Samples.filled;
import static org.anode.node.share.Guests.NOW;
import static org.anode.node.share.Guests.PLACES;
import static org.anode.node.share.Guests.TERMS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.anode.node.Refusal;
import org.anode.node.identity.DeviceKeys;
import org.anode.node.replicate.Members;
import org.anode.node.store.MemoryStore;
import org.anode.node.store.Notebooks;
import org.anode.schema.Bytes;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class InvitesTest {
    private static final long DAY = Duration.ofDays(1).toSeconds();

    private final MemoryStore store = new MemoryStore();
    private final Members members = new Members(NOTEBOOK, ROOT);
    private final Random random = new Random(1);

    private Invites invites() {
        return new Invites(new Notebooks(store).log(NOTEBOOK));
    }

    private Invites.Issued issue(DeviceKeys keys, InviteTerms terms) {
        return invites().issue(members, keys, "Anna’s laptop", "Trees", PLACES, terms, NOW, random);
    }

    @Test
    @DisplayName("MB-6 an invite is there after a restart, with what it still may do")
    void survives() {
        var issued = issue(ANNA.keys(), Guests.once());
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
    @DisplayName("MB-6 by default a link gives edit, run and host to any number of devices for seven days")
    void usual_terms() {
        var invite = issue(ANNA.keys(), TERMS).invite();
        assertEquals(invite, invite.usedBy(BELA.device()));
        assertTrue(invite.isOpen(NOW + 7 * DAY - 1));
        assertTrue(!invite.isOpen(NOW + 7 * DAY));
    }

    @Test
    @DisplayName("MB-6 who opens a link late is told so for another week, then it is forgotten")
    void forgotten() {
        store.write(List.of(issue(ANNA.keys(), TERMS).keep()));
        assertEquals(List.of(), invites().open(NOW + 8 * DAY));
        assertEquals(1, invites().answering(NOW + 8 * DAY).size());
        assertEquals(List.of(), invites().tidy(NOW + 8 * DAY));
        assertEquals(List.of(), invites().answering(NOW + 14 * DAY));
        store.write(invites().tidy(NOW + 14 * DAY));
        assertEquals(List.of(), invites().answering(NOW));
    }

    @Test
    @DisplayName("MB-6 only who made the notebook can invite, and others hear why")
    void not_allowed() {
        var refusal = assertThrows(Refusal.class, () -> issue(BELA.keys(), TERMS));
        assertEquals(
                "Only the device that made this notebook can invite others to it; ask there for a link.",
                refusal.getMessage());
    }

    @Test
    void every_link_has_a_secret_of_its_own_and_there_is_a_bound() {
        assertNotEquals(
                issue(ANNA.keys(), TERMS).link().id(),
                issue(ANNA.keys(), TERMS).link().id());
        for (int i = 0; i < Invites.OPEN_MAX; i++)
            store.write(List.of(issue(ANNA.keys(), TERMS).keep()));
        assertThrows(Refusal.class, () -> issue(ANNA.keys(), TERMS));
    }

    @Test
    void invites_of_other_notebooks_are_not_seen() {
        store.write(List.of(issue(ANNA.keys(), TERMS).keep()));
        var other = new Notebooks(store).log(new NotebookId(filled(32, 1)));
        assertEquals(List.of(), new Invites(other).open(NOW));
    }

    @Test
    @DisplayName("SY-14 a kept invite that can not be read lets nobody in")
    void damaged() {
        var log = new Notebooks(store).log(NOTEBOOK);
        var encoded = InviteCodec.encode(issue(ANNA.keys(), TERMS).invite());
        for (int length = 0; length < encoded.size(); length++)
            assertInstanceOf(Parsed.Malformed.class, InviteCodec.decode(NOTEBOOK, encoded.slice(0, length)));
        store.write(List.of(log.putSecret("invite/damaged", Bytes.utf8("nonsense"))));
        assertEquals(List.of(), invites().open(NOW));
    }
}
