package org.anode.node.share;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.filled;
import static org.anode.node.replicate.Samples.identity;
import static org.anode.node.share.Guests.LINK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.anode.node.identity.Cut;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Identity;
import org.anode.node.identity.PersonId;
import org.anode.node.identity.Role;
import org.anode.node.identity.Statement;
import org.anode.node.identity.Voucher;
import org.anode.node.replicate.PeerId;
import org.anode.schema.Bytes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Links with which somebody is asked. */
final class ApprovalTest {
    private static final Identity CARL = identity(3);
    private static final int SEEDS = 50;

    private final LobbyWorld world = new LobbyWorld(LINK, Guests.asking(LINK), 1);

    private void approve(LobbyWorld.Guest guest, Optional<Role> role) {
        world.toHost(new LobbyEvent.Approved(guest.identity.device(), role));
        world.deliver();
    }

    private Statement.Grant grant(LobbyWorld.Guest guest) {
        return world.members().strongest(guest.identity.device());
    }

    private static String why(LobbyWorld.Guest guest) {
        return guest.machine.state() instanceof JoinState.Failed(var why) ? why : "";
    }

    @Test
    @DisplayName("MB-6 who asks waits and gets nothing; both sides show the same four words; once approved it is in")
    void approved() {
        var bela = world.guest(BELA);
        world.deliver();
        assertEquals(4, bela.words().size());
        var waiting = world.waiting().getFirst();
        assertEquals(bela.words(), waiting.words());
        assertEquals(BELA.device(), waiting.device());
        assertEquals(BELA.deviceName(), waiting.name());
        assertEquals(1, world.members().size());
        approve(bela, Optional.empty());
        assertEquals(new JoinState.Joined(NOTEBOOK), bela.machine.state());
        assertEquals(Role.EDIT, grant(bela).role());
        assertEquals(Set.of(Flag.RUN, Flag.HOST), grant(bela).flags());
        assertEquals(List.of(), world.waiting());
        assertEquals(List.of(), world.badInput);
    }

