package org.anode.node.doc;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.anode.node.NodeFailure;
import org.anode.node.replicate.Event;
import org.anode.node.replicate.Samples;
import org.anode.node.store.Notebooks;
import org.anode.schema.CellId;
import org.anode.schema.ExecId;
import org.anode.schema.cells.CellType;
import org.anode.schema.cells.CellsEdit;
import org.anode.schema.ledger.RunState;
import org.anode.schema.output.Data;
import org.anode.schema.output.Output;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

/** Two devices with one notebook: real actors, documents and machines over a wire that a test cuts. */
final class ReplicationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Colleague anna;
    private Colleague bela;

    @BeforeEach
    void open() {
        var grant = Colleague.grant(Samples.BELA);
        anna = Colleague.creator(folder);
        bela = Colleague.member(folder, grant, Samples.BELA);
    }

    @AfterEach
    void close() {
        anna.close();
        bela.close();
    }

    private CellId add(Colleague who, String source) {
        return who.ask(open -> new Edits(open).add(CellType.CODE, Optional.empty(), source));
    }

    private static String source(Colleague who, CellId cell) {
        return who.ask(open -> Optional.ofNullable(open.view().cells().get(cell))
                .map(found -> found.source())
                .orElse(""));
    }

    private void awaitEqual() {
        await().atMost(PATIENCE)
                .until(() ->
                        anna.digest().equals(bela.digest()) && anna.export().equals(bela.export()));
    }

    @Test
    @DisplayName("SY-6 what one writes, moves, deletes and restores is seen by the other")
    void edits() {
        anna.meet(bela);
        var first = add(anna, "1");
        await().atMost(PATIENCE).until(() -> source(bela, first).equals("1"));
        var second = add(bela, "2");
        await().atMost(PATIENCE).until(() -> source(anna, second).equals("2"));
        bela.ask(open -> {
            new Edits(open).move(first.value(), Optional.of(second.value()));
            new Edits(open).remove(List.of(second.value()));
            return open;
        });
        await().atMost(PATIENCE)
                .until(() -> anna.ask(open -> open.view().visible().size()) == 1);
        anna.ask(open -> {
            new Edits(open).restore(List.of(second.value()));
            new Edits(open).rename("Ours");
            return open;
        });
        awaitEqual();
        assertTrue(bela.export().contains("Ours"));
        assertEquals(List.of(second, first), order(bela));
    }

    @Test
    @DisplayName("SY-4 several statements of one turn are all on the disk")
    void statementsOfOneTurn() {
        var here = anna.ask(open -> {
            var first = Colleague.grant(Samples.identity(7));
            var second = Colleague.grant(Samples.identity(8), 2, first.hash());
            for (var grant : List.of(first, second)) open.replication().on(new Event.Stated(grant));
            return open.replication().members().orElseThrow().statements();
        });
        assertEquals(3, here.size());
        assertEquals(here, new Notebooks(anna.store).log(Samples.NOTEBOOK).statements());
    }

    @Test
    @DisplayName("SY-8 of a long notebook the first cells are seen before the last have come, and then ever more")
    void longNotebook() {
        int cells = 300;
        anna.ask(open -> {
            open.edit(longNotebook(cells));
            return open;
        });
        var seen = new CopyOnWriteArrayList<Integer>();
        bela.ask(open -> {
            open.observe(_ -> seen.add(open.view().visible().size()));
            return open;
        });
        anna.meet(bela);
        awaitEqual();
        var counts = seen.stream().filter(count -> count > 0).toList();
        assertTrue(counts.getFirst() < cells / 4, counts.toString());
        assertEquals(counts.stream().sorted().toList(), counts);
        assertEquals(cells, counts.getLast());
    }

    private static List<CellsEdit> longNotebook(int cells) {
        var none = JsonNodeFactory.instance.objectNode();
        return IntStream.range(0, cells)
                .<CellsEdit>mapToObj(n -> new CellsEdit.Insert(
                        new CellId("c" + n), CellType.CODE, "V%03d".formatted(n), "x".repeat(600), none, none))
                .toList();
    }

    private static List<CellId> order(Colleague who) {
        return who.ask(
                open -> open.view().visible().stream().map(cell -> cell.id()).toList());
    }

    @Test
    @DisplayName("SY-7 what was written while apart on both sides is on both after they met")
    void apart() {
        var cell = add(anna, "shared\n");
        anna.meet(bela);
        awaitEqual();
        anna.part(bela);
        anna.ask(open -> {
            new Edits(open).setSource(cell.value(), "by Anna\nshared\n");
            return open;
        });
        bela.ask(open -> {
            new Edits(open).setSource(cell.value(), "shared\nby Bela\n");
            return open;
        });
        anna.meet(bela);
        await().atMost(PATIENCE).until(() -> source(anna, cell).equals("by Anna\nshared\nby Bela\n"));
        awaitEqual();
    }

    @Test
    @DisplayName("EX-16 a run and its outputs are shown by who did not run it, and its kernel runs nowhere else")
    void runs() {
        anna.meet(bela);
        var cell = add(anna, "print hello");
        var exec = anna.ask(open -> open.run(List.of(cell.value()))).getFirst();
        await().atMost(PATIENCE)
                .until(() ->
                        bela.ask(open -> open.run(exec).map(run -> run.state())).equals(Optional.of(RunState.OK)));
        await().atMost(PATIENCE).until(() -> text(bela, exec).equals("hello\n"));
        assertEquals(
                Optional.of(Samples.ANNA.device()),
                bela.ask(open -> open.run(exec)).orElseThrow().ranOn());
        assertTrue(bela.kernels.launched.isEmpty());
        awaitEqual();
    }

    private static String text(Colleague who, ExecId exec) {
        var text = new StringBuilder();
        for (var output : who.ask(open -> open.outputs(exec)))
            if (output instanceof Output.Stream(var _, Data.Text(var part))) text.append(part);
        return text.toString();
    }

    @Test
    @DisplayName("both run cells at the same time, each on its own kernel; both see both")
    void bothRun() {
        anna.meet(bela);
        var one = add(anna, "print anna");
        var two = add(bela, "print bela");
        awaitEqual();
        var byAnna = anna.ask(open -> open.run(List.of(one.value()))).getFirst();
        var byBela = bela.ask(open -> open.run(List.of(two.value()))).getFirst();
        for (var who : List.of(anna, bela)) {
            await().atMost(PATIENCE).until(() -> text(who, byAnna).equals("anna\n"));
            await().atMost(PATIENCE).until(() -> text(who, byBela).equals("bela\n"));
        }
        assertEquals(List.of("print anna"), anna.kernels.executed);
        assertEquals(List.of("print bela"), bela.kernels.executed);
        awaitEqual();
    }

    @Test
    @DisplayName("what came from others is still there after a kill, and nothing comes twice")
    void killed() {
        anna.meet(bela);
        var cell = add(anna, "print kept");
        var exec = anna.ask(open -> open.run(List.of(cell.value()))).getFirst();
        await().atMost(PATIENCE).until(() -> text(bela, exec).equals("kept\n"));
        awaitEqual();
        bela.kill();
        assertEquals("print kept", source(bela, cell));
        assertEquals("kept\n", text(bela, exec));
        bela.meet(anna);
        var more = add(bela, "more");
        await().atMost(PATIENCE).until(() -> source(anna, more).equals("more"));
        awaitEqual();
        assertEquals(2, order(anna).size());
    }

    @Test
    @DisplayName("what others changed while no page showed it is told once, by who did")
    void away() {
        anna.meet(bela);
        var known = add(anna, "1");
        await().atMost(PATIENCE).until(() -> source(bela, known).equals("1"));
        assertEquals(Map.of(), bela.ask(open -> open.fromOthers().takeAway())); // nothing was shown before
        anna.ask(open -> {
            new Edits(open).setSource(known.value(), "2");
            return open;
        });
        await().atMost(PATIENCE).until(() -> source(bela, known).equals("2"));
        assertEquals(
                Map.of(Samples.ANNA.device(), Set.of(known)),
                bela.ask(open -> open.fromOthers().takeAway()));
        assertEquals(Map.of(), bela.ask(open -> open.fromOthers().takeAway()));
        assertEquals(Map.of(), anna.ask(open -> open.fromOthers().takeAway()));
    }

    @Test
    @DisplayName("only what differs counts as changed, also where the document has to be loaded for it")
    void awayAfterStart() {
        anna.meet(bela);
        var cells = List.of(add(anna, "1"), add(anna, "2"), add(anna, "3"));
        await().atMost(PATIENCE).until(() -> source(bela, cells.getLast()).equals("3"));
        assertEquals(Map.of(), bela.ask(open -> open.fromOthers().takeAway()));
        bela.kill();
        anna.ask(open -> {
            new Edits(open).setSource(cells.getFirst().value(), "4");
            return open;
        });
        bela.meet(anna);
        await().atMost(PATIENCE).until(() -> source(bela, cells.getFirst()).equals("4"));
        assertEquals(
                Map.of(Samples.ANNA.device(), Set.of(cells.getFirst())),
                bela.ask(open -> open.fromOthers().takeAway()));
    }

    @Test
    @DisplayName("SY-4, SY-10 whichever write is the last before a crash: after the next start the two become equal")
    void crashAtEveryWrite() {
        var random = new Random(4);
        for (int at = 1; at < 60; at += 1 + random.nextInt(3)) crashAtWrite(at);
    }

    private void crashAtWrite(int at) {
        anna.meet(bela);
        var writes = new AtomicInteger();
        bela.store.beforeWrite(_ -> {
            if (writes.incrementAndGet() >= at) throw new IllegalStateException("the power is gone");
        });
        var cells = new ArrayList<CellId>();
        for (int i = 0; i < 3; i++) cells.add(add(anna, "print " + at));
        anna.ask(open -> open.run(cells.stream().map(CellId::value).toList()));
        await().atMost(PATIENCE)
                .ignoreException(NodeFailure.class) // it ends while it is asked
                .until(() -> !bela.isAlive() || anna.digest().equals(bela.digest()));
        bela.store.beforeWrite(_ -> {});
        bela.kill();
        bela.meet(anna);
        awaitEqual();
        for (var cell : cells) {
            var mine = anna.ask(open -> open.ledgers().view().shown(cell)).orElseThrow();
            await().atMost(PATIENCE).until(() -> text(bela, mine.exec()).equals(text(anna, mine.exec())));
        }
        anna.part(bela);
    }
}
