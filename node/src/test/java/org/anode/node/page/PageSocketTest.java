package org.anode.node.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.anode.node.Node;
import org.anode.node.NodeConfig;
import org.anode.node.ScriptedKernels;
import org.anode.node.control.Command;
import org.anode.node.control.Reply;
import org.anode.node.control.Token;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The protocol over real sockets, with a node in memory and kernels of the test's own. */
@Timeout(120)
class PageSocketTest {
    private final ScriptedKernels kernels = new ScriptedKernels();
    private final Node node = Node.open(NodeConfig.inMemory(kernels));
    private PageServer server;
    private String session;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        var sessions = new PageSessions(folder.resolve(PageSessions.FILE));
        server = PageServer.start(node, node.home(), sessions, Token.fresh(), PageServer.PORT_ANY);
        session = Tab.session(server.freshLink(Optional.empty()));
    }

    @AfterEach
    void stop() {
        server.close();
        node.close();
    }

    private Tab tab(String client) {
        var tab = new Tab(server.port(), session, client);
        tab.next("welcome");
        return tab;
    }

    private JsonNode done(Command command) {
        return switch (node.call(command, _ -> {})) {
            case Reply.Done(var result) -> result;
            case Reply other -> throw new AssertionError(other.toString());
        };
    }

    private String create(String title) {
        return done(new Command.NewNotebook(Optional.of(title))).path("id").asString();
    }

    private String add(String notebook, String source) {
        return done(new Command.Add(notebook, "code", Optional.empty(), source))
                .path("id")
                .asString();
    }

    private JsonNode open(Tab tab, String notebook) {
        tab.skip();
        tab.ask("open", "'notebook':'" + notebook + "'");
        return tab.next("snapshot");
    }

    @Test
    @DisplayName("R2 hello is welcomed with the device; without a known session the socket is closed with 4401")
    void hello() {
        try (var tab = new Tab(server.port(), session, "one")) {
            assertEquals(1, tab.next("welcome").path("v").asInt());
        }
        try (var stranger = new Tab(server.port(), Token.fresh().reveal(), "two")) {
            assertEquals(4401, stranger.awaitClose());
        }
    }

    @Test
    @DisplayName("an opened notebook is sent whole: title, order, cells, bin, runs, session")
    void opening() {
        var id = create("Mine");
        var a = add(id, "print é😀");
        var b = add(id, "gone");
        done(new Command.Remove(id, java.util.List.of(b)));
        done(new Command.Exec(id, java.util.List.of(a), false, true, Optional.empty()));
        try (var tab = tab("one")) {
            var snapshot = open(tab, id);
            assertEquals("Mine", snapshot.path("title").asString());
            assertEquals(a, snapshot.path("order").get(0).asString());
            assertEquals(1, snapshot.path("order").size());
            assertEquals(
                    "print é😀", snapshot.path("cells").path(a).path("source").asString());
            assertEquals(0, snapshot.path("cells").path(a).path("version").asInt());
            assertEquals(b, snapshot.path("bin").get(0).path("id").asString());
            var run = snapshot.path("runs").path(a);
            assertEquals("ok", run.path("state").asString());
            assertFalse(run.path("edited").asBoolean());
            assertEquals(
                    "é😀\n",
                    run.path("outputs")
                            .get(0)
                            .path("data")
                            .path("text/plain")
                            .path("text")
                            .asString());
            assertEquals("idle", snapshot.path("session").path("state").asString());
            assertFalse(snapshot.path("more").asBoolean());
        }
    }

    @Test
    @DisplayName("what one tab types the other sees, and its own ok comes after its own update, then saved")
    void typing() {
        var id = create("n");
        var a = add(id, "hello");
        try (var one = tab("one");
                var two = tab("two")) {
            open(one, id);
            open(two, id);
            var asked = one.send(Tab.message("edit", "'cell':'" + a + "','version':0,'changes':[5,[0,' you']]"));
            var update = two.next("update");
            assertEquals(1, update.path("version").asInt());
            assertEquals("one", update.path("client").asString());
            assertEquals("[5,[0,\" you\"]]", update.path("changes").toString());
            assertEquals(
                    "update",
                    one.next(m -> Tab.is(m, "update") || Tab.is(m, "ok"))
                            .path("t")
                            .asString());
            one.ok(asked);
            one.next(m -> Tab.is(m, "saved") && m.path("id").asLong() == asked);
            var late = two.send(Tab.message("edit", "'cell':'" + a + "','version':0,'changes':[[0,'x'],5]"));
            assertEquals(late, two.next("stale").path("id").asLong());
            assertEquals(
                    "hello you",
                    done(new Command.Show(id))
                            .path("cells")
                            .get(0)
                            .path("source")
                            .asString());
        }
    }

    @Test
    @DisplayName("an edit by the command line reaches pages as an update from nobody")
    void typingElsewhere() {
        var id = create("n");
        var a = add(id, "hello");
        try (var one = tab("one")) {
            open(one, id);
            done(new Command.Edit(id, a, "hell yes"));
            var update = one.next("update");
            assertEquals("", update.path("client").asString());
            assertEquals("[4,[1,\" yes\"]]", update.path("changes").toString());
            one.ask("edit", "'cell':'" + a + "','version':1,'changes':[8,[0,'!']]");
            var b = add(id, "new");
            var cells = one.next("cells");
            assertEquals("new", cells.path("put").path(b).path("source").asString());
            assertEquals(2, cells.path("order").size());
        }
    }

    @Test
    @DisplayName("a run is told as it goes: states, outputs, session")
    void running() {
        var id = create("n");
        var a = add(id, "print a\nresult 42");
        try (var one = tab("one")) {
            assertTrue(open(one, id).path("session").isNull());
            one.ask("run", "'cells':['" + a + "']");
            one.next(m -> Tab.is(m, "session")
                    && m.path("session").path("state").asString().equals("starting"));
            one.next(m -> Tab.is(m, "outputs") && m.path("length").asInt() == 2);
            one.next(m ->
                    Tab.is(m, "run") && m.path("run").path("state").asString().equals("ok"));
            one.find(m ->
                    Tab.is(m, "run") && m.path("run").path("state").asString().equals("executing"));
        }
    }

    @Test
    @DisplayName("home lists notebooks and the bin, and tells every page what changed, whoever changed it")
    void home() {
        try (var one = tab("one");
                var two = tab("two")) {
            one.ask("home", "");
            two.ask("home", "");
            var id = one.ask("create", "'title':'First'").path("notebook").asString();
            two.next(m -> Tab.is(m, "notebooks") && m.path("list").size() == 1);
            done(new Command.Rename(id, "Second"));
            two.next(m -> m.path("list").path(0).path("title").asString("").equals("Second"));
            two.ask("delete", "'notebook':'" + id + "'");
            one.next(m -> m.path("bin").path(0).path("daysLeft").asInt(0) == 30);
            one.ask("undelete", "'notebook':'" + id + "'");
            two.next(m -> Tab.is(m, "notebooks") && m.path("list").size() == 1);
            one.ask("deviceName", "'name':'Büro'");
            two.next(m -> m.path("deviceName").asString("").equals("Büro"));
        }
    }
}
