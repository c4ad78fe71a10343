package org.anode.node.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.anode.node.control.Command;
import org.anode.node.control.Reply;
import org.anode.node.page.Tab;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** A page types while its node is killed with SIGKILL, between what it applies and what it confirms. */
@Timeout(600)
class PageKillIT {
    private static final int ROUNDS = 4;
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    Path folder;

    private final Random random = new Random(7);
    private String text = "";
    private long id;
    private int word;

    /** An edit as a page keeps it until it is confirmed. */
    private record Kept(long id, String heads, ArrayNode changes) {}

    private static JsonNode done(Reply reply) {
        return switch (reply) {
            case Reply.Done(var result) -> result;
            case Reply other -> throw new AssertionError(other.toString());
        };
    }

    @Test
    @DisplayName("SY-4 a page that offers its unconfirmed edits again after kill -9 loses none and doubles none")
    void killedWhileTyping() throws Exception {
        var data = folder.resolve("data");
        var kept = new ArrayList<Kept>();
        String session = "";
        String notebook = "";
        String cell = "";
        for (int round = 0; round <= ROUNDS; round++) {
            try (var node = NodeProcess.start(data)) {
                if (round == 0) {
                    session = Tab.session(node.link());
                    notebook = done(node.client().call(new Command.NewNotebook(Optional.of("n")), _ -> {}))
                            .path("id")
                            .asString();
                    cell = done(node.client().call(new Command.Add(notebook, "code", Optional.empty(), ""), _ -> {}))
                            .path("id")
                            .asString();
                }
                try (var tab = new Tab(URI.create(node.link()).getPort(), session, "the-client", id)) {
                    tab.next("welcome");
                    resume(tab, notebook, cell, kept);
                    assertEquals(text, stored(node, notebook));
                    if (round < ROUNDS) type(tab, node, cell, kept);
                }
            }
        }
        for (int i = 0; i < word; i++)
            assertEquals(2, text.split("<" + i + "😀>", -1).length, "word " + i + " in " + text);
        assertTrue(word > 20, "only " + word + " words were typed");
    }

    private static String stored(NodeProcess node, String notebook) {
        return done(node.client().call(new Command.Show(notebook), _ -> {}))
                .path("cells")
                .get(0)
                .path("source")
                .asString();
    }

    private void resume(Tab tab, String notebook, String cell, List<Kept> kept) {
        var open = Tab.message("open", "'notebook':'" + notebook + "'");
        var edits = open.putObject("resume").putArray("edits");
        for (var edit : kept) {
            var pending = edits.addObject()
                    .put("client", "the-client")
                    .put("id", edit.id)
                    .put("cell", cell)
                    .put("base", 0);
            pending.set("heads", JSON.readTree(edit.heads));
            pending.set("changes", edit.changes);
        }
        var ok = tab.ok(tab.send(open));
        id = tab.lastId();
        assertEquals("[]", ok.path("lost").toString());
        assertEquals(kept.size(), ok.path("resumed").size() + ok.path("had").size());
        kept.clear();
        var shown = tab.next("snapshot");
        heads = shown.path("heads").toString();
        version = shown.path("cells").path(cell).path("version").asLong();
        assertEquals(text, shown.path("cells").path(cell).path("source").asString());
    }

    private String heads = "";
    private long version;

    /** Some edits that are confirmed, then one that the node takes up while it is killed, and one behind it. */
    private void type(Tab tab, NodeProcess node, String cell, List<Kept> kept) throws InterruptedException {
        for (int i = 0; i < 6; i++) {
            send(tab, cell, change());
            tab.ok(tab.lastId());
            heads = tab.next("update").path("heads").toString();
            version++;
        }
        var last = change();
        kept.add(new Kept(id + 1, heads, last));
        send(tab, cell, last);
        if (random.nextBoolean()) Thread.onSpinWait();
        else tab.find(message -> message.path("version").asLong() == version + 1);
        node.kill();
        kept.add(new Kept(++id, heads, change()));
    }

    private void send(Tab tab, String cell, ArrayNode changes) {
        var edit = Tab.message("edit", "'cell':'" + cell + "','version':" + version);
        edit.set("changes", changes);
        id = tab.send(edit);
    }

    /** Puts a word of its own somewhere between others. */
    private ArrayNode change() {
        var places = new ArrayList<>(List.of(0, text.length()));
        for (int i = text.indexOf('>'); i >= 0; i = text.indexOf('>', i + 1)) places.add(i + 1);
        int at = places.get(random.nextInt(places.size()));
        var typed = "<" + word++ + "😀>";
        var changes = JSON.createArrayNode();
        if (at > 0) changes.add(at);
        changes.addArray().add(0).add(typed);
        if (at < text.length()) changes.add(text.length() - at);
        text = text.substring(0, at) + typed + text.substring(at);
        return changes;
    }
}
