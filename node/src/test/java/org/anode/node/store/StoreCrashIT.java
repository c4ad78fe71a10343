package org.anode.node.store;

import static org.anode.node.replicate.Samples.CELLS;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.anode.node.NodeFailure;
import org.anode.node.folder.DataFolder;
import org.anode.node.folder.PlatformFolders;
import org.anode.node.replicate.BatchCodec;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreCrashIT {
    private static final int ROUNDS = Integer.getInteger("anode.crash.rounds", 10);

    /** Acknowledged batches before a round's kill, at most. */
    private static final int ACKNOWLEDGED_MAX = 60;

    @TempDir
    Path temp;

    private final Random random = new Random(20);
    private final Set<BatchHash> acknowledged = new HashSet<>();

    @Test
    @DisplayName("SY-4 what was acknowledged is there after kill -9, whole, and a second node can go on")
    void nothing_acknowledged_is_lost() throws IOException, InterruptedException {
        int unacknowledged = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int before = acknowledged.size();
            writeAndKill();
            assertTrue(acknowledged.size() > before, "round " + round + " acknowledged nothing");
            if (check() > acknowledged.size()) unacknowledged++;
        }
        assertTrue(unacknowledged > 0, "no kill hit between a write and its acknowledgement");
    }

    @Test
    void a_second_process_is_refused_naming_the_first() throws IOException, InterruptedException {
        var process = start();
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            hear(lines.readLine());
            var failure = assertThrows(NodeFailure.class, () -> DataFolder.open(temp));
            assertTrue(failure.sentence().contains("(process " + process.pid() + ")"), failure.sentence());
        } finally {
            process.destroyForcibly().waitFor();
        }
        DataFolder.open(temp).close();
    }

    private void writeAndKill() throws IOException, InterruptedException {
        var process = start();
        int wanted = 1 + random.nextInt(ACKNOWLEDGED_MAX);
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (int i = 0; i < wanted; i++) hear(lines.readLine());
            process.toHandle().destroyForcibly(); // the process's own method would drop what it still had to say
            for (var line = lines.readLine(); line != null; line = lines.readLine()) hear(line);
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertEquals(128 + 9, process.exitValue());
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AckingWriter.class.getName(),
                        temp.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** A line cut off by the kill was no acknowledgement. */
    private void hear(String line) {
        assertTrue(line != null, "the writer ended by itself");
        if (line.length() == 2 * BatchHash.SIZE_BYTES) acknowledged.add(BatchHash.parse(line));
    }

    /** How many batches are stored. */
    private int check() {
        try (var folder = DataFolder.open(temp);
                var store = RocksStore.open(
                        folder.store(), PlatformFolders.current().cache())) {
            var findings = StoreCheck.of(store);
            assertEquals(List.of(), findings.troubles());
            var notebook = new Notebooks(store).log(NOTEBOOK);
            var stored = new HashSet<BatchHash>();
            var last = new Bytes[1];
            notebook.document(CELLS).batches(0, batch -> {
                last[0] = BatchCodec.hash(batch.encoded()).value();
                assertTrue(new Blobs(store).has(Blobs.idOf(Bytes.concat(batch.encoded(), batch.encoded()))));
                return stored.add(new BatchHash(last[0]));
            });
            assertEquals(last[0], notebook.view("last").orElseThrow(), "a write was torn");
            assertTrue(stored.containsAll(acknowledged), "an acknowledged batch is gone");
            return stored.size();
        }
    }
}
