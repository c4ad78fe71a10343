package org.anode.node.page;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.anode.node.Node;
import org.anode.node.NodeConfig;
import org.anode.node.Replies;
import org.anode.node.ScriptedHome;
import org.anode.node.ScriptedKernels;
import org.anode.node.control.Command;
import org.anode.node.control.Token;
import org.anode.node.host.Offer;
import org.anode.node.host.RunPolicy;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.anode.node.replicate.Members;
import org.anode.node.share.InviteLink;
import org.anode.node.share.InviteWish;
import org.anode.node.share.Invites;
import org.anode.node.share.MeetingPlaces;
import org.anode.node.share.Member;
import org.anode.node.share.Reach;
import org.anode.node.share.SharingEvent;
import org.anode.node.share.Synced;
import org.anode.node.store.MemoryStore;
import org.anode.node.store.Notebooks;
import org.anode.schema.DeviceId;
import org.anode.schema.NotebookId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What pages ask and hear about where cells run, over real sockets, where the test says who is there and runs what. */
@Timeout(120)
final class PageHostsTest {
    private static final DeviceId BELAS = BELA.device();

    private final AskedSharing sharing = new AskedSharing(link());
    private final Hosting hosting = new Hosting();
    private Node node = Node.open(NodeConfig.inMemory(new ScriptedKernels()));
    private NotebookId notebook;
    private String cell = "";
    private DeviceId me;
    private PageServer server;
    private String session;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        serve(node);
    }

    private void serve(Node by) throws Exception {
        node = by;
        var home = ScriptedHome.of(node, sharing, new AskedTrust());
        notebook = home.create(Optional.of("Trees"));
        cell = done(new Command.Add(notebook.toString(), "code", Optional.empty(), "print oak"))
                .path("id")
                .asString();
        me = DeviceId.parse(done(new Command.Status()).path("device").asString());
        ScriptedHome.turn(home, notebook, open -> open.seeHosts(hosting));
        sharing.state = Synced.State.SAME;
        sharing.people.clear();
        sharing.people.add(member(me, "Anna", Role.ADMIN, Set.of(Flag.HOST, Flag.RUN)));
        sharing.people.add(member(BELAS, "Bela", Role.EDIT, Set.of(Flag.HOST)));
        sharing.people.add(member(ANNA.device(), "Carl", Role.VIEW, Set.of(Flag.HOST)));
        var sessions = new PageSessions(folder.resolve(PageSessions.FILE));
        server = PageServer.start(node, home, sessions, Token.fresh(), PageServer.PORT_ANY);
        session = Tab.session(server.freshLink(Optional.empty()));
    }

    @AfterEach
    void stop() {
        server.close();
        node.close();
    }

    private static InviteLink link() {
        var invites = new Invites(new Notebooks(new MemoryStore()).log(NOTEBOOK));
        var members = new Members(NOTEBOOK, ROOT);
        var random = new Random(1);
        return invites.issue(
                        members,
                        ANNA.keys(),
                        "Anna",
                        "Trees",
                        MeetingPlaces.NONE,
                        InviteWish.USUAL,
                        1_800_000_000,
                        random)
                .link();
    }

    private Member member(DeviceId device, String name, Role role, Set<Flag> flags) {
        boolean isMe = device.equals(me);
        var path = isMe ? Optional.<Reach>empty() : Optional.of(Reach.LAN);
        return new Member(device, name, role, flags, isMe, path, Optional.empty(), OptionalLong.empty());
    }

    private JsonNode done(Command command) {
        return Replies.done(node, command);
    }

    private Tab open() {
        var tab = new Tab(server.port(), session, "one");
        tab.ask("open", "'notebook':'" + notebook + "'");
        return tab;
    }

    private void belaRuns(Offer offer) {
        hosting.offers.put(BELAS, offer);
        sharing.tell(new SharingEvent.PeopleChanged(notebook));
    }

    private void belaGoes() {
        hosting.offers.clear();
        sharing.tell(new SharingEvent.PeopleChanged(notebook));
    }

    private static String runs(JsonNode hosts, int at) {
        return hosts.path("hosts").path(at).path("runs").asString();
    }

    private static String run(JsonNode told, String field) {
        assertTrue(Tab.is(told, "run"), told.toString());
        return told.path("run").path(field).asString("");
    }

    private Tab ask(Tab tab, String on) {
        tab.ask("run", "'cells':['" + cell + "']" + on);
        return tab;
    }

    @Test
    @DisplayName("EX-5 a page is told which devices run what, and where a run would go, again when that changes")
    void hosts() {
        try (var tab = open()) {
            var told = tab.next("hosts");
            assertEquals(2, told.path("hosts").size());
            var mine = told.path("hosts").get(0);
            assertEquals(me.toString(), mine.path("device").asString());
            assertTrue(mine.path("me").asBoolean());
            assertFalse(mine.path("session").asBoolean());
            assertEquals(List.of("you", "no"), List.of(runs(told, 0), runs(told, 1)));
            assertEquals(me.toString(), told.path("usual").asString());
            belaRuns(Offer.ALL);
            var now = tab.next("hosts");
            assertEquals("all", runs(now, 1));
            assertEquals("Bela", now.path("hosts").get(1).path("name").asString());
            assertTrue(now.path("hosts").get(1).path("here").asBoolean());
            assertEquals(BELAS.toString(), now.path("usual").asString());
            belaGoes();
            assertEquals(me.toString(), tab.next("hosts").path("usual").asString());
            ask(tab, "");
            tab.next(m ->
                    Tab.is(m, "hosts") && m.path("hosts").get(0).path("session").asBoolean());
        }
    }

    @Test
    @DisplayName("a page of a notebook that nobody else has is told nothing of hosts")
    void alone() {
        sharing.state = Synced.State.ALONE;
        try (var tab = open()) {
            tab.next("people");
            ask(tab, "");
            tab.next(m ->
                    Tab.is(m, "run") && m.path("run").path("state").asString().equals("ok"));
            sharing.state = Synced.State.SAME;
            sharing.tell(new SharingEvent.PeopleChanged(notebook));
            tab.next("hosts");
            assertEquals(1, tab.heard().stream().filter(m -> Tab.is(m, "hosts")).count());
        }
    }

    @Test
    @DisplayName("EX-9 a run on a chosen device says where; once that is gone, so, and it is asked for elsewhere")
    void elsewhere() {
        belaRuns(Offer.YOU);
        try (var tab = open()) {
            var execs =
                    ask(tab, ",'on':'" + BELAS + "'").find(m -> m.has("execs")).path("execs");
            var told = tab.next("run");
            assertEquals(BELAS.toString(), run(told, "runsOn"));
            assertFalse(told.path("run").has("gone"));
            var exec = execs.get(0).asString();
            assertTrue(tab.no(tab.send(Tab.message("elsewhere", "'exec':'" + exec + "'")))
                    .contains("can be reached"));
            belaGoes();
            var gone =
                    tab.next(m -> Tab.is(m, "run") && m.path("run").path("gone").asBoolean());
            assertEquals(exec, run(gone, "exec"));
            assertTrue(run(gone, "waitsFor").contains("can not be reached"));
            tab.ask("elsewhere", "'exec':'" + exec + "'");
            var again = tab.next(m ->
                    Tab.is(m, "run") && m.path("run").path("state").asString().equals("ok"));
            assertEquals(me.toString(), run(again, "ranOn"));
        }
    }

    @Test
    @DisplayName("EX-9 on a device that is not there, or runs nothing for this one, no run is asked for")
    void notThere() {
        try (var tab = open()) {
            var asked = tab.send(Tab.message("run", "'cells':['" + cell + "'],'on':'" + BELAS + "'"));
            assertTrue(tab.no(asked).contains("choose another one"));
            ask(tab, ",'on':'" + me + "'")
                    .next(m -> Tab.is(m, "run")
                            && m.path("run").path("state").asString().equals("ok"));
        }
    }

    @Test
    @DisplayName("EX-18 who may run code here is told, and changed for this notebook")
    void policy() {
        try (var tab = open()) {
            assertEquals("mine", tab.next("hosts").path("policy").path("rule").asString());
            tab.ask("policy", "'rule':'members'");
            var told = tab.next("hosts");
            assertEquals("members", told.path("policy").path("rule").asString());
            assertEquals("all", runs(told, 0));
            assertFalse(told.path("policy").has("why"));
            assertEquals(
                    "members",
                    done(new Command.Policy(Optional.of(notebook.toString())))
                            .path("rule")
                            .asString());
            done(new Command.SetPolicy(Optional.of(notebook.toString()), "listed", List.of(me.toString())));
            var listed = tab.next("hosts").path("policy");
            assertEquals(me.toString(), listed.path("listed").get(0).asString());
            assertEquals(
                    "mine",
                    done(new Command.Policy(Optional.empty())).path("rule").asString());
        }
    }

    @Test
    @DisplayName("EX-5 EX-7 where everybody's cells run, and whether what waits goes elsewhere, is said and told")
    void settings() {
        try (var tab = open()) {
            var usual = tab.next("hosts").path("settings");
            assertFalse(usual.has("preferred"));
            assertFalse(usual.path("moves").asBoolean());
            tab.ask("hostSettings", "'preferred':'" + BELAS + "','moves':true");
            var told = tab.next("hosts").path("settings");
            assertEquals(BELAS.toString(), told.path("preferred").asString());
            assertTrue(told.path("moves").asBoolean());
            tab.ask("hostSettings", "'moves':false");
            assertEquals(usual, tab.next("hosts").path("settings"));
        }
    }

    @Test
    @DisplayName("EX-18 a page may ask its reader each time; whom that does not concern is kept")
    void ask() {
        try (var tab = open()) {
            tab.ask("policy", "'rule':'ask'");
            tab.next(m -> Tab.is(m, "hosts")
                    && m.path("policy").path("rule").asString().equals("ask"));
            tab.ask("allow", "'execs':['e-gone'],'always':'" + BELAS + "'");
            var listed = tab.next("hosts").path("policy").path("listed");
            assertEquals(BELAS.toString(), listed.get(0).asString());
            tab.ask("deny", "'execs':['e-gone']");
        }
    }

    @Test
    @DisplayName("EX-11 a restart that names a device touches the session there and no other")
    void restart() {
        try (var tab = open()) {
            ask(tab, "");
            tab.next(m ->
                    Tab.is(m, "run") && m.path("run").path("state").asString().equals("ok"));
            tab.ask("restart", "'runAll':false,'on':'" + BELAS + "'");
            ask(tab, "");
            var again = tab.next(m ->
                    Tab.is(m, "run") && m.path("run").path("state").asString().equals("ok"));
            assertEquals(2, again.path("run").path("count").asInt());
            tab.skip();
            tab.ask("restart", "'runAll':false,'on':'" + me + "'");
            var ended = tab.next(m -> Tab.is(m, "session") && m.path("session").isNull());
            assertEquals("The kernel was restarted.", ended.path("ended").asString());
            tab.ask("restart", "'runAll':true,'on':'" + me + "'");
            var afresh = tab.next(m ->
                    Tab.is(m, "run") && m.path("run").path("state").asString().equals("ok"));
            assertEquals(1, afresh.path("run").path("count").asInt());
        }
    }

    @Test
    @DisplayName("EX-1 a run that no other device had ran nowhere else; none is no run")
    void also() {
        try (var tab = open()) {
            var exec = ask(tab, "").find(m -> m.has("execs")).path("execs").get(0);
            var also = tab.ask("also", "'exec':'" + exec.asString() + "'");
            assertEquals(0, also.path("runs").size());
            assertTrue(also.path("runs").isArray());
            assertTrue(tab.no(tab.send(Tab.message("also", "'exec':'e-gone'"))).contains("no such run"));
        }
    }

    static Stream<Arguments> fixedNodes() {
        var usual = NodeConfig.inMemory(new ScriptedKernels());
        return Stream.of(
                arguments(usual.with(Optional.of(RunPolicy.DEFAULT)), "--run-policy"),
                arguments(usual.withoutKernels(), "--no-kernel"));
    }

    @ParameterizedTest
    @MethodSource("fixedNodes")
    @DisplayName("EX-18 a page is told why nothing can be chosen")
    void fixed(NodeConfig config, String option) throws Exception {
        stop();
        serve(Node.open(config));
        try (var tab = open()) {
            var why = tab.next("hosts").path("policy").path("why").asString();
            assertTrue(why.contains(option), why);
        }
    }

    @Test
    @DisplayName("R12 a rule that is not for pages, and what is no device, closes the socket")
    void malformed() {
        try (var tab = open()) {
            tab.send(Tab.message("policy", "'rule':'listed'"));
            assertEquals(4400, tab.awaitClose());
        }
        try (var tab = open()) {
            tab.send(Tab.message("run", "'cells':[],'on':'x'"));
            assertEquals(4400, tab.awaitClose());
        }
    }
}
