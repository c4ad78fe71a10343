package org.anode.node.kill;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.anode.node.text.ChangeSet;
import org.anode.node.text.ChangeSetJson;
import org.anode.schema.Parsed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A tab with one notebook open, that holds the texts as the page does: what the node told is applied in order. For one
 * thread.
 */
final class SoakPage implements AutoCloseable {
    /** The node may be suspended meanwhile, and the machine busy. */
    private static final int ANSWER_SECONDS_MAX = 120;

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** The node is gone, or wants the page to connect anew. */
    static final class Gone extends Exception {
        private static final long serialVersionUID = 1;

        Gone(String why) {
            super(why);
        }
    }

    /** A cell that is not in the bin. */
    record Text(long version, String source) {}

    private final Map<String, Text> cells = new HashMap<>();
    private final Map<String, String> bin = new LinkedHashMap<>();
    private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
    private final WebSocket socket;
    private List<String> order = List.of();
    private JsonNode heads = JSON.createArrayNode();
    private boolean whole;
    private long lastId;
    private long savedId;

    /** @param lastId of the client's messages so far */
    SoakPage(int port, String session, String client, long lastId) throws Gone {
        this.lastId = lastId;
        socket = connect(port);
        say(JSON.createObjectNode()
                .put("t", "hello")
                .put("v", 1)
                .put("session", session)
                .put("client", client));
    }

    private WebSocket connect(int port) throws Gone {
        try {
            return HTTP.newWebSocketBuilder()
                    .header("Origin", "http://127.0.0.1:" + port)
                    .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws"), new Ears())
                    .join();
        } catch (CompletionException e) {
            throw new Gone(e.toString());
        }
    }

    /** Opens the notebook with what the page had not confirmed; all of it is here then. */
    JsonNode open(String notebook, List<ObjectNode> unconfirmed) throws Gone {
        var open = JSON.createObjectNode().put("t", "open").put("notebook", notebook);
        var edits = open.putObject("resume").putArray("edits");
        unconfirmed.forEach(edits::add);
        whole = false;
        var answer = ask(open);
        while (!whole) take(next());
        return answer;
    }

    long lastId() {
        return lastId;
    }

    JsonNode heads() {
        return heads;
    }

    List<String> order() {
        return order;
    }

    Text text(String cell) {
        return cells.get(cell);
    }

    /** Those in the bin. */
    List<String> binned() {
        return List.copyOf(bin.keySet());
    }

    /** Sends under the next id and gives the answer: ok, no or stale. */
    JsonNode ask(ObjectNode message) throws Gone {
        say(message.put("id", ++lastId));
        while (true) {
            var next = next();
            take(next);
            var type = next.path("t").asString();
            if (next.path("id").asLong() == lastId
                    && List.of("ok", "no", "stale").contains(type)) return next;
        }
    }

    /** Takes up what was told so far. */
    void catchUp() throws Gone {
        for (var next = heard.poll(); next != null; next = heard.poll()) take(next);
    }

    /** Waits until that is on the disk. */
    void awaitSaved(long id) throws Gone {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS_MAX);
        while (savedId < id) {
            if (System.nanoTime() > end)
                throw new AssertionError("message " + id + " is not saved, " + savedId + " is");
            take(next());
        }
    }

    /** The id up to which all is on the disk. */
    long savedId() {
        return savedId;
    }

    private JsonNode next() throws Gone {
        try {
            var next = heard.poll(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
            if (next == null) throw new AssertionError("nothing heard for " + ANSWER_SECONDS_MAX + " s");
            return next;
        } catch (InterruptedException e) {
            throw new Gone("interrupted");
        }
    }

    private void say(ObjectNode message) throws Gone {
        try {
            socket.sendText(JSON.writeValueAsString(message), true).join();
        } catch (CompletionException e) {
            throw new Gone(e.toString());
        }
    }

    private void take(JsonNode told) throws Gone {
        switch (told.path("t").asString()) {
            case "gone" -> throw new Gone(told.path("why").asString());
            case "saved" -> savedId = Math.max(savedId, told.path("id").asLong());
            case "update" -> update(told);
            case "cell" -> put(told.path("cell").asString(), told);
            case "cells" -> cells(told);
            case "snapshot" -> snapshot(told);
            default -> {}
        }
        if (told.has("heads")) heads = told.path("heads");
    }

    private void update(JsonNode told) {
        var id = told.path("cell").asString();
        var before = cells.get(id);
        if (before == null || told.path("version").asLong() <= before.version) return;
        if (!(ChangeSetJson.decode(told.path("changes")) instanceof Parsed.Ok<ChangeSet>(var changes))
                || !(changes.apply(before.source) instanceof Parsed.Ok<String>(var source)))
            throw new AssertionError("an update that does not fit " + before + ": " + told);
        cells.put(id, new Text(told.path("version").asLong(), source));
    }

    private void put(String id, JsonNode told) {
        cells.put(
                id, new Text(told.path("version").asLong(), told.path("source").asString()));
    }

    private void cells(JsonNode told) {
        told.path("put").properties().forEach(entry -> put(entry.getKey(), entry.getValue()));
        told.path("drop").forEach(id -> cells.remove(id.asString()));
        frame(told);
    }

    private void snapshot(JsonNode told) {
        if (told.has("order")) {
            cells.clear();
            frame(told);
        }
        told.path("cells").properties().forEach(entry -> put(entry.getKey(), entry.getValue()));
        whole = !told.path("more").asBoolean();
    }

    private void frame(JsonNode told) {
        order = told.path("order").valueStream().map(JsonNode::asString).toList();
        bin.clear();
        told.path("bin")
                .forEach(cell ->
                        bin.put(cell.path("id").asString(), cell.path("source").asString()));
        for (var id : new ArrayList<>(order))
            if (bin.containsKey(id)) throw new AssertionError("cell " + id + " is in the order and in the bin");
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Ears implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                heard.add(JSON.readTree(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            gone(code + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            gone(error instanceof IOException ? "the connection ended" : error.toString());
        }

        private void gone(String why) {
            heard.add(JSON.createObjectNode().put("t", "gone").put("why", why));
        }
    }
}
