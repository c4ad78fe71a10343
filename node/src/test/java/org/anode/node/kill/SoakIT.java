package org.anode.node.kill;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.anode.node.OpenShare;
import org.anode.node.control.Command;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Five nodes share a notebook; somebody writes at each of them while nodes are killed and suspended. Afterwards all have
 * the same, nothing is there twice, and nothing that was acknowledged as saved is missing.
 */
@Timeout(1800)
final class SoakIT {
    private static final int NODES = 5;

    /** What all five should do together is 20 a second; some are away at any time. */
    private static final int EDITS_PER_SECOND_EACH = 12;

    private static final int EDITS_PER_SECOND_MIN = 20;

    /** A busy machine may take so many times longer to make as many edits; the figures that are printed tell. */
    private static final int LONGER_MAX = 3;

    /** The machine may be busy. */
    private static final Duration CONVERGED_MAX = Duration.ofMinutes(5);

    private static final long JOIN_SECONDS_MAX = 180;
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    Path folder;

    private final long seed = Long.getLong("anode.soak.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Planted planted = new Planted();
    private final List<SoakNode> nodes = new ArrayList<>();
    private final List<SoakWriter> writers = new ArrayList<>();
    private String notebook = "";
    private int kills;
    private int partitions;

    /** How long, and how much trouble. */
    private record Measure(Duration time, int kills, int partitions, int awayMsMin, int awayMsMax) {}

    @AfterEach
    void close() {
        nodes.forEach(SoakNode::close);
    }

    @Test
    @Tag("long") // the simulator has this rule at each check
    @DisplayName(
            "SY-4 SY-5 SY-7: five nodes, half a minute of edits, kills and partitions: the same everywhere, none lost")
    void halfAMinute() throws Exception {
        soak(new Measure(Duration.ofSeconds(30), 2, 1, 5_000, 8_000));
    }

    @Test
    @Tag("long")
    @DisplayName(
            "SY-4 SY-5 SY-7: five nodes, ten minutes, thirty kills, ten partitions: the same everywhere, none lost")
    void tenMinutes() throws Exception {
        soak(new Measure(Duration.ofMinutes(10), 30, 10, 5_000, 20_000));
    }

    private void soak(Measure measure) throws Exception {
        start();
        share();
        long begun = System.nanoTime();
        edit(measure);
        double seconds = (System.nanoTime() - begun) / 1e9;
        long calm = System.nanoTime();
        var exported = awaitSame();
        double converged = (System.nanoTime() - calm) / 1e9;
        var seen = told(seconds, converged);
        System.out.println("soak: " + seen);
        check(exported, seen);
        assertTrue(planted.savedEdits() >= EDITS_PER_SECOND_MIN * measure.time.toSeconds(), seen);
        assertTrue(kills >= measure.kills && partitions >= measure.partitions, seen);
        doctors();
    }

    private String told(double seconds, double converged) {
        var refusals = new TreeSet<String>();
        writers.forEach(writer -> refusals.addAll(writer.refusals()));
        return "%d saved edits in %.0f s (%.1f/s), %d kills, %d partitions, the same everywhere after %.1f s; %d edits offered again, %d of them lost; refusals %s; seed %d"
                .formatted(
                        planted.savedEdits(),
                        seconds,
                        planted.savedEdits() / seconds,
                        kills,
                        partitions,
                        converged,
                        writers.stream().mapToInt(w -> w.resumed() + w.lost()).sum(),
                        writers.stream().mapToInt(SoakWriter::lost).sum(),
                        refusals,
                        seed);
    }

    // --- Five nodes with a notebook ---

    private void start() throws Exception {
        var port = Integer.toString(freePorts());
        everywhere(NODES, n -> {
                    var options = List.of(
                            "--name",
                            "Node " + n,
                            "--lan",
                            "--lan-address",
                            "127.0.0.1",
                            "--lan-port",
                            port,
                            "--log",
                            "info");
                    return SoakNode.start(folder.resolve("node-" + n), options);
                })
                .forEach(nodes::add);
    }

    /** The first of some that are free: each node takes the next, and looks for the others there. */
    private static int freePorts() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private void share() throws Exception {
        notebook = id(nodes.getFirst().ask(new Command.NewNotebook(Optional.of("Soak"))));
        nodes.getFirst().ask(new Command.Add(notebook, "code", Optional.empty(), ""));
        var link = nodes.getFirst().ask(OpenShare.of(notebook)).path("link").asString();
        everywhere(NODES - 1, n -> nodes.get(n + 1).ask(new Command.Join(link, Optional.of(JOIN_SECONDS_MAX))));
    }

    private static String id(JsonNode done) {
        return done.path("id").asString();
    }

    private interface Each<T> {
        T at(int number) throws Exception;
    }

    /** All at the same time. */
    private static <T> List<T> everywhere(int count, Each<T> act) throws Exception {
        try (var threads = Executors.newCachedThreadPool()) {
            var tasks = new ArrayList<Callable<T>>();
            for (int i = 0; i < count; i++) {
                int number = i;
                tasks.add(() -> act.at(number));
            }
            var results = new ArrayList<T>();
            for (Future<T> result : threads.invokeAll(tasks)) results.add(result.get());
            return results;
        }
    }

    // --- Edits and trouble ---

    private void edit(Measure measure) throws Exception {
        long end = System.nanoTime() + measure.time.toNanos();
        try (var threads = Executors.newCachedThreadPool()) {
            var all = new ArrayList<Future<?>>();
            for (int n = 0; n < NODES; n++) {
                var writer = new SoakWriter(n, nodes.get(n), notebook, planted, seed, EDITS_PER_SECOND_EACH);
                writers.add(writer);
                all.add(threads.submit(writer));
            }
            try {
                var suspending = threads.submit(() -> {
                    suspendAgainAndAgain(measure, end, new Random(seed - 1));
                    return true;
                });
                killAgainAndAgain(measure, end);
                suspending.get();
                long editsMin = EDITS_PER_SECOND_MIN * measure.time.toSeconds();
                await().atMost(measure.time.multipliedBy(LONGER_MAX)).until(() -> planted.savedEdits() >= editsMin);
            } finally {
                writers.forEach(SoakWriter::stop);
            }
            for (var one : all) one.get();
        }
    }

    private void killAgainAndAgain(Measure measure, long end) throws Exception {
        long pause = measure.time.toNanos() / (measure.kills + 1);
        for (long next = System.nanoTime() + pause / 2; next < end || kills < measure.kills; next += pause) {
            sleepUntil(next);
            one(random).killAndRestart();
            kills++;
        }
        sleepUntil(end);
    }

    private void suspendAgainAndAgain(Measure measure, long end, Random random) throws Exception {
        long pause = measure.time.toNanos() / (measure.partitions + 1);
        for (long next = System.nanoTime() + pause / 3; next < end || partitions < measure.partitions; next += pause) {
            sleepUntil(next);
            one(random).suspend(random.nextInt(measure.awayMsMin, measure.awayMsMax));
            partitions++;
        }
    }

    private static void sleepUntil(long ns) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(Math.max(0, ns - System.nanoTime()));
    }

