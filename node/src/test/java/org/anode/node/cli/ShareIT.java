package org.anode.node.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sharing from the command line: two nodes in processes of their own, on the loopback interface. */
@Timeout(900)
final class ShareIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Launched anna;
    private Launched bela;

    @TempDir
    Path folder;

    @BeforeEach
    void open() throws Exception {
        anna = new Launched(Files.createDirectory(folder.resolve("anna")));
        bela = new Launched(Files.createDirectory(folder.resolve("bela")));
    }

    @AfterEach
    void close() {
        anna.close();
        bela.close();
    }

    private static void node(Launched of, String name) throws Exception {
        of.node("--name", name, "--lan", "--lan-address", "127.0.0.1", "--lan-port", "0");
    }

    private static JsonNode json(Launched of, String... words) throws Exception {
        return JsonMapper.shared().readTree(of.anode(words).succeeds().out());
    }

    private static String device(Launched of) throws Exception {
        return json(of, "devices", "--json").get(0).path("id").asString();
    }

    @Test
    @DisplayName("MB-6 a notebook shared with a link is joined, edited on both sides, and told who takes part")
    void sharedWithALink() throws Exception {
        node(anna, "Anna’s laptop");
        node(bela, "Bela’s laptop");
        var id = anna.anode("new", "Trees").succeeds().line();
        var first = anna.anode("add", id, "--source", "print('oak')").succeeds().line();
        var link = anna.anode("share", "Trees", "--auto-approve").succeeds();
        assertEquals("", link.err());
        assertTrue(link.out().matches("anode://join/[\\w-]+#[\\w-]{43}\n"), link.out());

        var joined = bela.anode("join", link.line(), "--wait").succeeds();
        assertEquals(id + "\n", joined.out());
        assertTrue(joined.err().contains("“Anna’s laptop”"), joined.err());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(
                        first,
                        json(bela, "show", id, "--json")
                                .path("cells")
                                .path(0)
                                .path("id")
                                .asString("")));
        var second =
                bela.anode("add", id, "--source", "print('elm')").succeeds().line();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(
                        second,
                        json(anna, "show", id, "--json")
                                .path("cells")
                                .path(1)
                                .path("id")
                                .asString("")));

        var people = json(anna, "people", id, "--json");
        assertEquals(2, people.size());
        assertEquals(device(anna), people.get(0).path("id").asString());
        assertEquals("admin", people.get(0).path("role").asString());
        assertEquals(device(bela), people.get(1).path("id").asString());
        assertEquals("Bela’s laptop", people.get(1).path("name").asString());
        assertEquals("edit", people.get(1).path("role").asString());
        var lines = bela.anode("people", id).succeeds().out().lines().toList();
        assertTrue(lines.getFirst().startsWith(device(bela) + "  Bela’s laptop  edit"), lines::toString);
        assertTrue(lines.getLast().startsWith(device(anna) + "  Anna’s laptop  admin"), lines::toString);
        assertTrue(bela.anode("peers").succeeds().out().startsWith(device(anna)), "she is reached");

        assertEquals(id, bela.anode("join", link.line()).succeeds().line(), "the same link again is answered at once");
        var refused = bela.anode("share", id);
        assertEquals(1, refused.exit());
        assertTrue(refused.err().contains("Only an admin of this notebook"), refused.err());
    }

    @Test
    @DisplayName(
            "MB-6 who joins waits, both sides show the same words, and somebody lets in, refuses or takes the link back")
    void asked() throws Exception {
        node(anna, "Anna’s laptop");
        node(bela, "Bela’s laptop");
        var id = anna.anode("new", "Trees").succeeds().line();
        var revoked = anna.anode("share", id).succeeds().line();
        var invite = json(anna, "invites", id, "--json").get(0).path("id").asString();
        anna.anode("revoke", id, invite.substring(0, 8)).succeeds();
        assertEquals("", anna.anode("invites", id).succeeds().out());
        assertFailed(
                "The link to “Trees” was taken back; ask “Anna’s laptop” for a new one.",
                bela.begin("join", revoked, "--wait"));

        var refused = anna.anode("share", id).succeeds().line();
        var hopeful = bela.begin("join", refused, "--wait");
        anna.anode("refuse", waiting().path("id").asString()).succeeds();
        assertFailed("“Anna’s laptop” did not let this computer in.", hopeful);

        var link = anna.anode("share", id, "--role", "comment").succeeds().line();
        var joining = bela.begin("join", link, "--wait");
        var request = waiting();
        assertEquals("Bela’s laptop", request.path("name").asString());
        assertEquals("comment", request.path("role").asString());
        assertEquals(device(bela), request.path("device").asString());
        assertEquals("", bela.anode("list").succeeds().out(), "nothing of it is there before somebody said yes");
        assertTrue(joining.errText().contains("should be: " + words(request) + "."), joining.errText() + request);
        assertFailed("Nobody waits", anna.begin("approve", "nobody"));
        anna.anode("approve", request.path("id").asString(), "--role", "edit").succeeds();
        assertEquals(id, joining.end().succeeds().line());
        assertEquals(
                "edit", json(anna, "people", id, "--json").get(1).path("role").asString());
        assertEquals("", anna.anode("requests").succeeds().out());
    }

    /** Who waits at Anna's, once there are words to compare. */
    private JsonNode waiting() {
        return await().atMost(PATIENCE)
                .until(
                        () -> json(anna, "requests", "--json").path(0),
                        request -> request.path("words").size() == 4);
    }

    private static String words(JsonNode request) {
        return request.path("words").valueStream().map(JsonNode::asString).collect(Collectors.joining(" "));
    }

    private static void assertFailed(String sentence, Launched.Running running) throws Exception {
        var result = running.end();
        assertEquals(1, result.exit());
        assertEquals("", result.out());
        assertTrue(result.err().contains(sentence), result.err());
    }

    @Test
    @DisplayName("MB-6 a link that is cut off, altered or none at all is refused with one sentence")
    void badLinks() throws Exception {
        node(bela, "Bela’s laptop");
        for (var link :
                new String[] {"https://example.org/#x", "anode://join/abc", "anode://join/AAAA#" + "A".repeat(43)}) {
            var refused = bela.anode("join", link, "--timeout", "5");
            assertEquals(1, refused.exit(), link);
            assertEquals("", refused.out());
            assertEquals(1, refused.err().lines().count(), refused.err());
        }
    }

    @Test
    @DisplayName("without a node nothing is shared, and devices says who this is")
    void withoutNode() throws Exception {
        var id = anna.anode("new", "Trees").succeeds().line();
        var refused = anna.anode("share", id);
        assertEquals(1, refused.exit());
        assertTrue(refused.err().contains("anode start"), refused.err());
        var people = json(anna, "people", id, "--json");
        assertEquals(1, people.size());
        assertEquals(device(anna), people.get(0).path("id").asString());
        assertTrue(anna.anode("devices").succeeds().out().startsWith(device(anna) + "  "));
    }
}
