package org.anode.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.anode.node.folder.DataFolder;
import org.anode.node.page.Tab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(600)
class StartIT {
    private Launched anode;

    @TempDir
    Path folder;

    @BeforeEach
    void open() {
        anode = new Launched(folder);
    }

    @AfterEach
    void close() {
        anode.close();
    }

    @Test
    @DisplayName("start prints one line, keeps its port, and stop ends it with exit 0 and nothing more on stdout")
    void startAndStop() throws Exception {
        var first = anode.node();
        var line = first.outText();
        assertTrue(line.matches("Anode ready: http://127\\.0\\.0\\.1:[0-9]+/#token=[0-9a-f]{64}\n"), line);
        assertEquals(0, anode.anode("status").exit());
        assertEquals(0, anode.anode("stop").exit());
        assertEquals(0, first.end().exit());
        assertEquals(line, first.outText());
        assertEquals("", first.errText());
        var again = anode.node().outText();
        assertEquals(line.replaceAll("#.*", ""), again.replaceAll("#.*", ""), "the port is kept");
        assertFalse(line.equals(again), "the token is not");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    @DisplayName("Ctrl-C, SIGTERM and SIGHUP stop the node cleanly, exit 0")
    void signals(String signal) throws Exception {
        var node = anode.node();
        assertEquals(
                0,
                new ProcessBuilder(
                                "kill",
                                "-" + signal,
                                String.valueOf(node.process().pid()))
                        .start()
                        .waitFor());
        assertEquals(0, node.end().exit(), node.errText());
        assertTrue(DataFolder.running(anode.data()).isEmpty());
        assertFalse(Files.exists(anode.data().resolve("node.json")), "its address is gone");
    }

    @Test
    @DisplayName("a second start on the same folder says where the first one is, exit 1")
    void secondStart() throws Exception {
        var url = anode.node().outText().replaceAll("(?s)Anode ready: (http://.*/)#.*", "$1");
        var second = anode.anode("start");
        assertEquals(1, second.exit());
        assertTrue(second.err().contains(url), second.err());
        assertEquals(1, second.err().lines().count(), second.err());
        assertEquals("", second.out());
    }

    @Test
    @DisplayName("a killed node's address is recognised as stale: the next command and the next start just work")
    void staleAddress() throws Exception {
        var node = anode.node();
        node.process().destroyForcibly().waitFor();
        assertTrue(Files.exists(anode.data().resolve("node.json")), "kill -9 leaves it");
        assertEquals(1, anode.anode("status").exit());
        assertEquals(0, anode.anode("list").exit());
        anode.node();
        assertEquals(0, anode.anode("status").exit());
    }

    @Test
    @DisplayName("a taken port is a sentence, exit 1; another port helps")
    void portTaken() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            var port = String.valueOf(other.getLocalPort());
            var refused = anode.anode("start", "--port", port);
            assertEquals(1, refused.exit());
            assertTrue(refused.err().contains(port) && refused.err().contains("--port"), refused.err());
            assertEquals(1, refused.err().lines().count(), refused.err());
        }
        anode.node();
    }

    @Test
    @DisplayName("R15 the file with the token is 0600, and the token is in no log")
    void tokenIsPrivate() throws IOException, InterruptedException {
        var node = anode.node("--log", "trace");
        var token = node.outText().replaceAll("(?s).*#token=([0-9a-f]+).*", "$1");
        anode.anode("status").succeeds();
        var file = anode.data().resolve("node.json");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertTrue(node.errText().contains("acknowledged"), "the log was heard");
        assertFalse(node.errText().contains(token));
        try (var files = Files.walk(anode.data())) {
            for (var log :
                    files.filter(path -> path.toString().contains("anode.log")).toList())
                assertFalse(Files.readString(log).contains(token), log.toString());
        }
    }

    @Test
    @DisplayName("stop without a node is no error; status without one is")
    void noNode() throws Exception {
        assertEquals(0, anode.anode("stop").exit());
        var status = anode.anode("status");
        assertEquals(1, status.exit());
        assertTrue(status.err().contains("anode start"), status.err());
    }

    @Test
    @DisplayName("a data folder that can not be made is a sentence, exit 1; a stack trace comes only with --log debug")
    void noFolder() throws Exception {
        Files.writeString(folder.resolve("file"), "");
        var data = folder.resolve("file").resolve("data").toString();
        var refused = anode.anode("list", "--data", data);
        assertEquals(1, refused.exit());
        assertEquals(1, refused.err().lines().count(), refused.err());
        var debug = anode.anode("list", "--data", data, "--log", "debug");
        assertEquals(1, debug.exit());
        assertTrue(debug.err().contains("\tat org.anode"), debug.err());
        assertEquals("", debug.out());
    }

    @Test
    @DisplayName("R2 open gives a fresh link each time; a page session survives a restart, and ends with stop --forget")
    void linksAndSessions() throws Exception {
        var first = anode.node().outText().replaceAll("(?s)Anode ready: (http\\S+).*", "$1");
        var session = Tab.session(first);
        var again = anode.anode("open", "--no-open").succeeds().line();
        assertFalse(again.equals(first));
        assertEquals(first.replaceAll("#.*", ""), again.replaceAll("#.*", ""));
        var port = java.net.URI.create(first).getPort();
        assertTrue(isWelcome(port, session));
        anode.anode("stop").succeeds();
        assertEquals(1, anode.anode("open", "--no-open").exit());
        anode.node();
        assertTrue(isWelcome(port, session));
        anode.anode("stop", "--forget").succeeds();
        anode.node();
        assertFalse(isWelcome(port, session));
    }

    private static boolean isWelcome(int port, String session) {
        try (var tab = new Tab(port, session, "client")) {
            tab.next("welcome");
            return true;
        } catch (AssertionError closed) {
            return false;
        }
    }

    @Test
    @DisplayName("a notebook file as the only word is opened by the node that runs, and kept as it is edited there")
    void openFile() throws Exception {
        anode.node();
        var file = folder.resolve("Mine.ipynb");
        Files.writeString(file, "{\"cells\":[],\"metadata\":{},\"nbformat\":4,\"nbformat_minor\":5}");
        var link = anode.anode(file.toString(), "--no-open").succeeds().line();
        assertTrue(link.matches("http://127\\.0\\.0\\.1:[0-9]+/#token=[0-9a-f]{64}&notebook=[a-z2-7]{52}"), link);
        assertEquals(
                link.replaceAll(".*=", ""),
                anode.anode("import", file.toString()).succeeds().line());
        anode.anode("add", "Mine", "--source", "print(1)").succeeds();
        anode.anode("stop").succeeds();
        assertTrue(Files.readString(file).contains("print(1)"));
    }
}
