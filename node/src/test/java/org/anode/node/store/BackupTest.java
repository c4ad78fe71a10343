package org.anode.node.store;

import static org.anode.node.replicate.Samples.CELLS;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;
import static org.anode.node.replicate.Samples.changes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.anode.node.NodeFailure;
import org.anode.node.folder.BackupFile;
import org.anode.node.folder.DataFolder;
import org.anode.node.folder.NodeAddress;
import org.anode.node.folder.PlatformFolders;
import org.anode.node.folder.Restore;
import org.anode.node.identity.IdentityFile;
import org.anode.node.replicate.Samples;
import org.anode.schema.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackupTest {
    @TempDir
    Path temp;

    private Path file;

    @BeforeEach
    void name() {
        file = temp.resolve("backup.zip");
    }

    private static RocksStore store(DataFolder folder) {
        return RocksStore.open(folder.store(), PlatformFolders.current().cache());
    }

    private void fill(Store store) {
        var notebooks = new Notebooks(store);
        store.write(notebooks.create(NOTEBOOK, ROOT.encoded()));
        var writer = Samples.writer(1);
        var log = notebooks.log(NOTEBOOK).document(CELLS);
        for (var sealed : writer.write(changes(writer.actor(), 1, 5, 100))) store.write(log.append(sealed));
        var blob = new byte[100_000];
        new Random(1).nextBytes(blob);
        store.write(List.of(new Blobs(store).put(Bytes.wrap(blob))));
    }

    @Test
    void a_backup_of_a_running_node_is_restored_whole() {
        try (var folder = DataFolder.open(temp.resolve("data"));
                var store = store(folder)) {
            folder.publish(NodeAddress.here(1, "token"));
            var identity = IdentityFile.openOrCreate(folder);
            fill(store);
            Backup.write(store, folder, file);
            store.write(List.of(new Store.Change.Put(Column.META, Bytes.utf8("later"), Bytes.EMPTY)));
            Restore.restore(file, temp.resolve("restored"));
            try (var restored = DataFolder.open(temp.resolve("restored"));
                    var copy = store(restored)) {
                assertEquals(
                        identity.device(), IdentityFile.openOrCreate(restored).device());
                assertEquals(new StoreCheck.Findings(1, 1, 1, List.of()), StoreCheck.of(copy));
                assertTrue(copy.get(Column.META, Bytes.utf8("later")).isEmpty());
                assertFalse(Files.exists(temp.resolve("restored").resolve("node.json")));
            }
            assertFalse(Files.exists(folder.root().resolve("backup.part")));
        }
    }

    @Test
    void a_backup_never_overwrites_a_file() throws IOException {
        Files.writeString(file, "mine");
        try (var folder = DataFolder.open(temp.resolve("data"));
                var store = store(folder)) {
            assertThrows(NodeFailure.class, () -> Backup.write(store, folder, file));
            assertThrows(
                    NodeFailure.class,
                    () -> Backup.write(
                            store, folder, temp.resolve("no such folder").resolve("x")));
        }
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void a_backup_goes_into_an_empty_folder_only() throws IOException {
        backup();
        var full = Files.createDirectory(temp.resolve("full"));
        Files.writeString(full.resolve("mine"), "x");
        var failure = assertThrows(NodeFailure.class, () -> Restore.restore(file, full));
        assertTrue(failure.sentence().contains("is not empty"), failure.sentence());
        Restore.restore(file, Files.createDirectory(temp.resolve("empty")));
        try (var _ = DataFolder.open(temp.resolve("data"))) {
            var held = assertThrows(NodeFailure.class, () -> Restore.restore(file, temp.resolve("data")));
            assertTrue(held.sentence().contains("in use"), held.sentence());
        }
    }

    @Test
    void a_damaged_backup_restores_nothing() throws IOException {
        backup();
        var good = Files.readAllBytes(file);
        var random = new Random(2);
        for (int round = 0; round < 40; round++) {
            var bad = good.clone();
            int at = random.nextInt(bad.length);
            if (round % 2 == 0) bad[at] ^= (byte) (1 + random.nextInt(255));
            else bad = Bytes.copyOf(bad).slice(0, at).toArray();
            Files.write(file, bad);
            requireAllOrNothing(temp.resolve("r" + round));
        }
        Files.writeString(file, "not a zip");
        var failure = assertThrows(NodeFailure.class, () -> Restore.restore(file, temp.resolve("none")));
        assertTrue(failure.sentence().contains("no backup of Anode"), failure.sentence());
        assertThrows(NodeFailure.class, () -> Restore.restore(temp.resolve("missing"), temp.resolve("none")));
    }

    /** A flipped byte may lie in a part of the zip file that nobody reads. */
    private void requireAllOrNothing(Path root) throws IOException {
        try {
            Restore.restore(file, root);
            try (var folder = DataFolder.open(root);
                    var store = store(folder)) {
                assertEquals(new StoreCheck.Findings(1, 1, 1, List.of()), StoreCheck.of(store));
            }
        } catch (NodeFailure refused) {
            try (var left = Files.list(root)) {
                assertEquals(
                        List.of("lock"),
                        left.map(path -> path.getFileName().toString()).toList());
            }
        }
    }

    @Test
    void a_backup_that_reaches_outside_is_refused() throws IOException {
        var content = Files.writeString(temp.resolve("content"), "x");
        for (var name : List.of("../outside", "a/../../outside", "/outside", "a//b", ".", "a\\b", "c:x")) {
            Files.deleteIfExists(file);
            var entries = new TreeMap<String, Path>();
            entries.put("format", content);
            entries.put(name, content);
            // writing checks itself by reading back, so it already refuses such a name
            assertThrows(NodeFailure.class, () -> BackupFile.write(entries, file), name);
            assertFalse(Files.exists(file));
            assertFalse(Files.exists(temp.resolve("backup.zip.part")));
        }
    }

    private void backup() {
        try (var folder = DataFolder.open(temp.resolve("data"));
                var store = store(folder)) {
            IdentityFile.openOrCreate(folder);
            fill(store);
            Backup.write(store, folder, file);
        }
    }
}