    private SoakNode one(Random from) {
        var free = nodes.stream().filter(node -> !node.isInTrouble()).toList();
        return free.get(from.nextInt(free.size()));
    }

    // --- Afterwards ---

    /** What every node exports, once they all export the same. */
    private String awaitSame() {
        await().atMost(CONVERGED_MAX).pollInterval(Duration.ofMillis(250)).untilAsserted(() -> {
            var all = exports();
            for (int n = 1; n < NODES; n++)
                if (!all.get(n).equals(all.getFirst()))
                    throw new AssertionError(
                            "node " + n + " and node 0: " + difference(all.getFirst(), all.get(n)) + ", seed " + seed);
        });
        return exports().getFirst();
    }

    private List<String> exports() {
        var all = new ArrayList<String>();
        for (int n = 0; n < NODES; n++) all.add(export(n));
        return all;
    }

    private String export(int n) {
        var file = folder.resolve("exported-" + n + ".ipynb");
        nodes.get(n).ask(new Command.ExportFile(notebook, file.toString()));
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String difference(String one, String other) {
        var here = words(one);
        var there = words(other);
        var only = new TreeSet<>(here);
        only.removeAll(there);
        there.removeAll(here);
        return "%d and %d characters, %d words only in the first %s, %d only in the second %s"
                .formatted(
                        one.length(),
                        other.length(),
                        only.size(),
                        only.stream().limit(5).toList(),
                        there.size(),
                        there.stream().limit(5).toList());
    }

    private static Set<String> words(String text) {
        var words = new TreeSet<String>();
        Planted.WORD.matcher(text).results().forEach(found -> words.add(found.group()));
        return words;
    }

    /** With what was in the bin back in its place, all that was ever made is there. */
    private void check(String before, String seen) throws Exception {
        var binned = bin();
        if (!binned.isEmpty()) nodes.getFirst().ask(new Command.Restore(notebook, binned));
        var exported = awaitSame();
        assertEquals(cells(before).size() + binned.size(), cells(exported).size(), seen);
        var cells = cells(exported);
        assertEquals(new HashSet<>(cells).size(), cells.size(), () -> "a cell is there twice; " + seen);
        assertTrue(cells.containsAll(planted.cells()), () -> "a cell is lost; " + seen);
        assertEquals(List.of(), planted.wrong(exported), seen);
        for (var cell : JSON.readTree(exported).path("cells"))
            for (var writer : writers) assertEquals(Optional.empty(), writer.wrongDiary(id(cell), source(cell)), seen);
        for (var node : nodes) {
            var shown = node.ask(new Command.Show(notebook));
            assertEquals("[]", shown.path("setAside").toString(), seen);
            assertEquals(
                    cells, shown.path("cells").valueStream().map(SoakIT::id).toList(), seen);
        }
    }

    private List<String> bin() throws SoakPage.Gone {
        var node = nodes.getFirst();
        try (var page = new SoakPage(node.port(), node.session(), "soak-bin", 0)) {
            page.open(notebook, List.of());
            return page.binned();
        }
    }

    private static List<String> cells(String exported) {
        return JSON.readTree(exported)
                .path("cells")
                .valueStream()
                .map(SoakIT::id)
                .toList();
    }

    private static String source(JsonNode cell) {
        var source = cell.path("source");
        return source.isArray()
                ? String.join("", source.valueStream().map(JsonNode::asString).toList())
                : source.asString();
    }

    /** Of the nodes as they run, which look at their stores, and of the folders once they have ended. */
    private void doctors() throws Exception {
        for (var node : nodes) {
            expectFine(node, node.ask(new Command.Doctor()));
            node.stop();
        }
    }

    private static void expectFine(SoakNode node, JsonNode findings) {
        assertTrue(findings.size() > 0, "the doctor looked at nothing");
        for (var finding : findings)
            assertTrue(
                    finding.path("fine").asBoolean(false),
                    () -> node.folder().getFileName() + ": " + finding + "\n" + node.lastLines());
    }
}
