package org.anode.node.store;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.anode.node.NodeFailure;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

final class FirstTroubleTest {
    private final RocksDBException full = new RocksDBException(
            "No space left on device", new Status(Status.Code.IOError, Status.SubCode.NoSpace, "No space left"));
    private final RocksDBException later = new RocksDBException("IO error: Writer has previous error.");

    @Test
    @DisplayName("SY-4 who hears only that the log failed before is told of what, even if he hears it first")
    void overtaken() throws Exception {
        var trouble = waiting(Duration.ofMinutes(1));
        var task = new FutureTask<>(() -> trouble.of(later));
        var thread = Thread.ofPlatform().start(task);
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING || task.isDone());
        var first = trouble.of(full);
        assertTrue(first.sentence().contains("is full; free some space"), first.sentence());
        assertEquals(first.sentence(), task.get(30, TimeUnit.SECONDS).sentence());
    }

    @Test
    @DisplayName("a failure nobody can name is said as RocksDB says it")
    void unnamed() {
        NodeFailure failure = waiting(Duration.ofMillis(10)).of(later);
        assertTrue(failure.sentence().contains("previous error"), failure.sentence());
    }

    private static FirstTrouble waiting(Duration reportMax) {
        return new FirstTrouble(Path.of("store"), reportMax);
    }
}
