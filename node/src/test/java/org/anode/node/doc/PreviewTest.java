package org.anode.node.doc;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.anode.node.Refusal;
import org.anode.node.replicate.PeerId;
import org.anode.node.replicate.Samples;
import org.anode.node.replicate.WireCodec;
import org.anode.node.replicate.WireMessage;
import org.anode.schema.CellId;
import org.anode.schema.Parsed;
import org.anode.schema.cells.CellType;
import org.anode.schema.cells.CellsView;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.chunk.ChunkCodec;
import org.anode.schema.chunk.HistoryCodec;
import org.anode.schema.engine.Genesis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bela comes to a notebook with a long history: real actors, documents and machines. */
final class PreviewTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** More than it takes for a preview to be given. */
    private static final int EDITS = 1_100;

    @TempDir
    Path folder;

    private Colleague anna;
    private Colleague bela;
    private CellId cell;

    @BeforeEach
    void open() {
        anna = Colleague.creator(folder);
        bela = Colleague.member(folder, Colleague.grant(Samples.BELA), Samples.BELA);
        cell = anna.ask(open -> {
            var edits = new Edits(open);
            var id = edits.add(CellType.CODE, Optional.empty(), "0");
            for (int i = 1; i <= EDITS; i++) edits.setSource(id.value(), String.valueOf(i));
            return id;
        });
    }

    @AfterEach
    void close() {
        anna.close();
        bela.close();
    }

    private static Optional<String> source(Colleague who, CellId cell) {
        return who.ask(open -> Optional.ofNullable(open.view().cells().get(cell)))
                .map(found -> found.source());
    }

    private static boolean isArriving(Colleague who) {
        return who.ask(OpenNotebook::isArriving);
    }

    private void assertRefused(Consumer<OpenNotebook> what) {
        var refusal = assertThrows(
                Refusal.class,
                () -> bela.ask(open -> {
                    what.accept(open);
                    return open;
                }));
        assertEquals("The notebook is still arriving; it can be edited in a moment.", refusal.getMessage());
    }

    private void showsPreview() {
        await().atMost(PATIENCE).until(() -> isArriving(bela));
        assertEquals(Optional.of(String.valueOf(EDITS)), source(bela, cell));
    }

    private CellsView stored() {
        return bela.ask(open -> new CellRows(open.desk().log())
                .read()
                .map(CellRows.Stored::view)
                .orElseGet(() -> new CellsView(Set.of(), Map.of(), open.view().meta())));
    }

    @Test
    @DisplayName(
            "SY-8 the cells are seen before their log has come, told as others' changes, and can not be changed till then")
    void read_only_until_the_log_is_here() {
        var heard = new CopyOnWriteArrayList<NotebookEvent>();
        bela.ask(open -> {
            open.observe(heard::add);
            return open;
        });
        anna.says(message -> !(message instanceof WireMessage.Batches));
        anna.meet(bela);
        showsPreview();
        assertTrue(heard.contains(new NotebookEvent.CellsChanged(Set.of(cell))));
        assertRefused(open -> new Edits(open).setSource(cell.value(), "mine"));
        assertRefused(open -> new Edits(open).add(CellType.CODE, Optional.empty(), "mine"));
        assertRefused(open -> open.run(List.of(cell.value())));
        assertRefused(open -> Shown.of(open.whole()));
        anna.says(_ -> true);
        await().atMost(PATIENCE).until(() -> !isArriving(bela));
        await().atMost(PATIENCE).until(() -> anna.digest().equals(bela.digest()));
        assertEquals(anna.export(), bela.export());
        bela.ask(open -> {
            new Edits(open).setSource(cell.value(), "mine");
            return open;
        });
        await().atMost(PATIENCE).until(() -> source(anna, cell).equals(Optional.of("mine")));
        assertEquals(List.of(), bela.noticed);
    }

    @Test
    @DisplayName("SY-8 nothing of a preview is stored; after a kill it is asked for again")
    void not_stored() {
        anna.says(message -> !(message instanceof WireMessage.Batches));
        anna.meet(bela);
        showsPreview();
        assertEquals(Map.of(), stored().cells());
        bela.kill();
        assertFalse(isArriving(bela));
        assertEquals(Optional.empty(), source(bela, cell));
        anna.meet(bela);
        showsPreview();
    }

    @Test
    @DisplayName(
            "SY-8 while it is shown the cells stay as they were, however far the log has come; when its sender goes too")
    void never_fewer_cells() {
        anna.says(message -> !(message instanceof WireMessage.Batches));
        anna.meet(bela);
        showsPreview();
        anna.ask(open -> new Edits(open).add(CellType.CODE, Optional.empty(), "later"));
        anna.part(bela);
        assertTrue(isArriving(bela));
        assertEquals(
                List.of(cell),
                bela.ask(open ->
                        open.view().visible().stream().map(shown -> shown.id()).toList()));
        anna.says(_ -> true);
        anna.meet(bela);
        await().atMost(PATIENCE)
                .until(() -> bela.ask(open -> {
                    int shown = open.view().visible().size();
                    assertTrue(
                            shown == 2 || (shown == 1 && source(open).equals(String.valueOf(EDITS))),
                            "an older state is shown");
                    return shown == 2;
                }));
        await().atMost(PATIENCE).until(() -> anna.digest().equals(bela.digest()));
        assertFalse(isArriving(bela));
    }

    @Test
    @DisplayName("SY-8 a preview whose log never comes ends once its sender has nothing more")
    void never_true() {
        var sender = new PeerId(Samples.ANNA.device(), 9);
        var writer = Samples.writer(5);
        var genesis = ((Parsed.Ok<List<ChangeChunk>>) ChunkCodec.parse(Genesis.CELLS.chunk())).value();
        var change =
                Samples.change(writer.actor(), 1, 0, List.of(genesis.getFirst().hash()));
        var tip = writer.write(List.of(change)).getFirst().encoded();
        var history = HistoryCodec.encode(List.of(genesis.getFirst(), change));
        var summary = new WireMessage.Summary(
                List.of(new WireMessage.GrantDigest(Samples.ROOT.grant(), Samples.filled(32, 1))));
        bela.meetStranger(sender);
        bela.receive(sender, WireCodec.encode(summary));
        bela.receive(sender, WireCodec.encode(new WireMessage.Preview(Samples.CELLS, List.of(tip), history)));
        assertTrue(isArriving(bela));
        bela.receive(sender, WireCodec.encode(bela.digest()));
        assertFalse(isArriving(bela));
        assertEquals(List.of(), bela.noticed);
    }

    private String source(OpenNotebook open) {
        return Optional.ofNullable(open.view().cells().get(cell))
                .map(found -> found.source())
                .orElse("");
    }
}
