package org.anode.node.page;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.anode.node.Node;
import org.anode.node.NodeConfig;
import org.anode.node.ScriptedHome;
import org.anode.node.ScriptedKernels;
import org.anode.node.control.Token;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.anode.node.replicate.Members;
import org.anode.node.share.InviteLink;
import org.anode.node.share.InviteTerms;
import org.anode.node.share.InviteWish;
import org.anode.node.share.Invites;
import org.anode.node.share.JoinRequest;
import org.anode.node.share.JoinState;
import org.anode.node.share.Joining;
import org.anode.node.share.LanState;
import org.anode.node.share.MeetingPlaces;
import org.anode.node.share.Member;
import org.anode.node.share.OpenInvite;
import org.anode.node.share.Pairing;
import org.anode.node.share.Reach;
import org.anode.node.share.RelayState;
import org.anode.node.share.SharingEvent;
import org.anode.node.share.Synced;
import org.anode.node.share.TrustLevel;
import org.anode.node.store.MemoryStore;
import org.anode.node.store.Notebooks;
import org.anode.schema.NotebookId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What pages ask and hear about other people, over real sockets, where the test says what sharing and trust do. */
@Timeout(120)
final class PageSharingTest {
    private static final List<String> WORDS = List.of("oak", "elm", "ash", "fir");
    private static final String RELAY = "wss://relay.example";

