package org.anode.node.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.anode.node.Node;
import org.anode.node.NodeConfig;
import org.anode.node.Replies;
import org.anode.node.ScriptedKernels;
import org.anode.node.control.Command;
import org.anode.node.control.Token;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
        return Replies.done(node, command);
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
        done(new Command.Remove(id, List.of(b)));
        done(new Command.Exec(id, List.of(a), false, true, Optional.empty()));
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

    private String source(String notebook, String cell) {
        for (var shown : done(new Command.Show(notebook)).path("cells"))
            if (shown.path("id").asString().equals(cell))
                return shown.path("source").asString();
        throw new AssertionError("no cell " + cell);
    }

    private List<String> sources(String notebook) {
        return done(new Command.Show(notebook))
                .path("cells")
                .valueStream()
                .map(cell -> cell.path("source").asString())
                .toList();
    }

    @Test
    @DisplayName(
            "ops: insert, split, merge, move, type, paste, delete, restore, meta, title, each told to the other tab")
    void ops() {
        var id = create("n");
        var a = add(id, "a\nb\nc");
        try (var one = tab("one");
                var two = tab("two")) {
            open(one, id);
            open(two, id);
            var parts = op(one, "'k':'split','cell':'" + a + "','version':0,'at':[2,4]")
                    .path("cells");
            assertEquals(a, parts.get(0).asString());
            assertEquals(List.of("a", "b", "c"), sources(id));
            assertEquals(2, two.next("cells").path("put").size());
            var b = parts.get(1).asString();
            var c = parts.get(2).asString();
            op(one, "'k':'move','cells':['" + b + "','" + c + "'],'after':null");
            assertEquals(List.of("b", "c", "a"), sources(id));
            op(one, "'k':'merge','cells':['" + b + "','" + a + "'],'separator':'-'");
            assertEquals(List.of("b-a", "c"), sources(id));
            assertEquals(
                    a,
                    two.next(m -> Tab.is(m, "cells") && m.path("bin").size() == 1)
                            .path("drop")
                            .get(0)
                            .asString());
            op(one, "'k':'restore','cells':['" + a + "']");
            two.next(m -> Tab.is(m, "cells") && m.path("put").has(a));
            op(one, "'k':'type','cells':['" + a + "'],'type':'markdown'");
            assertEquals(
                    "markdown",
                    two.next(m -> m.path("put").has(a))
                            .path("put")
                            .path(a)
                            .path("type")
                            .asString());
            var made = op(one, "'k':'insert','cell':'mine','type':'raw','after':'" + c + "','source':'r'");
            assertEquals("mine", made.path("cell").asString());
            op(one, "'k':'paste','after':'mine','cells':[{'type':'code','source':'p'},{'type':'code','source':'q'}]");
            assertEquals(List.of("b-a", "c", "r", "p", "q", "a"), sources(id));
            op(one, "'k':'delete','cells':['mine']");
            op(one, "'k':'meta','cell':'" + c + "','key':'tags','value':['x']");
            assertEquals(
                    "x",
                    two.next(m -> m.path("put").has(c))
                            .path("put")
                            .path(c)
                            .path("meta")
                            .path("tags")
                            .get(0)
                            .asString());
            op(one, "'k':'title','title':'New'");
            two.next(m -> m.path("title").asString("").equals("New"));
            var stale = one.send(Tab.message("op", "'op':{'k':'split','cell':'" + b + "','version':0,'at':[1]}"));
            assertTrue(one.no(stale).contains("changed"));
        }
    }

    private static JsonNode op(Tab tab, String fields) {
        return tab.ask("op", "'op':{" + fields + "}");
    }

    @Test
    @DisplayName("an edit that does not fit is answered with no and the whole cell; the socket lives on")
    void misfit() {
        var id = create("n");
        var a = add(id, "hello");
        try (var one = tab("one")) {
            open(one, id);
            for (var changes : List.of("[4]", "'x'", "[5,[0,1]]")) {
                var asked = one.send(Tab.message("edit", "'cell':'" + a + "','version':0,'changes':" + changes));
                one.no(asked);
                assertEquals("hello", one.next("cell").path("source").asString());
            }
            one.ask("edit", "'cell':'" + a + "','version':0,'changes':[5,[0,'!']]");
            assertEquals("hello!", source(id, a));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "[]",
                "{}",
                "{'t':'ping'}",
                "{'t':'ping','id':-1}",
                "{'t':'ping','id':'1'}",
                "{'t':'nothing','id':1}",
                "{'t':'open','id':1,'notebook':'x'}",
                "{'t':'op','id':1,'op':{'k':'explode'}}",
                "{'t':'run','id':1,'cells':['../x']}",
                "{'t':'hello','v':1,'session':'x','client':'y'}"
            })
    @DisplayName("R12 what is not of the protocol closes the socket with 4400")
    void malformed(String message) {
        try (var one = tab("one")) {
            one.sendRaw(message.replace('\'', '"'));
            assertEquals(4400, one.awaitClose());
        }
    }

    @Test
    @DisplayName("R12 deep JSON closes the socket with 4400, a huge message closes it too; the server lives on")
    void bombs() {
        try (var one = tab("one")) {
            one.sendRaw("[".repeat(100_000));
            assertEquals(4400, one.awaitClose());
        }
        try (var one = tab("one")) {
            try {
                one.sendRaw("x".repeat(PageJson.MESSAGE_BYTES_MAX + 1));
            } catch (RuntimeException e) {
                // The server may have closed before all of it was sent.
            }
            one.awaitClose();
        }
        try (var one = tab("one")) {
            one.ask("ping", "");
        }
    }

    @Test
    @DisplayName("ids of edits and ops ascend; another version of the protocol is told so")
    void rules() {
        var id = create("n");
        try (var one = tab("one")) {
            open(one, id);
            op(one, "'k':'title','title':'a'");
            one.sendRaw("{\"t\":\"op\",\"id\":1,\"op\":{\"k\":\"title\",\"title\":\"b\"}}");
            assertEquals(4400, one.awaitClose());
        }
        try (var one = new Tab(server.port(), session, "two", 0, 2)) {
            assertEquals(4409, one.awaitClose());
        }
    }

    @Test
    @DisplayName("R2 a socket that says no hello is closed after five seconds, and may come again")
    void silent() {
        try (var one = new Tab(server.port())) {
            assertEquals(1012, one.awaitClose());
        }
    }

    @Test
    @DisplayName("SY-4 what a page sends again after its node was gone is applied once, where it was typed")
    void resume() {
        var id = create("n");
        var a = add(id, "one two three");
        String heads;
        try (var one = tab("one")) {
            heads = open(one, id).path("heads").toString().replace('"', '\'');
            one.ask("edit", "'cell':'" + a + "','version':0,'changes':[3,[0,'1'],10]");
        }
        done(new Command.Edit(id, a, "😀 one1 two three"));
        done(new Command.Edit(id, a, "😀 one1 two three!"));
        try (var one = new Tab(server.port(), session, "one", 50)) {
            one.next("welcome");
            var asked = one.send(Tab.message(
                    "open",
                    "'notebook':'" + id + "','resume':{'edits':["
                            + pending("one", 2, a, heads, "[3,[0,'1'],10]") + ","
                            + pending("one", 3, a, heads, "[8,[0,'2'],6]") + ","
                            + pending("one", 4, a, heads, "[9,[6,'drei']]") + ","
                            + pending("two", 9, a, heads, "[[3,'ONE'],10]") + ","
                            + pending("two", 10, a, heads, "[999,[0,'x']]") + "]}"));
            var ok = one.ok(asked);
            assertEquals("[2]", ok.path("had").toString());
            assertEquals("[3,4,9]", ok.path("resumed").toString());
            assertEquals("[10]", ok.path("lost").toString());
            var source =
                    one.next("snapshot").path("cells").path(a).path("source").asString();
            assertEquals("😀 ONE1 two2drei!", source);
            assertEquals(source, source(id, a));
        }
    }

    private static String pending(String client, long id, String cell, String heads, String changes) {
        return "{'client':'" + client + "','id':" + id + ",'cell':'" + cell + "','heads':" + heads
                + ",'base':13,'changes':" + changes + "}";
    }

    @Test
    @DisplayName("a run's outputs are told at most twenty times a second, and all of them are there at the end")
    void outputsAreGathered() {
        var id = create("n");
        var a = add(id, "flood 2000");
        try (var one = tab("one")) {
            open(one, id);
            var begin = System.nanoTime();
            one.ask("run", "'cells':['" + a + "']");
            one.next(m ->
                    Tab.is(m, "run") && m.path("run").path("state").asString().equals("ok"));
            var told = one.heard().stream().filter(m -> Tab.is(m, "outputs")).count();
            var seconds = (System.nanoTime() - begin) / 1e9;
            assertTrue(told >= 1 && told <= 3 + seconds * 20, told + " in " + seconds + " s");
        }
    }

    @Test
    @DisplayName("of a long stream that goes on a page hears at once what is new, and nothing twice")
    void goesOn() {
        var id = create("n");
        var a = add(id, "flood 3000\nask more\nhang");
        try (var one = tab("one")) {
            open(one, id);
            var exec =
                    one.ask("run", "'cells':['" + a + "']").path("execs").get(0).asString();
            one.next(m -> Tab.is(m, "run") && m.path("run").has("input"));
            Awaitility.await()
                    .atMost(Tab.PATIENCE)
                    .until(() -> one.heard().stream().anyMatch(m -> m.toString().contains("line 2999")));
            one.ask("stdin", "'exec':'" + exec + "','text':'it'");
            var news = one.next(m -> Tab.is(m, "outputs") && m.toString().contains("got it"));
            assertEquals(0, news.path("put").size());
            assertEquals("got it\n", news.path("tail").path("0").path("text").asString());
            one.ask("interrupt", "");
        }
    }

    @Test
    @DisplayName("clear tells that the cell shows no run; an edit back and forth tells whether the run is its source's")
    void clearing() {
        var id = create("n");
        var a = add(id, "print a");
        done(new Command.Exec(id, List.of(a), false, true, Optional.empty()));
        try (var one = tab("one")) {
            open(one, id);
            one.ask("edit", "'cell':'" + a + "','version':0,'changes':[7,[0,'!']]");
            one.next(m -> Tab.is(m, "run") && m.path("run").path("edited").asBoolean());
            one.ask("edit", "'cell':'" + a + "','version':1,'changes':[7,[1]]");
            one.next(m -> Tab.is(m, "run") && !m.path("run").path("edited").asBoolean());
            one.ask("clear", "'cells':[]");
            assertTrue(one.next("run").path("run").isNull());
        }
    }

    @Test
    @DisplayName("cells that wait know their place, and hear when it changes")
    void queue() {
        var id = create("n");
        var a = add(id, "hang");
        var b = add(id, "print b");
        var c = add(id, "print c");
        try (var one = tab("one")) {
            open(one, id);
            one.ask("run", "'cells':['" + a + "']");
            one.ask("run", "'cells':['" + b + "']");
            one.ask("run", "'cells':['" + c + "']");
            one.next(m -> place(m, c) == 2);
            one.ask("interrupt", "");
            one.next(m -> Tab.is(m, "run")
                    && m.path("cell").asString().equals(a)
                    && m.path("run").path("state").asString().equals("error"));
            one.find(m -> place(m, b) == 1);
        }
    }

    private static int place(JsonNode message, String cell) {
        return Tab.is(message, "run") && message.path("cell").asString().equals(cell)
                ? message.path("run").path("queue").asInt(0)
                : 0;
    }

    @Test
    @DisplayName("a body, the export and the import are asked for with the page's session")
    void requests() throws Exception {
        var id = create("n");
        add(id, "print a");
        try (var one = tab("one")) {
            var exported = one.get("/api/export/" + id);
            assertEquals(200, exported.statusCode());
            assertTrue(exported.body().contains("print a"));
            assertEquals(404, one.get("/api/blob/" + "0a".repeat(32)).statusCode());
            var body = Tab.JSON
                    .createObjectNode()
                    .put("name", "../../My file.ipynb")
                    .put("content", exported.body());
            var taken =
                    Tab.JSON.readTree(one.post("/api/import", body.toString()).body());
            var copy = taken.path("notebook").asString();
            assertEquals(List.of("print a"), sources(copy));
            body.put("content", "{\"cells\":[],\"metadata\":{},\"nbformat\":4,\"nbformat_minor\":5}");
            taken = Tab.JSON.readTree(one.post("/api/import", body.toString()).body());
            copy = taken.path("notebook").asString();
            assertEquals("My file", done(new Command.Show(copy)).path("title").asString());
            assertEquals(
                    409,
                    one.post("/api/import", "{\"name\":\"x\",\"content\":\"x\"}")
                            .statusCode());
            assertEquals(400, one.post("/api/import", "{\"name\":1}").statusCode());
        }
    }

    @Test
    @DisplayName("deleting an open notebook closes its pages, which find it in the bin")
    void deleted() {
        var id = create("n");
        try (var one = tab("one")) {
            open(one, id);
            done(new Command.Delete(id));
            assertEquals(1012, one.awaitClose());
        }
        try (var one = tab("one")) {
            var asked = one.send(Tab.message("open", "'notebook':'" + id + "'"));
            assertTrue(one.no(asked).contains("bin"));
        }
    }

    @Test
    @DisplayName("R6 opening a notebook runs nothing")
    void opensQuietly() {
        var id = create("n");
        add(id, "print a");
        try (var one = tab("one")) {
            open(one, id);
            one.ask("ping", "");
            assertEquals(List.of(), kernels.launched);
        }
    }
}
