package org.anode.node.cli;

import static org.anode.node.cli.LocalNodes.add;
import static org.anode.node.cli.LocalNodes.device;
import static org.anode.node.cli.LocalNodes.id;
import static org.anode.node.cli.LocalNodes.join;
import static org.anode.node.cli.LocalNodes.link;
import static org.anode.node.cli.LocalNodes.made;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.anode.node.page.PageServer;
import org.anode.node.page.Tab;
import org.anode.schema.NotebookId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What pages of two nodes with one notebook hear and ask where people at one are asked what the other's cells want. */
@Timeout(600)
final class OwnerAskedPagesIT {
    @TempDir
    Path temp;

    private LocalNodes nodes;
    private LocalNode anna;
    private LocalNode bela;
    private String trees;
    private Tab annas;
    private Tab belas;

    @BeforeEach
    void open() throws Exception {
        nodes = new LocalNodes(temp);
        anna = nodes.start("anna");
        bela = nodes.start("bela");
        trees = made(anna, "Trees");
        add(anna, trees, "print oak");
        add(anna, trees, "secret who? ");
        join(bela, link(anna, trees));
        nodes.awaitSame(anna, bela, trees, "print oak", "secret who?");
        annas = tab(anna);
        belas = tab(bela);
    }

    @AfterEach
    void close() {
        annas.close();
        belas.close();
        nodes.close();
    }

    private Tab tab(LocalNode node) throws Exception {
        node.serve(PageServer.PORT_ANY, () -> {});
        return another(node);
    }

    /** Of a node that serves. */
    private Tab another(LocalNode node) throws Exception {
        var link = node.link(Optional.of(NotebookId.parse(trees)));
        var tab = new Tab(URI.create(link).getPort(), Tab.session(link), "tab" + System.nanoTime());
        tab.ask("open", "'notebook':'" + trees + "'");
        return tab;
    }

    private static String deviceOf(LocalNode node) {
        return id(device(node));
    }

    /** Anna's computer asks its owner, as Bela's page is told. */
    private void annaIsAsked() {
        annas.ask("policy", "'rule':'ask'");
        awaitRuns("asks");
    }

    private void awaitRuns(String what) {
        belas.next(m -> Tab.is(m, "hosts") && host(m, deviceOf(anna)).equals(what));
    }

    private static String host(JsonNode hosts, String device) {
        return hosts.path("hosts")
                .valueStream()
                .filter(one -> one.path("device").asString().equals(device))
                .findFirst()
                .map(one -> one.path("runs").asString())
                .orElse("");
    }

    private String cell(int at) {
        return belas.find(m -> Tab.is(m, "snapshot")).path("order").get(at).asString();
    }

    /** Bela wants a cell run on Anna's computer. */
    private String wanted(int cell) {
        var on = "'cells':['" + cell(cell) + "'],'on':'" + deviceOf(anna) + "'";
        return belas.ask("run", on).path("execs").get(0).asString();
    }

    private JsonNode asks(int count) {
        return annas.next(m -> Tab.is(m, "asks") && m.path("asks").size() == count);
    }

    private static JsonNode state(Tab tab, String exec, String state) {
        return tab.next(m -> Tab.is(m, "run")
                        && m.path("run").path("exec").asString().equals(exec)
                        && m.path("run").path("state").asString().equals(state))
                .path("run");
    }

    @Test
    @DisplayName("EX-18 a page is told exactly what would run on its computer, now and when it is opened, and lets it")
    void allowed() throws Exception {
        annaIsAsked();
        var exec = wanted(0);
        var ask = asks(1).path("asks").get(0);
        assertEquals(exec, ask.path("exec").asString());
        assertEquals(cell(0), ask.path("cell").asString());
        assertEquals(deviceOf(bela), ask.path("device").asString());
        assertEquals("print oak", ask.path("source").asString());
        assertTrue(belas.next(m -> Tab.is(m, "run") && m.path("run").has("waitsFor"))
                .path("run")
                .path("waitsFor")
                .asString()
                .contains("owner of that computer"));
        try (var second = another(anna)) {
            assertEquals(ask, second.next("asks").path("asks").get(0));
        }
        assertEquals(List.of(), nodes.executed());
        annas.ask("allow", "'execs':['" + exec + "']");
        asks(0);
        assertEquals(deviceOf(anna), state(belas, exec, "ok").path("ranOn").asString());
        assertEquals(List.of("print oak"), nodes.executed());
    }

    @Test
    @DisplayName("EX-18 what a page refuses never runs, and who asked is told so; what it does not name waits on")
    void denied() {
        annaIsAsked();
        var refused = wanted(0);
        asks(1);
        var waits = wanted(1);
        asks(2);
        annas.ask("deny", "'execs':['" + refused + "']");
        assertEquals(waits, asks(1).path("asks").get(0).path("exec").asString());
        var run = state(belas, refused, "refused");
        assertEquals(
                "The owner of that computer did not let it run.",
                run.path("reason").asString());
        assertEquals(List.of(), nodes.executed());
    }

    @Test
    @DisplayName("EX-18 a device that a page lets once and for all is not asked about any more")
    void always() {
        annaIsAsked();
        var exec = wanted(0);
        asks(1);
        annas.ask("allow", "'execs':['" + exec + "'],'always':'" + deviceOf(bela) + "'");
        asks(0);
        state(belas, exec, "ok");
        var listed = annas.next(
                m -> Tab.is(m, "hosts") && m.path("policy").path("listed").size() == 1);
        assertEquals(deviceOf(bela), listed.path("policy").path("listed").get(0).asString());
        awaitRuns("you");
        state(belas, wanted(0), "ok");
        var asks = annas.heard().stream().filter(m -> m.path("asks").size() > 0);
        assertEquals(1, asks.count());
    }

    @Test
    @DisplayName("EX-17 both pages see what a cell asks; who asked for the run answers it from afar")
    void input() {
        annas.ask("policy", "'rule':'members'");
        awaitRuns("all");
        var exec = wanted(1);
        var asked = asking(annas, exec);
        assertEquals(deviceOf(bela), asked.path("requestedBy").asString());
        assertEquals("who? ", asking(belas, exec).path("input").path("prompt").asString());
        belas.ask("stdin", "'exec':'" + exec + "','text':'Zoë'");
        state(belas, exec, "ok");
        assertFalse(state(annas, exec, "ok").has("input"));
        nodes.awaitSame(anna, bela, trees, "got Zoë");
    }

    private static JsonNode asking(Tab tab, String exec) {
        return tab.next(m -> Tab.is(m, "run")
                        && m.path("run").path("exec").asString().equals(exec)
                        && m.path("run").has("input"))
                .path("run");
    }

    @Test
    @DisplayName("EX-5 where everybody's cells run is told to the other's page too")
    void settings() {
        belas.ask("hostSettings", "'preferred':'" + deviceOf(anna) + "','moves':true");
        var told = annas.next(m ->
                        Tab.is(m, "hosts") && m.path("settings").path("moves").asBoolean())
                .path("settings");
        assertEquals(deviceOf(anna), told.path("preferred").asString());
    }
}
