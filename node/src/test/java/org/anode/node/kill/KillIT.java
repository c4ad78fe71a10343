package org.anode.node.kill;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.anode.node.control.Command;
import org.anode.node.control.Reply;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * {@code kill -9} of the node at random moments while a script edits and runs. Exit 0 means saved: what was
 * acknowledged is there after every restart; each run appends to a file, so one that ran twice is seen; no cell stays
 * "executing".
 */
class KillIT {
    private static final Set<String> SETTLED = Set.of("idle", "ok", "error", "cancelled", "lost", "refused");
    private static final int GATE_ROUNDS = 2;
    private static final int LONG_ROUNDS_MIN = 30;
    private static final int LONG_EDITS_MIN = 1000;
    private static final int LONG_RUNS_MIN = 200;
    private static final int ROUNDS_MAX = 400;
    private static final Duration KERNEL_ENDS_MAX = Duration.ofSeconds(30);
    private static final Duration PROGRESS_MAX = Duration.ofMinutes(3);

    /** Of fewer kills their share of those that hit what they aim at says nothing. */
    private static final int SHARE_FROM = 30;

    @TempDir
    Path folder;

    private final long seed = Long.getLong("anode.kill.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private int kills;
    private int killsInside;

    @Test
    @DisplayName("SY-4 EX-8 EX-13: kills lose nothing saved, run nothing twice, leave nothing executing")
    void fewKills() throws Exception {
        rounds(GATE_ROUNDS, 0, 0);
    }

    @Test
    @Tag("long")
    @DisplayName("SY-4 EX-8 EX-13: a thousand saved edits and two hundred runs across kills")
    void manyKills() throws Exception {
        rounds(LONG_ROUNDS_MIN, LONG_EDITS_MIN, LONG_RUNS_MIN);
    }

    private void rounds(int roundsMin, int editsMin, int runsMin) throws Exception {
        var data = folder.resolve("data");
        var runsFile = Files.createFile(folder.resolve("runs.txt"));
        Script script;
        try (var node = NodeProcess.start(data)) {
            script = new Script(node.client(), runsFile, random);
        }
        while (kills < roundsMin
                || killsInside == 0
                || script.editsAcknowledged() < Math.max(editsMin, kills)
                || script.runsFinished() < Math.max(runsMin, kills / 2)) {
            assertTrue(kills < ROUNDS_MAX, "too few edits or runs after " + kills + " kills");
            round(data, script);
            check(data, script, runsFile);
        }
        var seen =
                "%d kills, %d of them between receipt and acknowledgement of an edit, %d edits acknowledged, %d runs finished, seed %d"
                        .formatted(kills, killsInside, script.editsAcknowledged(), script.runsFinished(), seed);
        System.out.println("kill test: " + seen);
        if (kills >= SHARE_FROM) assertTrue(killsInside * 3 >= kills, seen);
    }

    private void round(Path data, Script script) throws Exception {
        try (var node = NodeProcess.start(data)) {
            int editsBefore = script.editsAcknowledged();
            var editor = Thread.ofVirtual().start(() -> script.edit(node.client()));
            var runner = Thread.ofVirtual().start(() -> script.run(node.client()));
            waitForMoment(node, script);
            node.kill();
            kills++;
            editor.join();
            runner.join();
            if (node.editsReceived() > script.editsAcknowledged() - editsBefore) killsInside++;
        }
    }

    /** Three of four kills aim at an edit that was just received, the others at any moment; some before any run. */
    private void waitForMoment(NodeProcess node, Script script) {
        int runs = script.runsFinished() + random.nextInt(16);
        int edits = script.editsAcknowledged() + random.nextInt(20);
        await().atMost(PROGRESS_MAX)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> script.runsFinished() >= runs && script.editsAcknowledged() >= edits);
        if (random.nextInt(4) == 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(200)));
        } else {
            int received = node.editsReceived();
            await().atMost(PROGRESS_MAX)
                    .pollInterval(Duration.ofNanos(100_000))
                    .pollDelay(Duration.ZERO)
                    .until(() -> node.editsReceived() > received);
            LockSupport.parkNanos(random.nextInt(1_000_000));
        }
    }

    private void check(Path data, Script script, Path runsFile) throws Exception {
        var lines = runsOf(runsFile);
        await().atMost(KERNEL_ENDS_MAX)
                .untilAsserted(() -> lines.kernels()
                        .forEach(pid -> assertEquals(
                                false,
                                ProcessHandle.of(pid)
                                        .map(ProcessHandle::isAlive)
                                        .orElse(false),
                                "kernel " + pid)));
        try (var node = NodeProcess.start(data)) {
            if (!(node.client().call(new Command.Show(script.notebook()), reply -> {})
                    instanceof Reply.Done(var shown)))
                throw new AssertionError("the notebook does not open: " + node.lastLines());
            var cells = new HashMap<String, JsonNode>();
            shown.get("cells").forEach(cell -> cells.put(cell.get("id").asString(), cell));
            checkEdits(script, cells);
            checkRuns(script, cells, lines.counts());
        }
    }

    private void checkEdits(Script script, Map<String, JsonNode> cells) {
        for (var id : script.cells()) {
            assertTrue(cells.containsKey(id), () -> "cell " + id + " is gone, " + where());
            var source = cells.get(id).get("source").asString();
            assertTrue(script.mayHold(id, source), () -> "cell " + id + " holds " + source + ", " + where());
            script.settle(id, source);
        }
    }

    private void checkRuns(Script script, Map<String, JsonNode> cells, Map<String, Integer> counts) {
        cells.values()
                .forEach(cell -> assertTrue(
                        SETTLED.contains(cell.get("state").asString()), () -> "not settled: " + cell + ", " + where()));
        script.runs().forEach((token, fate) -> {
            int times = counts.getOrDefault(token, 0);
            assertTrue(times <= 1, () -> token + " ran " + times + " times, " + where());
            if (!fate.startsWith("finished ")) return;
            var cell = cells.get(fate.substring("finished ".length()));
            assertEquals(1, times, () -> token + " was acknowledged, " + where());
            assertEquals("ok", cell.get("state").asString(), () -> token + " " + cell + ", " + where());
            assertTrue(cell.get("outputs").toString().contains(token), () -> token + " " + cell + ", " + where());
        });
    }

    private String where() {
        return "after kill " + kills + ", seed " + seed;
    }

    private record Lines(Map<String, Integer> counts, Set<Long> kernels) {}

    private static Lines runsOf(Path file) throws IOException {
        var counts = new HashMap<String, Integer>();
        var kernels = new HashSet<Long>();
        for (var line : Files.readAllLines(file)) {
            var parts = line.split(" ", 2);
            counts.merge(parts[0], 1, Integer::sum);
            kernels.add(Long.parseLong(parts[1]));
        }
        return new Lines(counts, kernels);
    }
}
