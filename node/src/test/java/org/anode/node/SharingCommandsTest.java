package org.anode.node;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.anode.node.control.Command;
import org.anode.node.identity.DeviceName;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Formers;
import org.anode.node.identity.Role;
import org.anode.node.page.AskedSharing;
import org.anode.node.replicate.Members;
import org.anode.node.share.InviteId;
import org.anode.node.share.InviteLink;
import org.anode.node.share.InviteTerms;
import org.anode.node.share.InviteWish;
import org.anode.node.share.Invites;
import org.anode.node.share.JoinRequest;
import org.anode.node.share.JoinState;
import org.anode.node.share.LanState;
import org.anode.node.share.MeetingPlaces;
import org.anode.node.share.Member;
import org.anode.node.share.OpenInvite;
import org.anode.node.share.PeerNode;
import org.anode.node.share.Reach;
import org.anode.node.share.RelayState;
import org.anode.node.share.TrustLevel;
import org.anode.node.store.MemoryStore;
import org.anode.node.store.Notebooks;
import org.anode.schema.Bytes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
final class SharingCommandsTest {
    private static final Duration LONG = Duration.ofSeconds(50);

    private final ScriptedSharing sharing = new ScriptedSharing();
    private final SharingCommands commands = new SharingCommands(
            sharing, _ -> "Trees", device -> device.equals(ANNA.device()) ? TrustLevel.RUN : TrustLevel.OUTPUT);
    private final List<String> said = new ArrayList<>();

    private static String link() {
        return link(List.of()).text();
    }

    private static InviteLink link(List<String> relays) {
        var invites = new Invites(new Notebooks(new MemoryStore()).log(NOTEBOOK));
        var members = new Members(NOTEBOOK, ROOT);
        return invites.issue(
                        members,
                        ANNA.keys(),
                        "Anna’s laptop",
                        "Trees",
                        new MeetingPlaces(relays, List.of()),
                        InviteWish.USUAL,
                        1_800_000_000,
                        new Random(1))
                .link();
    }

    @Test
    @DisplayName("join tells how it goes on and gives the notebook's id once it is stored")
    void joins() {
        sharing.states.addAll(List.of(
                new JoinState.Looking(),
                new JoinState.Looking(),
                new JoinState.Asked(),
                new JoinState.Joined(NOTEBOOK)));
        var result = commands.join(link(), Optional.of(LONG), said::add);
        assertEquals(NOTEBOOK.toString(), result.path("id").asString());
        assertEquals(
                List.of(
                        "Looking for “Anna’s laptop” …",
                        "Asked “Anna’s laptop” to let this computer in …",
                        "Joined “Trees”."),
                said);
        assertEquals(List.of(), sharing.watchers, "nobody watches any more");
    }

    @Test
    @DisplayName("MB-6 join shows the words to compare while somebody is asked, and says for whom it waited in vain")
    void waits() {
        sharing.states.addAll(
                List.of(new JoinState.Asked(), new JoinState.Waiting(List.of("oak", "elm", "fir", "ash"))));
        var refusal =
                assertThrows(Refusal.class, () -> commands.join(link(), Optional.of(Duration.ofSeconds(2)), said::add));
        assertEquals(
                List.of(
                        "Asked “Anna’s laptop” to let this computer in …",
                        "Waiting for somebody at “Anna’s laptop” to let this computer in; the words there should be:"
                                + " oak elm fir ash."),
                said);
        assertEquals(
                "Not joined “Trees” yet: nobody at “Anna’s laptop” has let this computer in. This node goes on trying.",
                refusal.sentence());
    }

    @Test
    @DisplayName("share asks for exactly the terms that were typed")
    void terms() {
        var typed = new Command.Share("n", Role.VIEW, Set.of(), 1_800, 3, true);
        assertThrows(Refusal.class, () -> commands.share(NOTEBOOK, typed));
        assertEquals(List.of(new InviteWish(Role.VIEW, Set.of(), Duration.ofMinutes(30), 3, true)), sharing.wishes);
    }

    @Test
    @DisplayName("share says where and until when the link works")
    void shares() {
        var link = link(List.of("wss://one.example", "wss://two.example"));
        var asked = new AskedSharing(link);
        asked.relays.add(new RelayState("wss://two.example", RelayState.State.CONNECTED, ""));
        asked.lan = new LanState.Never();
        var shared = new SharingCommands(asked, _ -> "Trees", _ -> TrustLevel.KNOWN)
                .share(NOTEBOOK, new Command.Share("n", Role.EDIT, Set.of(), 1_800, 0, false));
        assertJson("""
                {"id":"%s","link":"%s","expiresAtSeconds":%d,"lan":false,"relays":["wss://two.example"]}
                """.formatted(NOTEBOOK, link.text(), link.terms().expiresAtSeconds()), shared.toString());
    }

