package org.anode.node.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
        var link = anna.anode("share", "Trees").succeeds();
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
        assertTrue(refused.err().contains("Only the device that made this notebook"), refused.err());
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
