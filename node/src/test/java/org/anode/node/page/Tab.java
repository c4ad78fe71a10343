package org.anode.node.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A tab of a browser as the server sees it: one WebSocket, what it heard, and the requests beside it. */
public final class Tab implements AutoCloseable {
    /** The machine may be busy. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final int port;
    private final String session;
    private final String client;
    private final List<JsonNode> heard = new ArrayList<>();
    private final WebSocket socket;
    private volatile int closeCode = -1;
    private int read;
    private long lastId;

    /** Opens the socket and says hello. */
    public Tab(int port, String session, String client) {
        this(port, session, client, 0);
    }

    /** @param lastId the id of the client's last message so far */
    public Tab(int port, String session, String client, long lastId) {
        this(port, session, client, lastId, 1);
    }

    /** @param version of the protocol */
    Tab(int port, String session, String client, long lastId, int version) {
        this(port, session, client, lastId, Optional.of(version));
    }

    /** Opens the socket and says nothing. */
    Tab(int port) {
        this(port, "", "", 0, Optional.empty());
    }

    private Tab(int port, String session, String client, long lastId, Optional<Integer> version) {
        this.port = port;
        this.session = session;
        this.client = client;
        this.lastId = lastId;
        this.socket = connect(port, new Ears());
        version.ifPresent(v -> sendRaw(
                "{\"t\":\"hello\",\"v\":" + v + ",\"session\":\"" + session + "\",\"client\":\"" + client + "\"}"));
    }

    private static WebSocket connect(int port, WebSocket.Listener listener) {
        return HTTP.newWebSocketBuilder()
                .header("Origin", "http://127.0.0.1:" + port)
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws"), listener)
                .join();
    }

    /** Swaps the token of a link for a session. */
    public static String session(String link) throws Exception {
        var uri = URI.create(link);
        var token = uri.getFragment().replaceAll("&.*", "").replace("token=", "");
        var answer = post(uri.getPort(), "/api/session", "{\"token\":\"" + token + "\"}", "");
        assertEquals(200, answer.statusCode(), answer.body());
        return JSON.readTree(answer.body()).path("session").asString();
    }

    static HttpResponse<String> post(int port, String path, String body, String session) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + session)
                .POST(BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    static HttpResponse<String> get(int port, String path, String session) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + session)
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws Exception {
        return get(port, path, session);
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return post(port, path, body, session);
    }

    public String client() {
        return client;
    }

    public long lastId() {
        return lastId;
    }

    public int closeCode() {
        return closeCode;
    }

    void sendRaw(String text) {
        socket.sendText(text, true).join();
    }

    /** Sends a message under the next id, which is given back. */
    public long send(ObjectNode message) {
        message.put("id", ++lastId);
        sendRaw(JSON.writeValueAsString(message));
        return lastId;
    }

    /** A message of type {@code t}; the fields as JSON, with single quotes for double ones. */
    public static ObjectNode message(String t, String fields) {
        return ((ObjectNode)
                JSON.readTree(("{'t':'" + t + "'" + (fields.isEmpty() ? "" : ",") + fields + "}").replace('\'', '"')));
    }

    /** Sends and waits for the ok. */
    public JsonNode ask(String t, String fields) {
        return ok(send(message(t, fields)));
    }

    /** The ok to the message of that id, whatever is heard besides. */
    public JsonNode ok(long id) {
        var answer = find(m ->
                (is(m, "ok") || is(m, "no") || is(m, "stale")) && m.path("id").asLong() == id);
        assertEquals("ok", answer.path("t").asString(), answer.toString());
        return answer;
    }

    public String no(long id) {
        var answer = find(m -> (is(m, "ok") || is(m, "no")) && m.path("id").asLong() == id);
        assertEquals("no", answer.path("t").asString(), answer.toString());
        return answer.path("why").asString();
    }

    public static boolean is(JsonNode message, String t) {
        return message.path("t").asString().equals(t);
    }

    /** The first message heard, ever, that is meant. */
    public JsonNode find(Predicate<JsonNode> meant) {
        return await(meant, false);
    }

    /** The next message not read yet that is meant; those before it are read then. */
    public JsonNode next(Predicate<JsonNode> meant) {
        return await(meant, true);
    }

    public JsonNode next(String t) {
        return next(m -> is(m, t));
    }

    /** Whatever was heard so far counts as read. */
    public void skip() {
        synchronized (heard) {
            read = heard.size();
        }
    }

    public List<JsonNode> heard() {
        synchronized (heard) {
            return List.copyOf(heard);
        }
    }

    private JsonNode await(Predicate<JsonNode> meant, boolean next) {
        var found = new JsonNode[1];
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(2))
                .pollDelay(Duration.ZERO)
                .until(() -> (found[0] = look(meant, next)) != null);
        return found[0];
    }

    private JsonNode look(Predicate<JsonNode> meant, boolean next) {
        synchronized (heard) {
            for (int i = next ? read : 0; i < heard.size(); i++) {
                if (!meant.test(heard.get(i))) continue;
                if (next) read = i + 1;
                return heard.get(i);
            }
        }
        if (closeCode != -1) throw new AssertionError("closed with " + closeCode + ": " + heard());
        return null;
    }

    /** The code the server closed the socket with. */
    public int awaitClose() {
        Awaitility.await().atMost(PATIENCE).until(() -> closeCode != -1);
        return closeCode;
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
                synchronized (heard) {
                    heard.add(JSON.readTree(text.toString()));
                }
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closeCode = code;
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closeCode = 1006;
        }
    }
}