    @Test
    @DisplayName("requests and links are listed, and decided about by id")
    void requests() {
        sharing.requests.add(new JoinRequest(
                "abcdefgh",
                NOTEBOOK,
                BELA.device(),
                "Bela",
                List.of("oak", "elm", "fir", "ash"),
                Role.EDIT,
                Set.of(Flag.HOST),
                false,
                7));
        assertJson("""
                [{"id":"abcdefgh","notebook":"%s","title":"Trees","device":"%s","name":"Bela","role":"edit",
                  "flags":["host"],"words":["oak","elm","fir","ash"],"mine":false,"waitingMs":7}]
                """.formatted(NOTEBOOK, BELA.device()), commands.requests().toString());
        commands.approve("abcdefgh", Optional.of(Role.VIEW));
        commands.refuse("abcdefgh");
        assertEquals(List.of("approve abcdefgh as view", "refuse abcdefgh"), sharing.decided);
    }

    @Test
    @DisplayName("revoke takes back a link or takes out a device, by a beginning of the id that only one has")
    void revoke() {
        var invite = new InviteId(Bytes.wrap(new byte[InviteId.SIZE_BYTES]));
        sharing.invites.add(
                new OpenInvite(invite, new InviteTerms(Role.VIEW, Set.of(), 10, 3), true, OptionalLong.of(1)));
        sharing.people.add(new Member(
                BELA.device(),
                "Bela",
                Role.EDIT,
                Set.of(Flag.HOST),
                false,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty()));
        assertJson("""
                [{"id":"%s","role":"view","flags":[],"expiresAtSeconds":10,"autoApprove":true,"uses":3,"used":1}]
                """.formatted(invite), commands.invites(NOTEBOOK).toString());
        commands.revoke(NOTEBOOK, invite.toString().substring(0, 6));
        commands.revoke(NOTEBOOK, BELA.device().toString().substring(0, 6));
        commands.setRole(NOTEBOOK, BELA.device().toString(), Role.ADMIN, Set.of(Flag.RUN));
        commands.leave(NOTEBOOK);
        assertEquals(
                List.of("revoke " + invite, "remove " + BELA.device(), "role " + BELA.device() + " admin 1", "leave"),
                sharing.decided);
        assertThrows(Refusal.class, () -> commands.revoke(NOTEBOOK, ""));
        assertThrows(Refusal.class, () -> commands.revoke(NOTEBOOK, "zzz"));
        assertThrows(Refusal.class, () -> commands.setRole(NOTEBOOK, invite.toString(), Role.VIEW, Set.of()));
    }

    @Test
    @DisplayName("join without a limit waits; a link used before is answered at once")
    void joinsAgain() {
        sharing.states.add(new JoinState.Joined(NOTEBOOK));
        assertEquals(
                NOTEBOOK.toString(),
                commands.join(link(), Optional.empty(), said::add).path("id").asString());
    }

    @Test
    @DisplayName("join gives up in time with what to do, and says that the node goes on")
    void givesUp() {
        sharing.states.add(new JoinState.Looking());
        var refusal =
                assertThrows(Refusal.class, () -> commands.join(link(), Optional.of(Duration.ofMillis(50)), said::add));
        assertEquals(
                "Not joined “Trees” yet: “Anna’s laptop” was not found; it has to be switched on, with Anode running,"
                        + " in the same network. This node goes on trying.",
                refusal.sentence());
        assertEquals(List.of(), sharing.watchers);
    }

    @Test
    @DisplayName("join gives up with where it looked: at which relay of the link, and why that one can not be used now")
    void givesUpAtRelays() {
        var wanted =
                "Not joined “Trees” yet: “Anna’s laptop” was not found; it has to be switched on, with Anode running,";
        var goesOn = ". This node goes on trying.";
        assertEquals(
                wanted + " in the same network or connected to the relay wss://one.example or wss://two.example"
                        + goesOn,
                notFoundAt(RelayState.State.CONNECTED, ""));
        sharing.lan = new LanState.Never();
        assertEquals(
                wanted + " connected to the relay wss://one.example or wss://two.example. This computer can not use"
                        + " the relay wss://two.example now: it does not answer" + goesOn,
                notFoundAt(RelayState.State.AWAY, "it does not answer"));
        sharing.relays.clear();
        sharing.states.add(new JoinState.Looking());
        assertEquals(wanted + " in the same network" + goesOn, notFound());
    }

