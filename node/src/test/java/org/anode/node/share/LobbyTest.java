package org.anode.node.share;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;
import static org.anode.node.replicate.Samples.filled;
import static org.anode.node.replicate.Samples.identity;
import static org.anode.node.share.Guests.LINK;
import static org.anode.node.share.Guests.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Role;
import org.anode.node.identity.RootStatement;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Sealing;
import org.anode.node.identity.Statement;
import org.anode.node.identity.StatementCodec;
import org.anode.node.replicate.Members;
import org.anode.node.replicate.PeerId;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class LobbyTest {
    private static final Identity CARL = identity(3);
    private static final PeerId ANNAS = new PeerId(ANNA.device(), 1);
    private static final PeerId BELAS = new PeerId(BELA.device(), 1);
    private static final int SEEDS = 50;

    @Test
    @DisplayName("MB-6 who has the link gets a grant, the members log and the room's secret")
    void joins() {
        var world = new LobbyWorld(LINK, 1);
        var bela = world.guest(BELA);
        assertEquals(new JoinState.Asked(), bela.machine.state());
        world.deliver();
        assertEquals(new JoinState.Joined(NOTEBOOK), bela.machine.state());
        var got = bela.membership.orElseThrow();
        assertEquals(LobbyWorld.SECRET, got.secret());
        assertEquals(world.log.statements(), got.statements());
        var grant = world.members().grant(got.grant()).orElseThrow();
        assertEquals(BELA.keys().publicKey(), grant.deviceKey());
        assertEquals(BELA.keys().agreementKey(), grant.agreementKey());
        assertEquals(BELA.person(), grant.person());
        assertEquals(Role.EDIT, grant.role());
        assertEquals(Set.of(Flag.RUN, Flag.HOST), grant.flags());
        assertEquals(List.of(), world.badInput);
    }

    @Test
    @DisplayName("MB-6 lost, doubled and reordered messages, crashes and restarts: all get in, each with one grant")
    void everything_goes_wrong() {
        long crashes = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            var world = new LobbyWorld(LINK, seed);
            world.troublePercent = 30;
            world.crashPercent = 20;
            for (int i = 2; i < 7; i++) world.guest(identity(i));
            for (int second = 0; second < 600 && world.letIn() < 5; second++) {
                if (second < 20 && world.random.nextInt(10) == 0)
                    world.guests.get(world.random.nextInt(5)).restart();
                if (second < 20 && world.random.nextInt(10) == 0) world.restartHost();
                world.second();
            }
            crashes += world.crashes;
            assertEquals(5, world.letIn(), "seed " + seed);
            assertEquals(6, world.members().size(), "seed " + seed);
            for (var guest : world.guests)
                assertEquals(
                        1, world.members().grantsOf(guest.identity.device()).size(), "seed " + seed);
        }
        assertTrue(crashes > SEEDS);
    }

    @Test
    @DisplayName("MB-6 a link for one lets in one, however many ask at the same moment and whoever dies meanwhile")
    void uses_are_counted() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var world = new LobbyWorld(Guests.link(Guests.once(), 5), seed);
            world.troublePercent = 20;
            world.crashPercent = 20;
            for (int i = 2; i < 5; i++) world.guest(identity(i));
            for (int second = 0; second < 400; second++) world.second();
            assertEquals(1, world.letIn(), "seed " + seed);
            assertEquals(2, world.members().size(), "seed " + seed);
            for (var guest : world.guests) {
                if (guest.membership.isPresent()) continue;
                var why = assertInstanceOf(JoinState.Failed.class, guest.machine.state())
                        .why();
                assertTrue(why.contains("as many as it was made for"), why);
            }
        }
    }

    @Test
    @DisplayName("MB-6 a lost answer is given again and uses up nothing, also after the link ran out")
    void lost_answers_are_harmless() {
        var world = new LobbyWorld(Guests.link(Guests.once(), 5), 1);
        var bela = world.guest(BELA);
        world.deliver();
        var first = bela.membership.orElseThrow();
        world.nowSeconds += 100;
        bela.membership = Optional.empty();
        bela.restart();
        world.deliver();
        assertEquals(first, bela.membership.orElseThrow());
        assertEquals(2, world.members().size());
    }

    @Test
    @DisplayName("MB-6 a link that ran out lets nobody in, by the issuer's clock")
    void expired() {
        var world = new LobbyWorld(LINK, 1);
        world.nowSeconds = LINK.terms().expiresAtSeconds() - 1;
        var bela = world.guest(BELA);
        world.deliver();
        assertTrue(bela.membership.isPresent());
        world.nowSeconds++;
        var carl = world.guest(CARL);
        world.deliver();
        assertEquals(
                new JoinState.Failed("The link to “Trees” ran out; ask “Anna’s laptop” for a new one."),
                carl.machine.state());
        assertEquals(2, world.members().size());
    }

    @Test
    @DisplayName("MB-6 an issuer who is no admin lets nobody in")
    void only_admins() {
        var members = new Members(NOTEBOOK, ROOT);
        var granted = grant(Optional.empty(), BELA, Role.EDIT, 1);
        members.take(granted.encoded());
        var invite = Invite.fresh(NOTEBOOK, granted.grant(), LINK.terms(), LINK.joinSecret(), true);
        var house = new LobbyHost.House(invite, members, LobbyWorld.SECRET);
        var host = new LobbyHost(BELA.keys(), _ -> false, new Random(1));
        var carls = new PeerId(CARL.device(), 1);
        host.on(new LobbyEvent.Connected(carls, CARL.keys().publicKey()), house, 0, NOW);
        var asked = LobbyCodec.encode(Guests.request(CARL, "Carl"));
        var effects = host.on(new LobbyEvent.Received(carls, asked), house, 0, NOW);
        var refused = LobbyCodec.encode(new LobbyMessage.Refused(LobbyMessage.Why.UNKNOWN));
        assertEquals(List.of(new LobbyHost.Effect.Send(carls, refused)), effects);
    }

    @Test
    @DisplayName("MB-6 a stranger who has the link and answers in the issuer's place is not believed")
    void strangers_are_ignored() {
        var guest = guest();
        var carls = new PeerId(CARL.device(), 1);
        assertEquals(
                List.of(), guest.on(new LobbyEvent.Connected(carls, CARL.keys().publicKey()), 0));
        assertEquals(new JoinState.Looking(), guest.state());
        var welcome = LobbyCodec.encode(welcome(belasGrant()));
        assertEquals(List.of(), guest.on(new LobbyEvent.Received(carls, welcome), 0));
        guest.on(new LobbyEvent.Connected(ANNAS, ANNA.keys().publicKey()), 0);
        assertEquals(List.of(), guest.on(new LobbyEvent.Received(carls, welcome), 0));
        var refused = LobbyCodec.encode(new LobbyMessage.Refused(LobbyMessage.Why.EXPIRED));
        assertEquals(List.of(), guest.on(new LobbyEvent.Received(carls, refused), 0));
        assertEquals(new JoinState.Asked(), guest.state());
        assertInstanceOf(
                LobbyGuest.Effect.Joined.class,
                guest.on(new LobbyEvent.Received(ANNAS, welcome), 0).getFirst());
    }

    @Test
    @DisplayName("MB-6 a welcome with any byte changed lets nobody in")
    void every_byte_of_a_welcome_counts() {
        var encoded = LobbyCodec.encode(welcome(belasGrant()));
        for (int at = 0; at < encoded.size(); at++) {
            var bytes = encoded.toArray();
            bytes[at] ^= 1;
            var guest = guest();
            guest.on(new LobbyEvent.Connected(ANNAS, ANNA.keys().publicKey()), 0);
            for (var effect : guest.on(new LobbyEvent.Received(ANNAS, Bytes.wrap(bytes)), 0))
                assertFalse(effect instanceof LobbyGuest.Effect.Joined, "byte " + at);
        }
    }

    @Test
    @DisplayName(
            "MB-6 a welcome that does not hold lets nobody in: other notebook, forged grant, no grant, other secret")
    void welcomes_are_checked() {
        var other = RootStatement.create(ANNA, filled(Statement.SALT_BYTES, 1));
        var good = welcome(belasGrant());
        var byCarl = StatementCodec.seal(belasGrant().statement(), CARL.keys());
        assertNoWelcome(new LobbyMessage.Welcome(other.notebook(), good.statements(), 1, good.sealed()));
        assertNoWelcome(new LobbyMessage.Welcome(NOTEBOOK, List.of(other.encoded()), 1, good.sealed()));
        assertNoWelcome(new LobbyMessage.Welcome(NOTEBOOK, List.of(), 1, good.sealed()));
        assertNoWelcome(new LobbyMessage.Welcome(NOTEBOOK, List.of(ROOT.encoded()), 1, good.sealed()));
        assertNoWelcome(
                new LobbyMessage.Welcome(NOTEBOOK, List.of(ROOT.encoded(), byCarl.encoded()), 1, good.sealed()));
        assertNoWelcome(new LobbyMessage.Welcome(
                NOTEBOOK,
                List.of(
                        ROOT.encoded(),
                        grant(Optional.empty(), CARL, Role.EDIT, 1).encoded()),
                1,
                good.sealed()));
        assertNoWelcome(new LobbyMessage.Welcome(NOTEBOOK, good.statements(), 2, good.sealed()));
        assertNoWelcome(new LobbyMessage.Welcome(NOTEBOOK, good.statements(), 1, filled(80, 1)));
    }

    @Test
    @DisplayName("MB-6 who waits asks again, less and less often, as long as they wait")
    void asks_again() {
        var guest = guest();
        var sent = new ArrayList<Long>();
        if (!guest.on(new LobbyEvent.Connected(ANNAS, ANNA.keys().publicKey()), 0)
                .isEmpty()) sent.add(0L);
        for (long ms = 500; ms <= 200_000; ms += 500)
            if (!guest.on(new LobbyEvent.Tick(), ms).isEmpty()) sent.add(ms);
        assertEquals(
                List.of(0L, 2_000L, 6_000L, 14_000L, 30_000L, 60_000L, 90_000L, 120_000L, 150_000L, 180_000L), sent);
        assertEquals(
                List.of(new LobbyGuest.Effect.Changed(new JoinState.Looking())),
                guest.on(new LobbyEvent.Gone(ANNAS), 200_000));
        assertEquals(List.of(), guest.on(new LobbyEvent.Tick(), 300_000));
    }

    @Test
    @DisplayName("MB-6 what is no request is counted and changes nothing")
    void hosts_take_requests_only() {
        var world = new LobbyWorld(LINK, 1);
        var host = new LobbyHost(ANNA.keys(), _ -> false, world.random);
        var house = new LobbyHost.House(Guests.open(LINK), world.members(), LobbyWorld.SECRET);
        host.on(new LobbyEvent.Connected(BELAS, BELA.keys().publicKey()), house, 0, NOW);
        var notMine = new LobbyMessage.Request(BELA.person(), "Bela", filled(32, 0), filled(32, 7), Optional.empty());
        for (var message : List.of(
                LobbyCodec.encode(notMine),
                LobbyCodec.encode(new LobbyMessage.Refused(LobbyMessage.Why.FULL)),
                filled(9, 9))) {
            host.on(new LobbyEvent.Gone(BELAS), house, 0, NOW);
            host.on(new LobbyEvent.Connected(BELAS, BELA.keys().publicKey()), house, 0, NOW);
            assertInstanceOf(
                    LobbyHost.Effect.BadInput.class,
                    host.on(new LobbyEvent.Received(BELAS, message), house, 0, NOW)
                            .getFirst());
        }
    }

    @Test
    @DisplayName("R10 nobody gets an answer more often than it is good for us")
    void answers_are_rationed() {
        var world = new LobbyWorld(LINK, 1);
        var host = new LobbyHost(ANNA.keys(), _ -> false, world.random);
        var house = new LobbyHost.House(Guests.open(LINK), world.members(), LobbyWorld.SECRET);
        host.on(new LobbyEvent.Connected(BELAS, BELA.keys().publicKey()), house, 0, NOW);
        var asked = new LobbyEvent.Received(BELAS, LobbyCodec.encode(request()));
        assertEquals(2, host.on(asked, house, 0, NOW).size());
        assertEquals(List.of(), host.on(asked, house, LobbyHost.ANSWER_EVERY_MS_MIN - 1, NOW));
        assertTrue(!host.on(asked, house, LobbyHost.ANSWER_EVERY_MS_MIN, NOW).isEmpty());
        var unknown = new LobbyEvent.Received(new PeerId(BELA.device(), 2), asked.message());
        assertEquals(List.of(), host.on(unknown, house, 0, NOW));
    }

    @Test
    @DisplayName("MB-6 a members log of 10 000 statements fits in a welcome, and one more joins nobody")
    void large_logs_fit() {
        var world = new LobbyWorld(LINK, 1);
        var statements = new ArrayList<Bytes>();
        var last = Optional.<SealedStatement>empty();
        for (int i = 2; i < Members.STATEMENTS_MAX; i++) {
            var next = grant(last, ANNA, Role.VIEW, i);
            statements.add(next.encoded());
            last = Optional.of(next);
        }
        world.members().takeAll(statements);
        statements.forEach(s -> world.store.write(List.of(world.log.appendStatement(s))));
        var bela = world.guest(BELA);
        world.deliver();
        assertEquals(
                Members.STATEMENTS_MAX,
                bela.membership.orElseThrow().statements().size());
        var carl = world.guest(CARL);
        world.deliver();
        assertInstanceOf(JoinState.Failed.class, carl.machine.state());
    }

    @Test
    @DisplayName("MB-6 of a log that does not fit a joiner gets what its own grant needs")
    void very_large_logs_are_cut() {
        var world = new LobbyWorld(LINK, 1);
        var admin = grant(Optional.empty(), CARL, Role.ADMIN, 1);
        world.members().take(admin.encoded());
        var last = Optional.<SealedStatement>empty();
        var recipient = new Statement.Recipient(BELA.device(), filled(80, 1));
        for (int i = 1; i <= 8; i++) {
            var body =
                    new Statement.Epoch(i, filled(32, i), List.of(), java.util.Collections.nCopies(6_000, recipient));
            var next = StatementCodec.seal(
                    new Statement(
                            Optional.of(admin.grant()),
                            i,
                            last.map(SealedStatement::hash).orElse(Statement.NO_PREVIOUS),
                            body),
                    CARL.keys());
            assertInstanceOf(Members.Taken.New.class, world.members().take(next.encoded()));
            last = Optional.of(next);
        }
        var bela = world.guest(BELA);
        world.deliver();
        assertEquals(3, bela.membership.orElseThrow().statements().size());
    }

    private static LobbyMessage.Request request() {
        return Guests.request(BELA, "Bela");
    }

    private static LobbyGuest guest() {
        return new LobbyGuest(LINK, BELA, "Bela", Optional.empty(), new Random(1));
    }

    /** Anna's next grant after {@code last}. */
    private static SealedStatement grant(Optional<SealedStatement> last, Identity to, Role role, int salt) {
        var body = new Statement.Grant(
                to.keys().publicKey(), to.keys().agreementKey(), to.person(), role, Set.of(), filled(16, salt));
        var statement = new Statement(
                Optional.of(ROOT.grant()),
                last.map(l -> l.statement().seq()).orElse(0L) + 1,
                last.map(SealedStatement::hash).orElse(Statement.NO_PREVIOUS),
                body);
        return StatementCodec.seal(statement, ANNA.keys());
    }

    private static SealedStatement belasGrant() {
        return grant(Optional.empty(), BELA, Role.EDIT, 1);
    }

    private static LobbyMessage.Welcome welcome(SealedStatement granted) {
        var purpose = SealedSecret.purpose(NOTEBOOK, 1, BELA.device());
        var sealed = Sealing.seal(BELA.keys().agreementKey(), filled(32, 4), purpose, filled(32, 8));
        if (!(sealed instanceof Parsed.Ok<Bytes>(var bytes))) throw new AssertionError(sealed);
        return new LobbyMessage.Welcome(NOTEBOOK, List.of(ROOT.encoded(), granted.encoded()), 1, bytes);
    }

    private static void assertNoWelcome(LobbyMessage.Welcome welcome) {
        var guest = guest();
        guest.on(new LobbyEvent.Connected(ANNAS, ANNA.keys().publicKey()), 0);
        var message = LobbyCodec.encode(welcome);
        guest.on(new LobbyEvent.Received(ANNAS, message), 0);
        assertInstanceOf(JoinState.Failed.class, guest.state());
    }
}
