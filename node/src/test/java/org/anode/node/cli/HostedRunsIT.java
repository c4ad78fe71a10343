package org.anode.node.cli;

import static org.anode.node.cli.LocalNodes.PATIENCE;
import static org.anode.node.cli.LocalNodes.addition;
import static org.anode.node.cli.LocalNodes.ask;
import static org.anode.node.cli.LocalNodes.done;
import static org.anode.node.cli.LocalNodes.id;
import static org.anode.node.cli.LocalNodes.join;
import static org.anode.node.cli.LocalNodes.link;
import static org.anode.node.cli.LocalNodes.made;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.anode.node.control.Command;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.ExecId;
import org.anode.schema.ledger.Run;
import org.anode.schema.ledger.RunState;
import org.anode.schema.output.Data;
import org.anode.schema.output.Output;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes with one notebook, all of which would run what any of them asks for. One real kernel, as a start takes
 * seconds, which {@link #once} has to be the first to need.
 */
@Timeout(600)
@TestMethodOrder(OrderAnnotation.class)
final class HostedRunsIT {
    @TempDir
    static Path temp;

    private static LocalNodes nodes;
    private static LocalNode anna;
    private static LocalNode bela;
    private static LocalNode carl;
    private static String trees;

    @BeforeAll
    static void open() {
        nodes = new LocalNodes(temp, Kernels.launcher());
        anna = nodes.start("anna");
        bela = nodes.start("bela");
        carl = nodes.start("carl");
        trees = made(anna, "Trees");
        var link = link(anna, trees);
        for (var other : List.of(bela, carl)) join(other, link);
        for (var node : all()) done(node, new Command.SetPolicy(Optional.empty(), "members", List.of()));
    }

    @AfterAll
    static void close() {
        nodes.close();
    }

    private static List<LocalNode> all() {
        return List.of(anna, bela, carl);
    }

    /** The cells, and each other. */
    private static void awaitAllSeeAll(List<String> cells) {
        for (var node : all())
            await().atMost(PATIENCE)
                    .until(() -> ask(
                            node,
                            trees,
                            open -> open.offers().size() == all().size()
                                    && cells.stream()
                                            .allMatch(
                                                    cell -> open.view().cells().containsKey(new CellId(cell)))));
    }

    private static Command exec(String notebook, List<String> cells) {
        return new Command.Exec(notebook, cells, false, false, Optional.empty());
    }

    private static List<ExecId> execs(LocalNode node, List<String> cells) {
        return done(node, exec(trees, cells))
                .path("execs")
                .valueStream()
                .map(exec -> new ExecId(exec.asString()))
                .toList();
    }

    private static String cell(String source) {
        return id(done(anna, addition(trees, source)));
    }

    /** They begin in one moment. */
    private static <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
        var start = new CyclicBarrier(tasks.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = threads.invokeAll(tasks.stream()
                    .<Callable<T>>map(task -> () -> {
                        start.await();
                        return task.call();
                    })
                    .toList());
            return results.stream().map(Future::resultNow).toList();
        }
    }

    private static String text(List<Output> outputs) {
        return outputs.stream()
                .map(output ->
                        output instanceof Output.Stream(var _, Data.Text(var text)) ? text.strip() : output.toString())
                .collect(Collectors.joining(" "));
    }

    /** As all nodes see them, once they have ended and all they put out is there. */
    private static List<Run> ended(Collection<ExecId> execs) {
        for (var node : all())
            await().atMost(PATIENCE)
                    .until(() -> ask(
                            node,
                            trees,
                            open -> execs.stream()
                                    .allMatch(exec -> open.run(exec)
                                            .filter(run -> run.state().isEnd()
                                                    && open.outputs(exec).size()
                                                            >= run.outputsEnd().orElse(0))
                                            .isPresent())));
        var seen = all().stream()
                .map(node -> ask(
                        node,
                        trees,
                        open -> execs.stream()
                                .map(exec -> open.run(exec).orElseThrow())
                                .toList()))
                .distinct()
                .toList();
        assertEquals(1, seen.size(), seen::toString);
        return seen.getFirst();
    }

    private static Map<ExecId, String> printed(LocalNode on, Collection<ExecId> execs) {
        return ask(
                on, trees, open -> execs.stream().collect(Collectors.toMap(exec -> exec, e -> text(open.outputs(e)))));
    }

    @Test
    @Order(1)
    @DisplayName(
            "EX-1 EX-3 EX-14 what three nodes ask for at once, much of it before there is a kernel, runs once each,"
                    + " all in one kernel")
    void once() throws Exception {
        var marks = Files.createFile(temp.resolve("all marks"));
        var cells = IntStream.range(0, 50)
                .mapToObj(i -> cell("n = globals().get('n', 0) + 1\n"
                        + "with open('" + marks + "', 'a') as marks: marks.write(f'" + i + " {n}\\n')\n"
                        + "print(" + i + ", n)"))
                .toList();
        awaitAllSeeAll(cells);
        var beganNs = System.nanoTime();
        var asked = atOnce(all().stream()
                .<Callable<List<ExecId>>>map(node -> () -> {
                    var execs = new ArrayList<>(execs(node, cells));
                    for (var cell : cells.subList(0, 20)) execs.addAll(execs(node, List.of(cell)));
                    return execs;
                })
                .toList());
        var execs = asked.stream().flatMap(List::stream).toList();
        var askedMs = Duration.ofNanos(System.nanoTime() - beganNs).toMillis();
        var runs = ended(execs);
        System.err.println("%d runs asked for by three nodes in %d ms, everywhere after %d ms"
                .formatted(
                        execs.size(),
                        askedMs,
                        Duration.ofNanos(System.nanoTime() - beganNs).toMillis()));
        for (var run : runs) assertEquals(RunState.OK, run.state(), run.toString());
        assertTrue(
                runs.stream().filter(run -> run.request().session().isEmpty()).count() >= 50, "asked without a kernel");
        assertEquals(1, runs.stream().map(Run::session).distinct().count());
        assertEquals(
                List.of(), runs.stream().flatMap(run -> run.alsoRan().stream()).toList());
        var lines = Files.readAllLines(marks);
        assertEquals(execs.size(), lines.size());
        for (var node : all())
            assertEquals(
                    new TreeSet<>(lines), new TreeSet<>(printed(node, execs).values()));
        assertEquals(execs.size(), new TreeSet<>(lines).size());
    }

    @Test
    @DisplayName("EX-2 of a cell in which others type meanwhile, each run is of the text that was asked for")
    void typedIn() throws Exception {
        var cell = cell("print('')");
        awaitAllSeeAll(List.of(cell));
        var asking = new AtomicInteger(all().size());
        var tasks = new ArrayList<Callable<List<ExecId>>>();
        for (var node : all()) {
            tasks.add(() -> {
                for (int i = 0; asking.get() > 0; i++) done(node, new Command.Edit(trees, cell, "print('" + i + "')"));
                return List.of();
            });
            tasks.add(() -> {
                var execs = new ArrayList<ExecId>();
                try {
                    for (int i = 0; i < 15; i++) {
                        execs.addAll(execs(node, List.of(cell)));
                        if (i % 3 == 0) await().atMost(PATIENCE).until(() -> isEnded(node, execs.getLast()));
                    }
                } finally {
                    asking.decrementAndGet();
                }
                return execs;
            });
        }
        var execs = atOnce(tasks).stream().flatMap(List::stream).toList();
        var runs = ended(execs);
        var texts = new HashSet<String>();
        for (var run : runs) {
            assertEquals(RunState.OK, run.state(), run.toString());
            for (var node : all()) {
                var source = "print('" + printed(node, List.of(run.exec())).get(run.exec()) + "')";
                assertEquals(hash(source), run.request().sourceHash(), source);
                texts.add(source);
            }
        }
        assertTrue(texts.size() > 5, texts::toString);
    }

    private static boolean isEnded(LocalNode node, ExecId exec) {
        return ask(
                node,
                trees,
                open -> open.run(exec).filter(run -> run.state().isEnd()).isPresent());
    }

    private static BlobId hash(String source) {
        return new BlobId(Bytes.utf8(source).sha256());
    }

    @Test
    @DisplayName("EX-11 who interrupts a run leaves alone what another asks for in that moment")
    void interrupted() throws Exception {
        var sleeper = cell("import time\nprint('on', flush=True)\ntime.sleep(600)");
        var marks = Files.createFile(temp.resolve("marks"));
        var marking = cell("with open('" + marks + "', 'a') as marks: marks.write('ran\\n')");
        awaitAllSeeAll(List.of(sleeper, marking));
        for (int round = 1; round <= 5; round++) {
            var slept = execs(bela, List.of(sleeper));
            await().atMost(PATIENCE).until(() -> printed(bela, slept).containsValue("on"));
            var interrupt = new Command.InterruptRuns(
                    trees, slept.stream().map(ExecId::value).toList());
            var asked = atOnce(List.<Callable<List<ExecId>>>of(() -> execs(carl, List.of(marking)), () -> {
                done(bela, interrupt);
                return slept;
            }));
            var others = ended(asked.getFirst()).getFirst();
            assertEquals(RunState.OK, others.state(), others.toString());
            assertEquals(round, Files.readAllLines(marks).size());
            var own = ended(slept).getFirst();
            assertEquals(RunState.ERROR, own.state(), own.toString());
            assertEquals(others.session(), own.session());
            assertTrue(printed(bela, slept).toString().contains("KeyboardInterrupt"));
        }
    }
}