    private final Node node = Node.open(NodeConfig.inMemory(new ScriptedKernels()));
    private final AskedSharing sharing = new AskedSharing(link());
    private final AskedTrust trust = new AskedTrust();
    private NotebookId notebook;
    private PageServer server;
    private String session;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        var home = ScriptedHome.of(node, sharing, trust);
        notebook = home.create(Optional.of("Trees"));
        server = PageServer.start(
                node, home, new PageSessions(folder.resolve(PageSessions.FILE)), Token.fresh(), PageServer.PORT_ANY);
        session = Tab.session(server.freshLink(Optional.empty()));
    }

    @AfterEach
    void stop() {
        server.close();
        node.close();
    }

    private static InviteLink link() {
        return link(NOTEBOOK);
    }

    private static InviteLink link(NotebookId to) {
        var invites = new Invites(new Notebooks(new MemoryStore()).log(to));
        var members = new Members(NOTEBOOK, ROOT);
        return invites.issue(
                        members,
                        ANNA.keys(),
                        "Anna’s laptop",
                        "Trees",
                        new MeetingPlaces(List.of(RELAY), List.of()),
                        InviteWish.USUAL,
                        1_800_000_000,
                        new Random(1))
                .link();
    }

    private Tab tab() {
        var tab = new Tab(server.port(), session, "one");
        tab.next("welcome");
        return tab;
    }

    private Tab open() {
        var tab = tab();
        tab.ask("open", "'notebook':'" + notebook + "'");
        tab.next("people");
        return tab;
    }

    private static Member member(boolean me, Role role, Set<Flag> flags) {
        var who = me ? ANNA : BELA;
        var path = me ? Optional.<Reach>empty() : Optional.of(Reach.LAN);
        return new Member(
                who.device(), me ? "Anna" : "Bela", role, flags, me, path, Optional.empty(), OptionalLong.empty());
    }

    private void people(Synced.State state, Member... members) {
        sharing.state = state;
        sharing.people.clear();
        sharing.people.addAll(List.of(members));
        sharing.tell(new SharingEvent.PeopleChanged(notebook));
    }

    private static String may(JsonNode told) {
        var may = told.path("may");
        return List.of("comment", "edit", "run", "admin").stream()
                .filter(right -> may.path(right).asBoolean())
                .toList()
                .toString();
    }

    @Test
    @DisplayName(
            "MB-6 a link is asked for with its terms; what is not said is as usual; links are listed and taken back")
    void links() {
        try (var tab = open()) {
            var made = tab.ask("share", "");
            assertEquals(link().text(), made.path("link").asString());
            assertEquals(InviteWish.USUAL, sharing.asked.getLast());
            var id = made.path("invite").asString();
            assertEquals(link().id().toString(), id);
            tab.ask("share", "'role':'view','run':true,'host':false,'expiresS':3600,'uses':3,'autoApprove':true");
            assertEquals(
                    new InviteWish(Role.VIEW, Set.of(Flag.RUN), Duration.ofHours(1), 3, true), sharing.asked.getLast());
            sharing.invites.add(new OpenInvite(
                    link().id(), new InviteTerms(Role.VIEW, Set.of(), 4_000_000_000L, 3), true, OptionalLong.of(1)));
            sharing.tell(new SharingEvent.RequestsChanged());
            var invite = tab.next(m -> Tab.is(m, "people") && m.path("invites").size() == 1)
                    .path("invites")
                    .get(0);
            assertEquals(id, invite.path("invite").asString());
            assertEquals("view", invite.path("role").asString());
            assertFalse(invite.path("host").asBoolean());
            assertEquals(3, invite.path("uses").asInt());
            assertEquals(1, invite.path("used").asInt());
            assertTrue(invite.path("autoApprove").asBoolean());
            assertTrue(invite.path("expiresS").asLong() > 1_000_000);
            tab.ask("revokeInvite", "'invite':'" + id + "'");
            assertEquals(link().id(), sharing.asked.getLast());
        }
    }

    private void relays(RelayState... states) {
        sharing.relays.clear();
        sharing.relays.addAll(List.of(states));
        sharing.tell(new SharingEvent.RelaysChanged());
    }

    private static RelayState relay(RelayState.State state, String why) {
        return new RelayState(RELAY, state, why);
    }

    private static void expectRelays(String expected, JsonNode in) {
        assertEquals(JsonMapper.shared().readTree(expected.replace('\'', '"')), in.path("relays"));
    }

    @Test
    @DisplayName("the page of a notebook is told how it stands with its relays, and when that changes")
    void relaysOfNotebook() {
        try (var tab = open()) {
            expectRelays("[]", tab.find(m -> Tab.is(m, "people")));
            relays(relay(RelayState.State.CONNECTED, ""));
            var connected =
                    tab.next(m -> Tab.is(m, "people") && !m.path("relays").isEmpty());
            expectRelays("[{'relay':'wss://relay.example','state':'connected'}]", connected);
            relays(relay(RelayState.State.AWAY, "it restarts"));
            var away = tab.next(
                    m -> Tab.is(m, "people") && m.path("relays").path(0).has("why"));
            expectRelays("[{'relay':'wss://relay.example','state':'away','why':'it restarts'}]", away);
        }
    }

    @Test
    @DisplayName(
            "MB-6 who makes a link is told where it works: at those of its relays that this node uses, and on the LAN")
    void linkWorks() {
        try (var tab = open()) {
            var alone = tab.ask("share", "");
            assertTrue(alone.path("lan").asBoolean());
            expectRelays("[]", alone);
            relays(
                    relay(RelayState.State.CONNECTING, ""),
                    new RelayState("wss://other.example", RelayState.State.CONNECTED, ""));
            sharing.lan = new LanState.Never();
            var elsewhere = tab.ask("share", "");
            assertFalse(elsewhere.path("lan").asBoolean(true));
            expectRelays("[{'relay':'wss://relay.example','state':'connecting'}]", elsewhere);
            sharing.lan = new LanState.Failed("There is no network.");
            assertFalse(tab.ask("share", "").path("lan").asBoolean(true));
        }
    }

    @Test
    @DisplayName("MB-6 home is told where a link is tried as long as it is, and when a relay of it goes or comes")
    void joinsAtRelays() {
        sharing.joins.add(new Joining(link(), new JoinState.Looking()));
        try (var tab = tab()) {
            tab.ask("home", "");
            var looking = tab.next("notebooks").path("joins").get(0);
            assertTrue(looking.path("lan").asBoolean());
            expectRelays("[]", looking);
            relays(relay(RelayState.State.AWAY, "it does not answer"));
            var away = tab.next(m -> Tab.is(m, "notebooks")
                    && !m.path("joins").path(0).path("relays").isEmpty());
            expectRelays(
                    "[{'relay':'wss://relay.example','state':'away','why':'it does not answer'}]",
                    away.path("joins").get(0));
            sharing.joins.set(0, new Joining(link(), new JoinState.Joined(NOTEBOOK)));
            sharing.tell(new SharingEvent.JoiningsChanged());
            tab.next(m -> Tab.is(m, "notebooks") && !m.path("joins").path(0).has("relays"));
        }
    }

    @Test
    @DisplayName("MB-6 a link to a notebook that is here is followed only if it gives more than this device has")
    void joinsAgain() {
        var asks = Tab.message("join", "'link':'" + link(notebook).text() + "'");
        try (var tab = tab()) {
            people(Synced.State.OFFLINE, member(true, Role.EDIT, Set.of(Flag.HOST)));
            assertEquals(
                    notebook.toString(), tab.ok(tab.send(asks)).path("notebook").asString());
            assertEquals(List.of(), sharing.asked);
            people(Synced.State.OFFLINE, member(true, Role.VIEW, Set.of(Flag.HOST)));
            assertTrue(tab.ok(tab.send(asks)).has("join"));
            people(Synced.State.OFFLINE, member(false, Role.ADMIN, Set.of()));
            assertTrue(tab.ok(tab.send(asks)).has("join"));
            assertEquals(List.of("join " + notebook, "join " + notebook), sharing.asked);
        }
    }

    @Test
    @DisplayName(
            "MB-6 who waits to be let in is told to every page, at once and when it changes, and answered from any")
    void requests() {
        var bela = new JoinRequest(
                "k7", notebook, BELA.device(), "Bela", WORDS, Role.EDIT, Set.of(Flag.HOST), false, 1_500);
        sharing.requests.add(bela);
        try (var tab = tab()) {
            var told = tab.next("requests").path("requests").get(0);
            assertEquals("k7", told.path("request").asString());
            assertEquals("Trees", told.path("title").asString());
            assertEquals(BELA.device().toString(), told.path("device").asString());
            assertEquals("[\"oak\",\"elm\",\"ash\",\"fir\"]", told.path("words").toString());
            assertEquals("edit", told.path("role").asString());
            assertTrue(told.path("host").asBoolean());
            assertFalse(told.path("mine").asBoolean());
            assertEquals(1_500, told.path("waitingMs").asLong());
            tab.ask("approve", "'request':'k7','role':'view'");
            assertEquals("approve k7 view", sharing.asked.getLast());
            tab.ask("approve", "'request':'k7'");
            assertEquals("approve k7", sharing.asked.getLast());
            var refused = tab.send(Tab.message("refuse", "'request':'k8'"));
            assertEquals("Nobody waits as k8.", tab.no(refused));
            sharing.requests.clear();
            sharing.tell(new SharingEvent.RequestsChanged());
            assertEquals(0, tab.next("requests").path("requests").size());
        }
    }

    @Test
    @DisplayName("roles are changed, devices removed, the notebook left, and devices trusted")
    void members() {
        var bela = BELA.device().toString();
        people(Synced.State.SAME, member(true, Role.ADMIN, Set.of(Flag.HOST)), member(false, Role.EDIT, Set.of()));
        try (var tab = open()) {
            tab.ask("role", "'device':'" + bela + "','role':'comment','run':true,'host':false");
            assertEquals("role " + bela + " comment [RUN]", sharing.asked.getLast());
            tab.ask("remove", "'device':'" + bela + "'");
            assertEquals("remove " + bela, sharing.asked.getLast());
            tab.ask("leave", "");
            assertEquals("leave " + notebook, sharing.asked.getLast());
            tab.ask("trust", "'device':'" + bela + "','level':'output'");
            var told = tab.next(m -> Tab.is(m, "people")
                    && m.path("people").get(1).path("trust").asString().equals("output"));
            assertEquals("edit", told.path("people").get(1).path("role").asString());
            assertFalse(told.path("people").get(1).path("host").asBoolean());
            assertTrue(told.path("people").get(0).path("host").asBoolean());
            assertEquals(TrustLevel.OUTPUT, trust.trust(BELA.device()));
        }
    }

    @Test
    @DisplayName("MB-3 admins are told of removed devices with late work here, and let it count; others are not told")
    void late() {
        var bela = BELA.device().toString();
        people(Synced.State.SAME, member(true, Role.ADMIN, Set.of(Flag.HOST)));
        try (var tab = open()) {
            assertEquals(0, tab.find(m -> Tab.is(m, "people")).path("late").size());
            sharing.late.put(BELA.device(), "Bela’s desk");
            sharing.tell(new SharingEvent.PeopleChanged(notebook));
            var told = tab.next(m -> Tab.is(m, "people") && !m.path("late").isEmpty())
                    .path("late")
                    .get(0);
            assertEquals(bela, told.path("device").asString());
            assertEquals("Bela’s desk", told.path("name").asString());
            assertTrue(told.path("colour").isIntegralNumber());
            tab.ask("accept", "'device':'" + bela + "'");
            assertEquals("accept " + bela, sharing.asked.getLast());
            tab.next(m -> Tab.is(m, "people") && m.path("late").isEmpty());
            sharing.late.put(BELA.device(), "Bela’s desk");
            people(Synced.State.SAME, member(true, Role.EDIT, Set.of(Flag.HOST)));
            var editor = tab.next(m -> Tab.is(m, "people") && may(m).equals("[comment, edit, run]"));
            assertFalse(editor.has("late"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ADMIN | HOST | [comment, edit, run, admin]",
                "EDIT | HOST | [comment, edit, run]",
                "EDIT | RUN | [comment, edit, run]",
                "COMMENT | HOST | [comment]",
                "VIEW | HOST | []"
            })
    @DisplayName("MB-5 a page is told what this device may do")
    void rights(Role role, Flag flag, String expected) {
        people(Synced.State.OFFLINE, member(true, role, Set.of(flag)));
        try (var tab = open()) {
            var told = tab.find(m -> Tab.is(m, "people"));
            assertEquals(expected, may(told));
            assertEquals(role == Role.ADMIN, told.has("invites"));
            assertFalse(told.has("why"));
        }
    }

    @Test
    @DisplayName("MB-7 a page is told that this device was removed; of a notebook nobody else has it may do everything")
    void removed() {
        try (var tab = open()) {
            assertEquals("[comment, edit, run, admin]", may(tab.find(m -> Tab.is(m, "people"))));
            people(Synced.State.OFFLINE, member(false, Role.ADMIN, Set.of()));
            var told = tab.next(m -> Tab.is(m, "people") && m.has("why"));
            assertEquals("[]", may(told));
            assertTrue(told.path("why").asString().contains("not a member of this notebook any more"));
        }
    }

    @Test
    @DisplayName("pairing: a link, the words on every page, and how it ended")
    void pairing() {
        try (var tab = tab()) {
            assertEquals("anode://pair/there", tab.ask("pair", "").path("link").asString());
            assertEquals(
                    "That is no link to pair with.",
                    tab.no(tab.send(Tab.message("takePair", "'link':'anode://pair/x'"))));
            tab.ask("takePair", "'link':'anode://pair/there'");
            assertEquals(0, tab.next("pairing").path("words").size());
            trust.pairingIs(new Pairing(Optional.of(BELA.device()), "Bela’s phone", WORDS, Optional.empty()));
            var told = tab.next("pairing");
            assertEquals("Bela’s phone", told.path("name").asString());
            assertEquals(BELA.device().toString(), told.path("device").asString());
            assertEquals(4, told.path("words").size());
            try (var other = tab()) {
                assertEquals(4, other.next("pairing").path("words").size());
            }
            tab.ask("confirmPair", "'same':true");
            assertEquals("Paired.", tab.next("pairing").path("ended").asString());
        }
    }

    @Test
    @DisplayName("paired devices are told at home and marked in notebooks, until somebody takes a pairing back")
    void unpaired() {
        var bela = BELA.device().toString();
        trust.pairedWith(BELA.device(), "Bela’s phone");
        people(Synced.State.SAME, member(true, Role.ADMIN, Set.of()), member(false, Role.EDIT, Set.of()));
        try (var home = new Tab(server.port(), session, "two");
                var tab = open()) {
            home.ask("home", "");
            var told = home.next("notebooks").path("paired").get(0);
            assertEquals(bela, told.path("device").asString());
            assertEquals("Bela’s phone", told.path("name").asString());
            assertTrue(tab.find(m -> Tab.is(m, "people"))
                    .path("people")
                    .get(1)
                    .path("mine")
                    .asBoolean());
            home.ask("unpair", "'device':'" + bela + "'");
            home.next(m -> Tab.is(m, "notebooks") && m.path("paired").isEmpty());
            tab.next(m ->
                    Tab.is(m, "people") && !m.path("people").get(1).path("mine").asBoolean());
            assertEquals(
                    "That computer is not paired with this one.",
                    home.no(home.send(Tab.message("unpair", "'device':'" + bela + "'"))));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "share | 'role':'owner'",
                "share | 'uses':-1",
                "role | 'device':'x','role':'view','run':false,'host':false",
                "trust | 'device':'x','level':'run'",
                "confirmPair | 'same':1",
                "accept | 'device':'x'",
                "unpair | 'device':''",
                "revokeInvite | 'invite':'x'"
            })
    @DisplayName("R12 what is malformed about sharing closes the socket")
    void malformed(String t, String fields) {
        try (var tab = open()) {
            tab.send(Tab.message(t, fields));
            assertEquals(4400, tab.awaitClose());
        }
    }
}