    private String notFoundAt(RelayState.State state, String why) {
        sharing.states.add(new JoinState.Looking());
        sharing.relays.clear();
        sharing.relays.add(new RelayState("wss://one.example", RelayState.State.CONNECTED, ""));
        sharing.relays.add(new RelayState("wss://two.example", state, why));
        sharing.relays.add(new RelayState("wss://of.another.notebook", RelayState.State.AWAY, "it restarts"));
        return notFound();
    }

    private String notFound() {
        var link = link(List.of("wss://one.example", "wss://two.example")).text();
        return assertThrows(Refusal.class, () -> commands.join(link, Optional.of(Duration.ofMillis(50)), said::add))
                .sentence();
    }

    @Test
    @DisplayName("a link that is refused, damaged or given up is one sentence")
    void fails() {
        sharing.states.addAll(List.of(new JoinState.Asked(), new JoinState.Failed("It ran out.")));
        assertEquals("It ran out.", refusal(link()));
        assertTrue(refusal(link().replace("#", "#A")).contains("altered"));
        assertTrue(refusal("https://example.org").contains("not an Anode link"));
    }

    private String refusal(String link) {
        return assertThrows(Refusal.class, () -> commands.join(link, Optional.of(LONG), said::add))
                .sentence();
    }

    @Test
    @DisplayName("people are listed with role, flags, trust, path and when they were seen")
    void people() {
        sharing.people.add(new Member(
                ANNA.device(),
                "Anna",
                Role.ADMIN,
                Set.of(Flag.RUN, Flag.HOST),
                true,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty()));
        sharing.people.add(new Member(
                BELA.device(),
                "Bela",
                Role.EDIT,
                Set.of(Flag.HOST),
                false,
                Optional.of(Reach.LAN),
                Optional.of(true),
                OptionalLong.of(7)));
        assertJson(
                """
                [{"id":"%s","name":"Anna","me":true,"role":"admin","flags":["run","host"],"trust":"run","here":true},
                 {"id":"%s","name":"Bela","me":false,"role":"edit","flags":["host"],"trust":"output","here":true,"path":"lan",
                  "same":true,"lastSeenAgoMs":7}]""".formatted(ANNA.device(), BELA.device()),
                commands.people(NOTEBOOK).toString());
    }

    @Test
    @DisplayName("peers lists those that can be reached")
    void peers() {
        sharing.peers.add(
                new PeerNode(NOTEBOOK, BELA.device(), "Bela", Reach.LAN, Optional.of(false), OptionalLong.of(3), 40));
        assertJson("""
                [{"id":"%s","name":"Bela","notebook":"%s","title":"Trees","path":"lan","same":false,"behind":3,
                  "heardAgoMs":40}]""".formatted(BELA.device(), NOTEBOOK), commands.peers().toString());
    }

    @Test
    void connect_takes_addresses_and_names_that_lead_to_one() {
        commands.connect("127.0.0.1", 7800);
        assertEquals(List.of(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 7800)), sharing.connected);
        assertThrows(Refusal.class, () -> commands.connect("no-such-computer.invalid", 7800));
    }

    @Test
    @DisplayName("a node opened for a command shares nothing, and knows who takes part")
    void withoutChannel() {
        var store = new MemoryStore();
        store.write(new Notebooks(store).create(NOTEBOOK, ROOT.encoded()));
        var alone = new NoChannel(new Notebooks(store), new Writers(ANNA, Formers.NONE), DeviceName.of(ANNA));
        assertThrows(Refusal.class, () -> alone.invite(NOTEBOOK, InviteWish.USUAL));
        assertThrows(Refusal.class, () -> alone.approve("abcdefgh", Optional.empty()));
        assertEquals(List.of(), alone.requests());
        assertEquals(List.of(), alone.invites(NOTEBOOK));
        var people = alone.people(NOTEBOOK);
        assertEquals(1, people.size());
        assertEquals("device 1", people.getFirst().name());
        assertEquals(Role.ADMIN, people.getFirst().role());
        assertTrue(people.getFirst().me());
    }

    private static void assertJson(String expected, String actual) {
        var json = JsonMapper.shared();
        assertEquals(json.readTree(expected), json.readTree(actual));
    }
}
