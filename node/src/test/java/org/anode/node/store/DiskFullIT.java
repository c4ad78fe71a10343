package org.anode.node.store;

import static org.anode.node.replicate.Samples.CELLS;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.anode.node.folder.DataFolder;
import org.anode.node.folder.PlatformFolders;
import org.anode.node.replicate.BatchCodec;
import org.anode.schema.BatchHash;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
final class DiskFullIT {
    @TempDir
    Path temp;

    /** No file of the writer may pass one megabyte (2048 blocks), so its log is soon full. */
    @Test
    @DisplayName("SY-4 a disk that takes no more is said in a sentence, and what was acknowledged is there")
    void a_full_disk() throws IOException, InterruptedException {
        try (var store = RocksStore.open(
                temp.resolve("unpacks the library"), PlatformFolders.current().cache())) {
            store.sync();
        }
        var command = List.of(
                "sh",
                "-c",
                "ulimit -f 2048 && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                AckingWriter.class.getName(),
                temp.resolve("data").toString());
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertEquals(AckingWriter.REFUSED, process.waitFor());
        assertTrue(lines.getLast().contains("is full; free some space"), lines.getLast());
        requireStored(lines.stream()
                .filter(line -> line.length() == 2 * BatchHash.SIZE_BYTES)
                .map(BatchHash::parse)
                .toList());
    }

    private void requireStored(List<BatchHash> acknowledged) {
        assertTrue(acknowledged.size() > 10);
        try (var folder = DataFolder.open(temp.resolve("data"));
                var store = RocksStore.open(
                        folder.store(), PlatformFolders.current().cache())) {
            assertEquals(List.of(), StoreCheck.of(store).troubles());
            var stored = new HashSet<BatchHash>();
            new Notebooks(store)
                    .log(NOTEBOOK)
                    .document(CELLS)
                    .batches(0, batch -> stored.add(BatchCodec.hash(batch.encoded())));
            assertTrue(stored.containsAll(acknowledged));
        }
    }
}
