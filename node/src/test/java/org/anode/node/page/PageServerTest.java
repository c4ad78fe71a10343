package org.anode.node.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.anode.node.Node;
import org.anode.node.NodeConfig;
import org.anode.node.NodeFailure;
import org.anode.node.ScriptedKernels;
import org.anode.node.control.Command;
import org.anode.node.control.ControlClient;
import org.anode.node.control.ControlJson;
import org.anode.node.control.NodeLink;
import org.anode.node.control.Reply;
import org.anode.node.control.Token;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PageServerTest {
    private final Token token = Token.fresh();
    private final Echo node = new Echo();
    private final Node home = Node.open(NodeConfig.inMemory(new ScriptedKernels()));
    private PageServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        server = start(node, PageServer.PORT_ANY);
    }

    private PageServer start(NodeLink link, int port) {
        return PageServer.start(link, home.home(), new PageSessions(folder.resolve(PageSessions.FILE)), token, port);
    }

    @AfterEach
    void stop() {
        server.close();
        home.close();
    }

    /** A node that works: it answers each kind of command in the way the wire has to carry. */
    private static final class Echo implements NodeLink {
        final AtomicInteger calls = new AtomicInteger();

        @Override
        public Reply call(Command command, Consumer<Reply> onReply) {
            calls.incrementAndGet();
            return switch (command) {
                case Command.Edit(var notebook, var cell, var source) ->
                    ControlJson.done(Map.of("notebook", notebook, "cell", cell, "source", source));
                case Command.Exec _ -> {
                    onReply.accept(new Reply.Progress("waiting"));
                    onReply.accept(new Reply.Text("a\nb😀", false));
                    onReply.accept(new Reply.Text("oops", true));
                    yield new Reply.Failed("It failed.", false);
                }
                case Command.Interrupt _ -> {
                    flood(onReply);
                    yield ControlJson.done(Map.of());
                }
                case Command.Status _ -> throw new NodeFailure("The disk is full: make room.");
                case Command.Doctor _ -> throw new IllegalStateException("a bug");
                case Command.Backup _ -> throw new StackOverflowError("another");
                case Command other -> ControlJson.done(other.getClass().getSimpleName());
            };
        }

        private void flood(Consumer<Reply> onReply) {
            var megabyte = "x".repeat(1 << 20);
            for (int i = 0; i < 200; i++) onReply.accept(new Reply.Text(megabyte, false));
        }

        @Override
        public void close() {}
    }

    private ControlClient client() {
        return new ControlClient(server.port(), token);
    }

    private static void none(Reply reply) {
        throw new AssertionError("unexpected " + reply);
    }

    /** Sends {@code request} as it is and gives all that comes back. */
    private String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private String post(String headers, String body) throws IOException {
        return raw("POST /api/command HTTP/1.1\r\n" + headers + "Content-Length: " + body.getBytes(UTF_8).length
                + "\r\n\r\n" + body);
    }

    private String host() {
        return "Host: 127.0.0.1:" + server.port() + "\r\n";
    }

    private String bearer() {
        return "Authorization: Bearer " + token.reveal() + "\r\n";
    }

    private static final String JSON = "Content-Type: application/json\r\n";

    private static String status(String response) {
        return response.substring(9, 12);
    }

    @Test
    @DisplayName("a command's text arrives as it was typed: quotes, line ends, emoji, NUL, leading dashes")
    void textArrives() {
        var source = "--source \"x\"\r\n\tprint('é😀')\u0000 @file ${HOME} \\n";
        var reply = client().call(new Command.Edit("n", "c", source), PageServerTest::none);
        assertEquals(ControlJson.done(Map.of("notebook", "n", "cell", "c", "source", source)), reply);
    }

    @Test
    @DisplayName("replies come one by one and in order, the last one ends the call")
    void repliesStream() {
        var heard = new ArrayList<Reply>();
        var exec = new Command.Exec("n", List.of("c"), false, true, Optional.of(5L));
        assertEquals(new Reply.Failed("It failed.", false), client().call(exec, heard::add));
        assertEquals(
                List.of(new Reply.Progress("waiting"), new Reply.Text("a\nb😀", false), new Reply.Text("oops", true)),
                heard);
    }

    @Test
    @DisplayName("a failure of the node, and a bug, become the command's reply; the server goes on")
    void failuresBecomeReplies() {
        failInEveryWay();
    }

    private void failInEveryWay() {
        assertEquals(
                new Reply.Failed("The disk is full: make room.", false),
                client().call(new Command.Status(), PageServerTest::none));
        var bug = (Reply.Failed) client().call(new Command.Doctor(), PageServerTest::none);
        assertTrue(bug.sentence().contains("an error of its own"), bug.sentence());
        var error = (Reply.Failed) assertTimeoutPreemptively(
                Duration.ofSeconds(30), () -> client().call(new Command.Backup("file"), PageServerTest::none));
        assertTrue(error.sentence().contains("StackOverflowError"), error.sentence());
        assertEquals(ControlJson.done("Stop"), client().call(new Command.Stop(false), PageServerTest::none));
    }

    @Test
    @DisplayName("R3 R4 the table: every route, asked wrongly in every way, is refused before the node hears of it")
    void wrongRequestsAreRefused() throws IOException {
        askInEveryWrongWay();
    }

    private void askInEveryWrongWay() throws IOException {
        var body = "{\"command\":\"Stop\",\"forget\":false}";
        var table = Map.ofEntries(
                Map.entry("no token", Map.entry(host() + JSON, "401")),
                Map.entry(
                        "wrong token",
                        Map.entry(
                                host() + JSON + "Authorization: Bearer "
                                        + Token.fresh().reveal() + "\r\n",
                                "401")),
                Map.entry("token as cookie", Map.entry(host() + JSON + "Cookie: t=" + token.reveal() + "\r\n", "401")),
                Map.entry("evil host", Map.entry("Host: evil.com\r\n" + JSON + bearer(), "421")),
                Map.entry("no host", Map.entry(JSON + bearer(), "421")),
                Map.entry("two hosts", Map.entry(host() + "Host: evil.com\r\n" + JSON + bearer(), "421")),
                Map.entry("null origin", Map.entry(host() + JSON + bearer() + "Origin: null\r\n", "403")),
                Map.entry("evil origin", Map.entry(host() + JSON + bearer() + "Origin: http://evil.com\r\n", "403")),
                Map.entry("form", Map.entry(host() + bearer() + "Content-Type: text/plain\r\n", "415")),
                Map.entry("no type", Map.entry(host() + bearer(), "415")));
        for (var row : table.entrySet())
            assertEquals(row.getValue().getValue(), status(post(row.getValue().getKey(), body)), row.getKey());
        assertEquals("405", status(raw("GET /api/command HTTP/1.1\r\n" + host() + bearer() + "\r\n")));
        assertEquals("404", status(raw("GET /etc/passwd HTTP/1.1\r\n" + host() + bearer() + "\r\n")));
        assertEquals("400", status(raw("nonsense\r\n\r\n")));
        assertEquals("400", status(post(host() + JSON + bearer(), "{\"command\":\"java.lang.Runtime\"}")));
        assertEquals("400", status(post(host() + JSON + bearer(), "[".repeat(100_000))));
        assertEquals(0, node.calls.get());
    }

    @Test
    @DisplayName("R3 the page needs no token, holds nobody's data and answers GET only")
    void pageIsPublic() throws IOException {
        assertEquals("200", status(raw("GET / HTTP/1.1\r\n" + host() + "\r\n")));
        assertEquals("421", status(raw("GET / HTTP/1.1\r\nHost: evil.com\r\n\r\n")));
        assertEquals("405", status(raw("POST / HTTP/1.1\r\n" + host() + "Content-Length: 0\r\n\r\n")));
    }

    @Test
    @DisplayName("R4 no answer allows another origin to read it")
    void noCors() throws IOException {
        for (var response : List.of(
                raw("GET / HTTP/1.1\r\n" + host() + "\r\n"),
                raw("OPTIONS /api/command HTTP/1.1\r\n" + host() + "Origin: http://evil.com\r\n\r\n"),
                post(host() + JSON + bearer(), "{\"command\":\"Stop\",\"forget\":false}")))
            assertFalse(response.toLowerCase(java.util.Locale.ROOT).contains("access-control-"), response);
    }

    @Test
    @DisplayName("R14 a body above the limit is refused without being read; without a token nothing of a body is kept")
    void largeBodiesAreRefused() throws IOException {
        var announced = "Content-Length: " + (ControlJson.COMMAND_BYTES_MAX + 1) + "\r\n\r\n";
        assertEquals("413", status(raw("POST /api/command HTTP/1.1\r\n" + host() + JSON + bearer() + announced)));
        assertEquals("401", status(raw("POST /api/command HTTP/1.1\r\n" + host() + JSON + announced)));
        assertEquals(0, node.calls.get());
    }

    @Test
    @DisplayName("one request per connection: a second one behind the first is dropped")
    void secondRequestIsDropped() throws IOException {
        var body = "{\"command\":\"Stop\",\"forget\":false}";
        var request = "POST /api/command HTTP/1.1\r\n" + host() + JSON + bearer() + "Content-Length: " + body.length()
                + "\r\n\r\n" + body;
        assertEquals("200", status(raw(request + request)));
        assertEquals(1, node.calls.get());
    }

    @Test
    @DisplayName("R14 a client that does not read stops the command's output, not the server; memory stays bounded")
    void slowReaderIsWaitedFor() throws Exception {
        var body = "{\"command\":\"Interrupt\",\"notebook\":\"n\"}";
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(("POST /api/command HTTP/1.1\r\n" + host() + JSON + bearer() + "Content-Length: "
                                    + body.length() + "\r\n\r\n" + body)
                            .getBytes(UTF_8));
            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> node.calls.get() == 1);
            assertEquals(ControlJson.done("Stop"), client().call(new Command.Stop(false), PageServerTest::none));
            long total = 0;
            var chunk = new byte[1 << 16];
            for (int n = socket.getInputStream().read(chunk);
                    n > 0;
                    n = socket.getInputStream().read(chunk)) total += n;
            assertTrue(total > 200L << 20, "the reader that came late got " + total + " bytes");
        }
    }

    @Test
    @DisplayName("R1 the server is bound to 127.0.0.1 only")
    void boundToLoopback() throws IOException {
        for (var own : java.net.NetworkInterface.networkInterfaces()
                .flatMap(java.net.NetworkInterface::inetAddresses)
                .filter(address -> !address.getHostAddress().startsWith("127."))
                .toList())
            assertThrows(IOException.class, () -> new Socket(own, server.port()).close(), own.toString());
    }

    @Test
    @DisplayName("a taken port is a sentence that names it and the way out")
    void portTaken() {
        var failure = assertThrows(NodeFailure.class, () -> start(node, server.port()));
        assertTrue(failure.sentence().contains(String.valueOf(server.port())), failure.sentence());
        assertTrue(failure.sentence().contains("--port"), failure.sentence());
    }

    @Test
    @DisplayName("R2 the token is in no log line, whatever the level, whatever goes wrong")
    void tokenIsNotLogged() throws IOException {
        var lines = new ArrayList<String>();
        var handler = new Handler() {
            @Override
            public synchronized void publish(LogRecord record) {
                lines.add(new java.util.logging.SimpleFormatter().format(record));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var root = Logger.getLogger("");
        var before = root.getLevel();
        root.setLevel(Level.ALL);
        root.addHandler(handler);
        handler.setLevel(Level.ALL);
        try {
            askInEveryWrongWay();
            failInEveryWay();
        } finally {
            root.removeHandler(handler);
            root.setLevel(before);
        }
        assertTrue(lines.stream().anyMatch(line -> line.contains("acknowledged")), "the log was heard");
        assertTrue(lines.stream().noneMatch(line -> line.contains(token.reveal())));
        assertFalse(token.toString().contains(token.reveal()));
    }

    @Test
    @DisplayName("R3 the table on the wire: every route and upgrade, asked wrongly in every way, is refused")
    void everyRoute() throws IOException {
        for (var route : Route.values()) {
            var line = route.method + " " + Paths.of(route) + " HTTP/1.1\r\n";
            var rest = String.join(
                    "\r\n",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "Content-Length: 0\r\n\r\n");
            for (var host : List.of(
                    "evil.com",
                    "127.0.0.1.evil.com",
                    "127.0.0.1.:" + server.port(),
                    "127.0.0.1:" + server.port() + "."))
                assertEquals(
                        "421", status(raw(line + "Host: " + host + "\r\n" + JSON + bearer() + rest)), route.name());
            assertEquals("421", status(raw(line + JSON + bearer() + rest)), route.name());
            for (var origin : List.of("null", "http://evil.com", "http://127.0.0.1.evil.com:" + server.port()))
                assertEquals(
                        "403",
                        status(raw(line + host() + "Origin: " + origin + "\r\n" + JSON + bearer() + rest)),
                        route.name());
            var wrong = "Authorization: Bearer " + Token.fresh().reveal() + "\r\n";
            var refusal = route.access == Route.Access.SOCKET ? "403" : "401";
            if (route.access != Route.Access.PUBLIC && route.access != Route.Access.LINK)
                for (var secret : List.of("", wrong))
                    assertEquals(refusal, status(raw(line + host() + JSON + secret + rest)), route.name());
            if (route.hasBody() && route.access != Route.Access.PAGE)
                assertEquals(
                        "415",
                        status(raw(line + host() + "Content-Type: text/plain\r\n" + bearer() + rest)),
                        route.name());
        }
    }

    @Test
    @DisplayName("R2 a link's token is swapped once: a replay, another token and nonsense are refused")
    void linkOnce() throws Exception {
        var link = server.freshLink(Optional.empty());
        var token = link.replaceAll(".*=", "");
        Tab.session(link);
        for (var body : List.of(
                "{\"token\":\"" + token + "\"}",
                "{\"token\":\"" + Token.fresh().reveal() + "\"}",
                "{\"token\":1}",
                "{}")) {
            var answer = Tab.post(server.port(), "/api/session", body, "");
            assertEquals(401, answer.statusCode(), body);
            assertFalse(answer.body().contains(token));
        }
        assertEquals(
                400, Tab.post(server.port(), "/api/session", "nonsense", "").statusCode());
        assertEquals(
                413,
                Tab.post(server.port(), "/api/session", "x".repeat(2000), "").statusCode());
    }

    @Test
    @DisplayName("the page and its frames come with their own policies; names of files lead nowhere else")
    void files() throws IOException {
        var host = "127.0.0.1:" + server.port();
        assertTrue(PageFiles.pagePolicy(host).contains("frame-ancestors 'none'"));
        assertTrue(PageFiles.framePolicy(host).startsWith("sandbox allow-scripts;"));
        for (var path : List.of("/assets/..%2findex.html", "/assets/nothing.js", "/o/assets/nothing.js"))
            assertEquals("404", status(raw("GET " + path + " HTTP/1.1\r\n" + host() + "\r\n")), path);
        var index = raw("GET / HTTP/1.1\r\n" + host() + "\r\n").toLowerCase(java.util.Locale.ROOT);
        assertTrue(index.contains("nosniff") && index.contains("no-referrer") && index.contains("no-store"), index);
    }

    @Test
    @DisplayName("what is packed for the way is the file again")
    void packed() throws IOException {
        var body = "const page = 'é😀';\n".repeat(1000).getBytes(UTF_8);
        var packed = PageFiles.packed(body);
        assertTrue(packed.length < body.length / 10);
        try (var in = new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(packed))) {
            assertArrayEquals(body, in.readAllBytes());
        }
    }
}
