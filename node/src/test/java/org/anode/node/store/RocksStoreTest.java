package org.anode.node.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.anode.node.NodeFailure;
import org.anode.node.folder.FileTree;
import org.anode.node.folder.PlatformFolders;
import org.anode.node.store.Store.Change.Put;
import org.anode.schema.Bytes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RocksStoreTest extends StoreContract {
    @TempDir
    Path folder;

    @Override
    Store open() {
        return open(folder.resolve("store"));
    }

    private static RocksStore open(Path path) {
        return RocksStore.open(path, PlatformFolders.current().cache());
    }

    @Test
    void reopened_it_holds_what_was_written() {
        store.write(List.of(pair(Column.LOG, 1), pair(Column.BLOBS, 2)));
        store.close();
        store = open();
        assertEquals(
                pair(Column.LOG, 1).value(),
                store.get(Column.LOG, Keys.number(1)).orElseThrow());
        assertEquals(
                pair(Column.BLOBS, 2).value(),
                store.get(Column.BLOBS, Keys.number(2)).orElseThrow());
    }

    @Test
    void opening_it_twice_is_refused_in_a_sentence() {
        var failure = assertThrows(NodeFailure.class, this::open);
        assertTrue(failure.sentence().contains("in use by another process"), failure.sentence());
    }

    @Test
    void a_file_in_its_place_is_refused_in_a_sentence() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "not a folder");
        var failure = assertThrows(NodeFailure.class, () -> open(file));
        assertTrue(failure.sentence().contains("in the way"), failure.sentence());
    }

    @Test
    void a_damaged_store_is_refused_in_a_sentence() throws IOException {
        store.write(List.of(pair(Column.LOG, 1)));
        store.close();
        for (var file : FileTree.files(folder.resolve("store"))) {
            if (file.getFileName().toString().startsWith("MANIFEST")) Files.writeString(file, "gone");
        }
        var failure = assertThrows(NodeFailure.class, this::open);
        assertTrue(failure.sentence().contains("restore a backup"), failure.sentence());
    }

    @Test
    @DisplayName("SY-9 a column of a later version does not keep the store from being opened")
    void an_unknown_column_is_left_alone() throws Exception {
        store.close();
        try (var options = new org.rocksdb.Options().setCreateIfMissing(true);
                var database = org.rocksdb.RocksDB.open(
                        options, Files.createDirectory(folder.resolve("later")).toString())) {
            database.createColumnFamily(new org.rocksdb.ColumnFamilyDescriptor(
                            Bytes.utf8("LATER").toArray()))
                    .close();
        }
        try (var later = open(folder.resolve("later"))) {
            later.write(List.of(pair(Column.LOG, 1)));
        }
        try (var later = open(folder.resolve("later"))) {
            assertTrue(later.get(Column.LOG, Keys.number(1)).isPresent());
        }
    }

    @Test
    void a_checkpoint_is_a_store_of_its_own() {
        store.write(List.of(pair(Column.LOG, 1)));
        ((RocksStore) store).checkpoint(folder.resolve("copy"));
        store.write(List.of(pair(Column.LOG, 2)));
        try (var copy = open(folder.resolve("copy"))) {
            assertTrue(copy.get(Column.LOG, Keys.number(1)).isPresent());
            assertTrue(copy.get(Column.LOG, Keys.number(2)).isEmpty());
        }
    }

    @Test
    @DisplayName("SY-9 a torn tail is ignored, never half-applied")
    void a_torn_tail_leaves_a_prefix_of_whole_writes() throws IOException {
        int writes = 200;
        for (int n = 0; n < writes; n++) store.write(List.of(pair(Column.LOG, n), pair(Column.VIEWS, n)));
        store.close();
        var random = new Random(3);
        for (int round = 0; round < 12; round++) {
            var copy = folder.resolve("torn" + round);
            FileTree.copy(folder.resolve("store"), copy);
            tear(copy, random);
            try (var torn = open(copy)) {
                int kept = requirePrefix(torn, writes);
                torn.write(List.of(pair(Column.LOG, writes)));
                assertTrue(kept <= writes);
            }
            try (var again = open(copy)) {
                assertTrue(again.get(Column.LOG, Keys.number(writes)).isPresent());
            }
        }
    }

    /** Cuts the log at a random byte; in every third round what follows is noise instead. */
    private static void tear(Path store, Random random) throws IOException {
        for (var file : FileTree.files(store)) {
            if (!file.toString().endsWith(".log") || Files.size(file) == 0) continue;
            try (var log = new RandomAccessFile(file.toFile(), "rw")) {
                long at = random.nextLong(log.length());
                log.setLength(at);
                if (random.nextInt(3) != 0) continue;
                var noise = new byte[random.nextInt(200)];
                random.nextBytes(noise);
                log.seek(at);
                log.write(noise);
            }
        }
    }

    private static int requirePrefix(Store torn, int writes) {
        var log = numbers(torn, Column.LOG);
        assertEquals(log, numbers(torn, Column.VIEWS));
        for (int n = 0; n < log.size(); n++) assertEquals(n, log.get(n));
        assertTrue(log.size() <= writes);
        return log.size();
    }

    private static List<Long> numbers(Store store, Column column) {
        var found = new ArrayList<Long>();
        store.scan(column, Bytes.EMPTY, (key, _) -> found.add(Keys.numberBefore(key, key.size())));
        return found;
    }

    private static Put pair(Column column, long n) {
        return new Put(column, Keys.number(n), Bytes.utf8("value " + n + " ".repeat(100)));
    }
}
