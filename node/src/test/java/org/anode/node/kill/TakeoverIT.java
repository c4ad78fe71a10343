package org.anode.node.kill;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.anode.node.cli.Launched;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A computer that runs cells for another one is killed while it does, and started again. Real nodes and kernels. */
@Timeout(600)
final class TakeoverIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String[] MEET = {"--lan", "--lan-address", "127.0.0.1"};

    @TempDir
    Path folder;

    private Launched anna;
    private Launched bela;
    private Launched.Running annasNode;

    @BeforeEach
    void open() throws Exception {
        anna = new Launched(Files.createDirectory(folder.resolve("anna")));
        bela = new Launched(Files.createDirectory(folder.resolve("bela")));
        anna.anode("policy", "members").succeeds();
        annasNode = anna.node(MEET);
        bela.node(MEET);
    }

    @AfterEach
    void close() {
        anna.close();
        bela.close();
    }

    private JsonNode host(Launched as, boolean me) throws Exception {
        var hosts = JsonMapper.shared()
                .readTree(as.anode("hosts", "Trees", "--json").succeeds().out());
        return hosts.valueStream()
                .filter(host -> host.path("me").asBoolean() == me)
                .findFirst()
                .orElseThrow();
    }

    private String cell(String source) throws Exception {
        return bela.anode("add", "Trees", "--source", source).succeeds().line();
    }

    @Test
    @DisplayName(
            "EX-8 EX-9 when a host is killed the next request runs elsewhere, and nothing that it ran is run again")
    void killed() throws Exception {
        var marks = Files.createDirectory(folder.resolve("marks"));
        anna.anode("new", "Trees").succeeds();
        var link = anna.anode("share", "Trees", "--run", "--auto-approve")
                .succeeds()
                .line();
        bela.anode("join", link).succeeds();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertEquals("all", host(bela, false).path("runs").asString()));
        var sleeper = cell("import pathlib, time\n"
                + "pathlib.Path('" + marks + "/' + str(time.time_ns())).touch()\n"
                + "print('begun')\n"
                + "time.sleep(600)");
        var waiting = cell("print('second')");
        bela.anode("exec", "Trees", sleeper, waiting).succeeds();
        await().atMost(PATIENCE).until(() -> marks.toFile().list().length == 1);
        await().atMost(PATIENCE).until(() -> bela.anode("show", "Trees").out().contains("begun"));

        annasNode.process().destroyForcibly().waitFor();
        var began = System.nanoTime();
        await().atMost(PATIENCE).until(() -> !host(bela, false).path("here").asBoolean());
        var third =
                bela.anode("exec", "Trees", cell("print('third')"), "--wait").succeeds();
        assertEquals("third", third.line());
        var took = Duration.ofNanos(System.nanoTime() - began);
        assertTrue(took.compareTo(Duration.ofSeconds(60)) < 0, "no takeover in " + took);
        System.err.println("takeover: " + took.toMillis() + " ms, with a cold kernel");

        anna.node(MEET);
        await().atMost(PATIENCE).untilAsserted(() -> assertTrue(shown(sleeper).contains("lost"), shown(sleeper)));
        assertTrue(shown(waiting).contains("cancelled"), shown(waiting));
        assertEquals(1, marks.toFile().list().length, "it was run again");
        assertFalse(bela.anode("show", "Trees").out().contains("second\n"));
    }

    /** What became of the cell's run, as JSON. */
    private String shown(String cell) throws Exception {
        var shown = JsonMapper.shared()
                .readTree(bela.anode("show", "Trees", "--json").succeeds().out());
        return shown.path("cells")
                .valueStream()
                .filter(one -> one.path("id").asString().equals(cell))
                .findFirst()
                .orElseThrow()
                .toString();
    }
}
