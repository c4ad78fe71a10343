package org.anode.node.store;

import static org.anode.node.replicate.Samples.CELLS;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;
import static org.anode.node.replicate.Samples.changes;
import static org.anode.node.replicate.Samples.filled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.anode.node.replicate.BatchWriter;
import org.anode.node.replicate.Position;
import org.anode.node.replicate.Samples;
import org.anode.node.replicate.SealedBatch;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.DocumentName;
import org.anode.schema.LedgerStart;
import org.anode.schema.NotebookId;
import org.anode.schema.SessionId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class NotebookLogTest {
    private final Store store = new MemoryStore();
    private final Notebooks notebooks = new Notebooks(store);
    private final NotebookLog log = notebooks.log(NOTEBOOK);

    @BeforeEach
    void create() {
        store.write(notebooks.create(NOTEBOOK, ROOT.encoded()));
    }

    @Test
    void a_notebook_exists_with_its_root() {
        assertTrue(notebooks.has(NOTEBOOK));
        assertEquals(List.of(NOTEBOOK), notebooks.all());
        assertEquals(List.of(ROOT.encoded()), log.statements());
        store.write(List.of(log.appendStatement(Bytes.utf8("second"))));
        store.write(List.of(log.appendStatement(Bytes.utf8("third"))));
        assertEquals(List.of(ROOT.encoded(), Bytes.utf8("second"), Bytes.utf8("third")), log.statements());
    }

    @Test
    @DisplayName("SY-1 batches come back in order of arrival, also for a log that is opened again")
    void batches_in_order() {
        var written = new ArrayList<SealedBatch>();
        var cells = log.document(CELLS);
        for (int nonce = 1; nonce <= 3; nonce++) written.addAll(append(cells, Samples.writer(nonce), 1, 2));
        var again = log.document(CELLS);
        assertEquals(3, again.next());
        written.addAll(append(again, Samples.writer(4), 1, 1));
        var expected = new ArrayList<StoredBatch>();
        for (int n = 0; n < written.size(); n++)
            expected.add(new StoredBatch(n, written.get(n).encoded()));
        assertEquals(expected, batches(again, 0));
        assertEquals(expected.subList(2, 4), batches(again, 2));
        assertEquals(List.of(), batches(again, 4));
    }

    @Test
    @DisplayName("SY-5 an actor's batches after a sequence number")
    void batches_of_an_actor() {
        var cells = log.document(CELLS);
        var writer = Samples.writer(1);
        var first = append(cells, writer, 1, 2).getFirst();
        append(cells, Samples.writer(2), 1, 1);
        var second = append(cells, writer, 3, 2).getFirst();
        var third = append(cells, writer, 5, 1).getFirst();
        var found = new ArrayList<Bytes>();
        cells.batchesOf(writer.actor(), 2, stored -> found.add(stored.encoded()));
        assertEquals(List.of(second.encoded(), third.encoded()), found);
        found.clear();
        cells.batchesOf(writer.actor(), 0, stored -> found.add(stored.encoded()));
        assertEquals(3, found.size());
        assertTrue(cells.holds(writer.actor(), 2, first.hash()));
        assertFalse(cells.holds(writer.actor(), 3, first.hash()));
        assertFalse(cells.holds(Samples.writer(2).actor(), 2, first.hash()));
    }

    @Test
    @DisplayName("SY-5 a position is the last batch of every branch")
    void positions() {
        var cells = log.document(CELLS);
        var writer = Samples.writer(1);
        append(cells, writer, 1, 2);
        var tip = append(cells, writer, 3, 1).getFirst();
        var fork = Samples.writer(1);
        fork.write(changes(fork.actor(), 1, 2, 0));
        var other = append(cells, fork, 3, 2).getFirst();
        assertEquals(
                Set.of(new Position(writer.actor(), 3, tip.hash()), new Position(writer.actor(), 4, other.hash())),
                Set.copyOf(cells.positions()));
    }

    @Test
    @DisplayName("SY-5 batches written together leave the positions they would leave one by one")
    void positions_of_several() {
        var cells = log.document(CELLS);
        var writer = Samples.writer(1);
        var fork = Samples.writer(1);
        var batches = new ArrayList<SealedBatch>();
        for (long seq = 1; seq <= 4; seq++) batches.addAll(writer.write(changes(writer.actor(), seq, 1, 0)));
        fork.write(changes(fork.actor(), 1, 1, 0));
        batches.addAll(fork.write(changes(fork.actor(), 2, 2, 0)));
        for (int first = 0; first <= batches.size(); first++) {
            store.write(cells.append(batches.subList(0, first)));
            store.write(cells.append(batches.subList(first, batches.size())));
            assertEquals(
                    Set.of(
                            new Position(writer.actor(), 4, batches.get(3).hash()),
                            new Position(fork.actor(), 3, batches.get(4).hash())),
                    Set.copyOf(cells.positions()),
                    "cut after " + first);
            for (var position : cells.positions())
                store.write(List.of(new Store.Change.Delete(
                        Column.POSITIONS, Keys.position(NOTEBOOK, CELLS, position.actor(), position.hash()))));
        }
    }

    @Test
    @DisplayName("a reader gives what looking each batch up gives, in whatever order it is asked")
    void reader() {
        var cells = log.document(CELLS);
        var places = new ArrayList<Position>();
        var writers = List.of(Samples.writer(1), Samples.writer(2), Samples.writer(3));
        var random = new Random(1);
        var seqs = new long[writers.size()];
        for (int i = 0; i < 900; i++) {
            int who = i < 400 ? 0 : random.nextInt(writers.size());
            var sealed = append(cells, writers.get(who), ++seqs[who], 1).getFirst();
            places.add(new Position(sealed.actor(), sealed.batch().lastSeq(), sealed.hash()));
        }
        places.add(new Position(writers.getFirst().actor(), 1_000_000, new BatchHash(filled(32, 9))));
        var orders = List.of(places, places.reversed(), shuffled(places, random), places.subList(300, 901));
        var reader = new BatchReader(cells);
        for (var order : orders) for (var place : order) assertEquals(cells.batch(place), reader.batch(place));
    }

    private static List<Position> shuffled(List<Position> places, Random random) {
        var shuffled = new ArrayList<>(places);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    @Test
    void documents_do_not_mix() {
        var ledger = new DocumentName.Ledger(ROOT.grant(), LedgerStart.parse("1-abcdefgh"));
        var outputs = new DocumentName.Outputs(new SessionId("s"));
        var longer = new DocumentName.Outputs(new SessionId("s2"));
        for (var name : List.of(longer, CELLS, outputs, ledger))
            append(log.document(name), Samples.writer(name, 1), 1, 1);
        assertEquals(Set.of(ledger, outputs, longer, CELLS), Set.copyOf(log.documents()));
        assertEquals(4, log.documents().size());
        for (var name : log.documents()) {
            assertEquals(1, batches(log.document(name), 0).size());
            assertEquals(1, log.document(name).positions().size());
        }
    }

    @Test
    @DisplayName("SY-9 the newest snapshot counts, a newer one ends the older")
    void snapshots() {
        var cells = log.document(CELLS);
        assertEquals(Optional.empty(), cells.newestSnapshot());
        var first = new Snapshot(Bytes.utf8("one"), Set.of(new ChangeHash(filled(32, 1))), 3);
        var second = new Snapshot(Bytes.utf8("two"), Set.of(), 7);
        store.write(cells.putSnapshot(first));
        assertEquals(Optional.of(first), cells.newestSnapshot());
        store.write(cells.putSnapshot(second));
        assertEquals(Optional.of(second), cells.newestSnapshot());
        store.write(List.of(new Store.Change.Delete(Column.SNAPSHOTS, Keys.snapshot(NOTEBOOK, CELLS, 7))));
        assertEquals(Optional.empty(), cells.newestSnapshot());
    }

    @Test
    @DisplayName("SY-9 a damaged snapshot is passed over for an older one")
    void damaged_snapshots() {
        var cells = log.document(CELLS);
        var older = new Snapshot(Bytes.utf8("one"), Set.of(), 3);
        store.write(cells.putSnapshot(older));
        var value = SnapshotCodec.encode(new Snapshot(Bytes.utf8("two"), Set.of(new ChangeHash(filled(32, 1))), 9))
                .toArray();
        for (int at = 0; at < value.length; at++) {
            value[at] ^= 4;
            var key = Keys.snapshot(NOTEBOOK, CELLS, 9);
            store.write(List.of(new Store.Change.Put(Column.SNAPSHOTS, key, Bytes.copyOf(value))));
            assertEquals(Optional.of(older), cells.newestSnapshot());
            value[at] ^= 4;
        }
        assertTrue(SnapshotCodec.decode(Bytes.hex("00"), 1).isEmpty());
    }

    @Test
    @DisplayName("SY-10 the crash marker stays until it is cleared")
    void markers() {
        var cells = log.document(CELLS);
        var marker = new CrashMarker(new BatchHash(filled(32, 6)), 3);
        store.write(List.of(cells.setMarker(marker)));
        assertEquals(Optional.of(marker), log.document(CELLS).marker());
        assertEquals(Optional.empty(), log.document(new DocumentName.Comments()).marker());
        store.write(List.of(cells.clearMarker()));
        assertEquals(Optional.empty(), cells.marker());
    }

    @Test
    void quarantine_names_batches_and_reasons() {
        var cells = log.document(CELLS);
        var hash = new BatchHash(filled(32, 6));
        store.write(List.of(cells.quarantine(hash, "It stopped the node.")));
        assertEquals(Map.of(hash, "It stopped the node."), cells.quarantined());
    }

    @Test
    void views_secrets_and_counters_are_kept_by_name() {
        store.write(List.of(
                log.putView("run/b", Bytes.utf8("2")),
                log.putView("run/a", Bytes.utf8("1")),
                log.putView("cells", Bytes.utf8("c")),
                log.putSecret("epoch", Bytes.utf8("s")),
                log.putLedgerStarts(ROOT.grant(), 4)));
        assertEquals(Optional.of(Bytes.utf8("c")), log.view("cells"));
        var names = new ArrayList<String>();
        log.views("run/", (name, _) -> names.add(name));
        assertEquals(List.of("run/a", "run/b"), names);
        store.write(List.of(log.deleteView("cells")));
        assertEquals(Optional.empty(), log.view("cells"));
        assertEquals(Optional.of(Bytes.utf8("s")), log.secret("epoch"));
        assertEquals(4, log.ledgerStarts(ROOT.grant()));
    }

    @Test
    @DisplayName("DO-6 a file is bound to one notebook, a notebook to one file")
    void bindings() {
        var other = new NotebookId(filled(32, 1));
        var file = Path.of("/tmp/a ü.ipynb");
        store.write(notebooks.bind(NOTEBOOK, file));
        assertEquals(Optional.of(NOTEBOOK), notebooks.boundTo(file));
        assertEquals(Optional.of(file), notebooks.fileOf(NOTEBOOK));
        store.write(notebooks.bind(other, file));
        assertEquals(Optional.of(other), notebooks.boundTo(file));
        assertEquals(Optional.empty(), notebooks.fileOf(NOTEBOOK));
        store.write(notebooks.bind(other, Path.of("/tmp/b.ipynb")));
        assertEquals(Optional.empty(), notebooks.boundTo(file));
        store.write(notebooks.unbind(other));
        assertEquals(Optional.empty(), notebooks.fileOf(other));
    }

    @Test
    void the_bin_remembers_the_day() {
        store.write(List.of(notebooks.bin(NOTEBOOK, 20_000)));
        assertEquals(Map.of(NOTEBOOK, 20_000L), notebooks.binned());
        assertTrue(notebooks.has(NOTEBOOK));
        store.write(List.of(notebooks.unbin(NOTEBOOK)));
        assertEquals(Map.of(), notebooks.binned());
    }

    @Test
    void a_purged_notebook_leaves_nothing_and_takes_no_other_with_it() {
        var other = new NotebookId(filled(32, 1));
        store.write(notebooks.create(other, Bytes.utf8("other root")));
        int before = entries();
        fill();
        store.write(notebooks.purge(NOTEBOOK));
        assertEquals(List.of(other), notebooks.all());
        assertEquals(before - 2, entries());
    }

    private void fill() {
        var cells = log.document(CELLS);
        var batch = append(cells, Samples.writer(1), 1, 1).getFirst();
        store.write(cells.putSnapshot(new Snapshot(Bytes.utf8("s"), Set.of(), 1)));
        store.write(notebooks.bind(NOTEBOOK, Path.of("/tmp/x")));
        store.write(List.of(
                notebooks.bin(NOTEBOOK, 1),
                cells.setMarker(new CrashMarker(batch.hash(), 0)),
                cells.quarantine(batch.hash(), "why"),
                log.putView("v", Bytes.EMPTY),
                log.putSecret("s", Bytes.EMPTY),
                log.putLedgerStarts(ROOT.grant(), 1)));
    }

    private int entries() {
        var count = new int[1];
        for (var column : Column.values()) store.scan(column, Bytes.EMPTY, (_, _) -> ++count[0] > 0);
        return count[0];
    }

    @Test
    void secrets_are_listed_by_the_beginning_of_their_name() {
        var other = notebooks.log(new NotebookId(filled(32, 7)));
        store.write(List.of(
                log.putSecret("invite/b", Bytes.utf8("2")),
                log.putSecret("invite/a", Bytes.utf8("1")),
                log.putSecret("room", Bytes.utf8("3")),
                other.putSecret("invite/c", Bytes.utf8("4"))));
        assertEquals(Map.of("invite/a", Bytes.utf8("1"), "invite/b", Bytes.utf8("2")), log.secrets("invite/"));
        store.write(List.of(log.deleteSecret("invite/a")));
        assertEquals(Map.of("invite/b", Bytes.utf8("2")), log.secrets("invite/"));
    }

    @Test
    @DisplayName("SY-12 a blob is what its id says or not there")
    void blobs() {
        var blobs = new Blobs(store);
        var content = Bytes.utf8("content");
        var id = Blobs.idOf(content);
        assertEquals(Optional.empty(), blobs.get(id));
        store.write(List.of(blobs.put(content)));
        assertEquals(Optional.of(content), blobs.get(id));
        assertTrue(blobs.has(id));
        store.write(List.of(new Store.Change.Put(Column.BLOBS, Keys.blob(id), Bytes.utf8("Content"))));
        assertEquals(Optional.empty(), blobs.get(id));
    }

    private List<SealedBatch> append(DocumentLog document, BatchWriter writer, long seq, int count) {
        var sealed = writer.write(changes(writer.actor(), seq, count, 0));
        for (var one : sealed) store.write(document.append(one));
        return sealed;
    }

    private static List<StoredBatch> batches(DocumentLog document, long from) {
        var found = new ArrayList<StoredBatch>();
        document.batches(from, found::add);
        return found;
    }
}
