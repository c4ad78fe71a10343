package org.anode.node.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.anode.node.identity.IdentityFile;
import org.anode.node.identity.PersonId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Devices of one person, and their keys, from the command line. */
@Timeout(900)
final class PairIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Launched laptop;
    private Launched desktop;
    private Launched other;

    @TempDir
    Path folder;

    @BeforeEach
    void open() throws Exception {
        laptop = new Launched(Files.createDirectory(folder.resolve("laptop")));
        desktop = new Launched(Files.createDirectory(folder.resolve("desktop")));
        other = new Launched(Files.createDirectory(folder.resolve("other")));
    }

    @AfterEach
    void close() {
        laptop.close();
        desktop.close();
        other.close();
    }

    private static JsonNode devices(Launched of) throws Exception {
        return JsonMapper.shared()
                .readTree(of.anode("devices", "--json").succeeds().out());
    }

    private static PersonId person(Launched of) {
        return IdentityFile.peek(of.data()).orElseThrow().person();
    }

    /** The line that people compare. */
    private static String words(String err) {
        return err.lines()
                .filter(line -> line.contains("These words"))
                .map(line -> line.substring(line.lastIndexOf(':')))
                .findFirst()
                .orElseThrow();
    }

    private static void start(Launched of, String name) throws Exception {
        of.node("--name", name, "--lan", "--lan-address", "127.0.0.1", "--lan-port", "0");
    }

    /** The laptop waits for another one to take up its link, which is all of stdout. */
    private Launched.Running pairing() throws Exception {
        var makes = laptop.begin("pair", "--yes");
        await().atMost(PATIENCE).until(() -> makes.outText().contains("\n"));
        return makes;
    }

    @Test
    @DisplayName("R15 two computers are paired with a link and four words, and are the same person's from then on")
    void pairs() throws Exception {
        start(laptop, "Anna’s laptop");
        start(desktop, "Anna’s desktop");
        var before = person(laptop);
        assertNotEquals(before, person(desktop));
        var makes = pairing();
        var link = makes.outText().strip();
        assertTrue(link.matches("anode://pair/[\\w-]+#[\\w-]{43}"), link);
        var takes = desktop.anodeWithInput("y\n", "pair", link).succeeds();
        var made = makes.end().succeeds();
        assertEquals(words(made.err()), words(takes.err()));
        assertTrue(takes.err().contains("Paired with “Anna’s laptop”."), takes.err());

        var there = devices(desktop);
        assertEquals(takes.line(), devices(laptop).get(0).path("id").asString());
        assertEquals(takes.line(), there.get(1).path("id").asString());
        assertEquals("run", there.get(1).path("trust").asString());
        assertEquals(before, person(laptop));
        assertEquals(before, person(desktop));

        var again = desktop.anode("pair", link, "--yes");
        assertEquals(1, again.exit());
        assertTrue(again.err().contains("used already"), again.err());
        laptop.anode("unpair", "Anna’s desktop").succeeds();
        assertEquals(1, devices(laptop).size());
    }

    @Test
    @DisplayName("MB-6 about another computer of one's own nobody is asked, but about others, and once it is unpaired")
    void joins() throws Exception {
        start(laptop, "Anna’s laptop");
        start(desktop, "Anna’s desktop");
        start(other, "Bela’s laptop");
        var makes = pairing();
        desktop.anode("pair", makes.outText().strip(), "--yes").succeeds();
        makes.end().succeeds();

        var trees = laptop.anode("new", "Trees").succeeds().line();
        var link = laptop.anode("share", trees).succeeds().line();
        assertEquals(trees, desktop.anode("join", link, "--wait").succeeds().line());
        assertAsked(other, link);

        laptop.anode("unpair", "Anna’s desktop").succeeds();
        var birds = laptop.anode("new", "Birds").succeeds().line();
        assertAsked(desktop, laptop.anode("share", birds).succeeds().line());
        var kept = desktop.anode("list").succeeds().line();
        assertTrue(kept.startsWith(trees) && kept.lines().count() == 1, kept);
    }

    /** That somebody at the laptop has to say whether this one may join; the answer is no. */
    private void assertAsked(Launched joiner, String link) throws Exception {
        var joins = joiner.begin("join", link, "--wait");
        var request = await().atMost(PATIENCE)
                .until(this::requests, list -> list.size() == 1)
                .get(0);
        assertEquals(devices(joiner).get(0).path("id"), request.path("device"));
        assertFalse(request.path("mine").asBoolean());
        assertTrue(joins.process().isAlive(), joins.errText());
        laptop.anode("refuse", request.path("id").asString()).succeeds();
        assertEquals(1, joins.end().exit());
    }

    private JsonNode requests() throws Exception {
        return JsonMapper.shared()
                .readTree(laptop.anode("requests", "--json").succeeds().out());
    }

    @Test
    @DisplayName("R15 an identity that was kept makes another data folder that computer; nothing is overwritten")
    void keptAndRestored() throws Exception {
        laptop.anode("new", "Trees").succeeds();
        var device = devices(laptop).get(0);
        var file = folder.resolve("me.anode").toString();
        var tooShort = laptop.anodeWithInput("short\n", "identity", "backup", file);
        assertEquals(1, tooShort.exit());
        assertFalse(Files.exists(Path.of(file)));
        laptop.anodeWithInput("a horse and a staple\n", "identity", "backup", file)
                .succeeds();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(file))));
        assertTrue(laptop.anodeWithInput("another one\n", "identity", "backup", file)
                .err()
                .contains("exists already"));

        var mine = devices(desktop).get(0).path("id").asString();
        var refused = desktop.anodeWithInput("a horse and a stable\n", "identity", "restore", file);
        assertEquals(1, refused.exit());
        assertTrue(refused.err().contains("not the passphrase"), refused.err());
        assertEquals(mine, devices(desktop).get(0).path("id").asString());
        var restored = desktop.anodeWithInput("a horse and a staple\n", "identity", "restore", file)
                .succeeds();
        assertTrue(restored.err().contains("must not run with the same keys"), restored.err());
        var now = devices(desktop).get(0);
        assertEquals(device.path("id").asString(), now.path("id").asString());
        assertEquals(device.path("name").asString(), now.path("name").asString());
        assertEquals(mine, now.path("copyOf").get(0).asString());

        desktop.node("--no-lan");
        var busy = desktop.anodeWithInput("a horse and a staple\n", "identity", "restore", file);
        assertEquals(1, busy.exit());
        assertEquals(1, busy.err().lines().count(), busy.err());
    }
}