    @Test
    @DisplayName("MB-6 lost, doubled and reordered messages and restarts: in the end both sides show the same words")
    void words_agree_whatever_is_lost() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var troubled = new LobbyWorld(LINK, Guests.asking(LINK), seed);
            troubled.troublePercent = 30;
            for (int i = 2; i < 5; i++) troubled.guest(identity(i));
            for (int second = 0; second < 60; second++) {
                if (troubled.random.nextInt(20) == 0)
                    troubled.guests.get(troubled.random.nextInt(3)).restart();
                if (troubled.random.nextInt(20) == 0) troubled.restartHost();
                troubled.second();
            }
            troubled.troublePercent = 0;
            for (int second = 0; second < 120; second++) troubled.second();
            var shown = new HashSet<List<String>>();
            for (var waiting : troubled.waiting()) shown.add(waiting.words());
            for (var guest : troubled.guests)
                assertTrue(guest.words().size() == 4 && shown.contains(guest.words()), "seed " + seed);
            assertEquals(3, troubled.waiting().size(), "seed " + seed);
        }
    }

    @Test
    @DisplayName("MB-6 a restart on either side begins another exchange: fresh nonces, other words on both")
    void restarts_give_other_words() {
        var bela = world.guest(BELA);
        world.deliver();
        var first = bela.words();
        world.nowMs += 5_000;
        bela.restart();
        world.deliver();
        var second = bela.words();
        assertNotEquals(first, second);
        assertEquals(second, world.waiting().getFirst().words());
        world.restartHost();
        world.deliver();
        assertNotEquals(second, bela.words());
        assertEquals(bela.words(), world.waiting().getFirst().words());
        assertEquals(1, world.waiting().size());
    }

    @Test
    @DisplayName(
            "MB-6 a host that answers one commitment with another nonce is shown no secret for it, and has one try a question")
    void second_answers_begin_anew() {
        var random = new Random(1);
        var guest = new LobbyGuest(LINK, BELA, "Bela", Optional.empty(), random);
        var annas = new PeerId(ANNA.device(), 1);
        guest.on(new LobbyEvent.Connected(annas, ANNA.keys().publicKey()), 0);
        var first = LobbyCodec.encode(new LobbyMessage.Wait(filled(32, 1)));
        var other = LobbyCodec.encode(new LobbyMessage.Wait(filled(32, 2)));
        assertEquals(2, guest.on(new LobbyEvent.Received(annas, first), 0).size());
        assertEquals(1, guest.on(new LobbyEvent.Received(annas, first), 0).size(), "revealed again, as it may be lost");
        var before = guest.state();
        assertEquals(
                List.of(new LobbyGuest.Effect.Changed(new JoinState.Asked())),
                guest.on(new LobbyEvent.Received(annas, other), 0));
        assertTrue(
                guest.on(new LobbyEvent.Tick(), LobbyGuest.ASK_AGAIN_MS).getFirst() instanceof LobbyGuest.Effect.Send);
        guest.on(new LobbyEvent.Received(annas, first), 0);
        assertNotEquals(before, guest.state());
    }

    @Test
    @DisplayName(
            "MB-6 a nonce that the asker did not commit itself to gives no words; another commitment another nonce")
    void commitments_hold() {
        var host = new LobbyHost(ANNA.keys(), _ -> false, new Random(1));
        var house = new LobbyHost.House(Guests.asking(LINK), world.members(), LobbyWorld.SECRET);
        var belas = new PeerId(BELA.device(), 1);
        host.on(new LobbyEvent.Connected(belas, BELA.keys().publicKey()), house, 0, Guests.NOW);
        var asked = received(belas, Guests.request(BELA, "Bela"));
        var answer = host.on(asked, house, 0, Guests.NOW);
        assertEquals(
                List.of(new LobbyHost.Effect.BadInput(belas, "not what it committed itself to")),
                host.on(received(belas, new LobbyMessage.Reveal(filled(32, 1))), house, 0, Guests.NOW));
        assertEquals(List.of(), host.waiting().getFirst().words());
        var request = Guests.request(BELA, "Bela");
        var another = new LobbyMessage.Request(
                request.person(), "Bela", request.agreementKey(), filled(32, 8), Optional.empty());
        assertEquals(answer, host.on(asked, house, 2_000, Guests.NOW), "the same question, the same answer");
        var second = host.on(received(belas, another), house, 4_000, Guests.NOW);
        assertEquals(1, second.size());
        assertNotEquals(answer, second);
    }

    private static LobbyEvent received(PeerId from, LobbyMessage message) {
        return new LobbyEvent.Received(from, LobbyCodec.encode(message));
    }

    @Test
    @DisplayName("MB-6 somebody may be let in with less or more than the link says; who lost that answer gets it again")
    void other_roles() {
        var bela = world.guest(BELA);
        var carl = world.guest(CARL);
        world.deliver();
        approve(bela, Optional.of(Role.VIEW));
        approve(carl, Optional.of(Role.ADMIN));
        assertEquals(Role.VIEW, grant(bela).role());
        assertEquals(Set.of(), grant(bela).flags());
        assertEquals(Role.ADMIN, grant(carl).role());
        assertEquals(Set.of(Flag.RUN, Flag.HOST), grant(carl).flags());
        bela.membership = Optional.empty();
        bela.restart();
        world.deliver();
        assertTrue(bela.membership.isPresent());
        assertEquals(3, world.members().size());
    }

    @Test
    @DisplayName("MB-5 who comes with a link to look and is let in to edit may be asked to run, and run nothing here")
    void raised_from_view() {
        var link = Guests.link(new InviteTerms(Role.VIEW, Set.of(), Guests.NOW + 60, 0), 5);
        var viewers = new LobbyWorld(link, Guests.asking(link), 1);
        var bela = viewers.guest(BELA);
        viewers.deliver();
        viewers.toHost(new LobbyEvent.Approved(BELA.device(), Optional.of(Role.EDIT)));
        viewers.deliver();
        assertTrue(bela.membership.isPresent());
        assertEquals(
                Set.of(Flag.HOST), viewers.members().strongest(BELA.device()).flags());
    }

    @Test
    @DisplayName("MB-6 who was refused hears it in one sentence and is not asked about again with that link")
    void refused() {
        var bela = world.guest(BELA);
        world.deliver();
        world.toHost(new LobbyEvent.Refused(BELA.device()));
        world.deliver();
        assertEquals("“Anna’s laptop” did not let this computer in.", why(bela));
        world.restartHost();
        bela.restart();
        world.deliver();
        assertEquals("“Anna’s laptop” did not let this computer in.", why(bela));
        assertEquals(List.of(), world.waiting());
        var carl = world.guest(CARL);
        world.deliver();
        assertEquals(4, carl.words().size());
    }

    @Test
    @DisplayName("MB-6 a link that was taken back says so to who waits and who comes later")
    void revoked() {
        var bela = world.guest(BELA);
        world.deliver();
        world.toHost(new LobbyEvent.Revoked());
        world.deliver();
        var carl = world.guest(CARL);
        world.deliver();
        var sentence = "The link to “Trees” was taken back; ask “Anna’s laptop” for a new one.";
        assertEquals(sentence, why(bela));
        assertEquals(sentence, why(carl));
        assertEquals(1, world.members().size());
    }

    @Test
    @DisplayName("MB-6 who waits when the link runs out is told then, and can not be approved any more")
    void runs_out_meanwhile() {
        var bela = world.guest(BELA);
        world.deliver();
        world.nowSeconds = LINK.terms().expiresAtSeconds();
        approve(bela, Optional.empty());
        assertEquals(List.of("The link it came with ran out; make a new one and send it that."), world.notLetIn);
        world.second();
        assertEquals("The link to “Trees” ran out; ask “Anna’s laptop” for a new one.", why(bela));
        assertEquals(List.of(), world.waiting());
        assertEquals(1, world.members().size());
    }

    @Test
    @DisplayName("MB-6 of two who wait with a link for one, one is let in and the other is told at once")
    void one_use() {
        var link = Guests.link(Guests.once(), 5);
        var once = new LobbyWorld(link, Guests.asking(link), 1);
        var bela = once.guest(BELA);
        var carl = once.guest(CARL);
        once.deliver();
        once.toHost(new LobbyEvent.Approved(CARL.device(), Optional.empty()));
        once.deliver();
        assertTrue(carl.membership.isPresent());
        assertTrue(why(bela).contains("as many as it was made for"), why(bela));
        once.toHost(new LobbyEvent.Approved(BELA.device(), Optional.empty()));
        assertEquals(List.of(LobbyHost.NOT_WAITING), once.notLetIn);
        assertEquals(2, once.members().size());
    }

    @Test
    @DisplayName("MB-6 another device of who owns this node is let in at once, and of nobody else")
    void own_devices() {
        world.annas.add(BELA.device());
        var bela = world.guest(BELA);
        var carl = world.guest(CARL);
        world.deliver();
        assertTrue(bela.membership.isPresent());
        assertEquals(Optional.empty(), carl.membership);
    }

    @Test
    @DisplayName("MB-6 who was removed is asked about again, also with a link that asks nobody and on the own device")
    void removed() {
        var open = new LobbyWorld(LINK, 1);
        var bela = open.guest(BELA);
        open.deliver();
        var first = bela.membership.orElseThrow().grant();
        open.state(new Statement.Revoke(first, Cut.nothing()));
        open.annas.add(BELA.device());
        bela.membership = Optional.empty();
        bela.restart();
        open.deliver();
        assertEquals(Optional.empty(), bela.membership);
        assertEquals(bela.words(), open.waiting().getFirst().words());
        open.toHost(new LobbyEvent.Approved(BELA.device(), Optional.empty()));
        open.deliver();
        assertNotEquals(first, bela.membership.orElseThrow().grant());
    }

    @Test
    @DisplayName("MB-6 whose role was lowered does not get the former one back with the link it came with")
    void lowered() {
        var open = new LobbyWorld(LINK, 1);
        var bela = open.guest(BELA);
        open.deliver();
        var first = bela.membership.orElseThrow().grant();
        var granted = open.members().grant(first).orElseThrow();
        open.state(new Statement.Grant(
                granted.deviceKey(),
                granted.agreementKey(),
                granted.person(),
                Role.VIEW,
                Set.of(),
                filled(Statement.SALT_BYTES, 1)));
        open.state(new Statement.Revoke(first, Cut.nothing()));
        bela.membership = Optional.empty();
        bela.restart();
        open.deliver();
        assertTrue(bela.membership.isPresent());
        assertEquals(Role.VIEW, open.members().strongest(BELA.device()).role());
    }

    @Test
    @DisplayName("SY-13 no more wait than anybody looks through, and who is gone for ten minutes waits no more")
    void bounds() {
        for (int i = 0; i < WaitingRoom.MAX + 1; i++) world.guest(identity(2 + i));
        world.deliver();
        assertEquals(WaitingRoom.MAX, world.waiting().size());
        var first = world.guests.getFirst();
        assertEquals(first.identity.device(), world.waiting().getFirst().device());
        world.toHost(new LobbyEvent.Gone(first.id));
        world.nowMs += WaitingRoom.KEPT_MS - 1;
        world.toHost(new LobbyEvent.Tick());
        assertEquals(WaitingRoom.MAX, world.waiting().size());
        world.nowMs++;
        world.toHost(new LobbyEvent.Tick());
        assertEquals(WaitingRoom.MAX - 1, world.waiting().size());
    }

    @Test
    @DisplayName(
            "MB-6 nobody becomes a member's second device by saying so; who a device of that person vouches for does")
    void persons() {
        var bela = world.guest(BELA);
        world.deliver();
        approve(bela, Optional.empty());
        var liar = claiming(4);
        var vouched = claiming(5);
        var stranger = claiming(6);
        var first = world.guest(liar);
        var second = world.guest(vouched, Optional.of(voucher(BELA, vouched)));
        var third = world.guest(stranger, Optional.of(voucher(CARL, stranger)));
        world.deliver();
        for (var guest : List.of(first, second, third)) approve(guest, Optional.empty());
        assertEquals(new PersonId(device(liar)), grant(first).person());
        assertEquals(BELA.person(), grant(second).person());
        assertEquals(new PersonId(device(stranger)), grant(third).person());
    }

    private static Identity claiming(int seed) {
        return new Identity(identity(seed).keys(), BELA.person(), "Bela’s phone");
    }

    private static Voucher voucher(Identity by, Identity other) {
        return Voucher.by(by.keys(), BELA.person(), other.keys().publicKey());
    }

    private static Bytes device(Identity identity) {
        return identity.device().value().slice(0, PersonId.SIZE_BYTES);
    }

    @Test
    @DisplayName("MB-6 requests are named by eight characters, others for each link and device")
    void ids() {
        var id = JoinRequest.id(LINK.id(), BELA.device());
        assertTrue(id.matches("[a-z2-7]{8}"), id);
        assertNotEquals(id, JoinRequest.id(LINK.id(), CARL.device()));
        assertNotEquals(id, JoinRequest.id(new InviteId(filled(16, 1)), BELA.device()));
    }
}
