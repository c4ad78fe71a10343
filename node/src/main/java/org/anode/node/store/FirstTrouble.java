package org.anode.node.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.anode.node.NodeFailure;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * Failures as sentences. After a failed write RocksDB says of its log only that it failed before; people want to know
 * of what, so the first failure is remembered. Any thread.
 */
final class FirstTrouble {
    /** Between a failure inside RocksDB and its report by the thread that met it lie microseconds. */
    static final Duration REPORT_MAX = Duration.ofSeconds(1);

    private final Path folder;
    private final Duration reportMax;
    private @Nullable NodeFailure first;

    /** @param reportMax how long to wait for who met the failure first */
    FirstTrouble(Path folder, Duration reportMax) {
        this.folder = folder;
        this.reportMax = reportMax;
    }

    NodeFailure of(RocksDBException e) {
        if (repeats(e)) {
            var before = awaitFirst();
            if (before != null) return new NodeFailure(before.sentence(), e);
        }
        var now = RocksTrouble.of(folder, e);
        remember(now);
        return now;
    }

    /** Whether it only says again what somebody was told before. */
    synchronized boolean isOld(RocksDBException e) {
        return first != null && repeats(e);
    }

    private static boolean repeats(RocksDBException e) {
        return String.valueOf(e.getMessage()).contains("previous error");
    }

    private synchronized void remember(NodeFailure now) {
        first = now;
        notifyAll();
    }

    /** The thread that met the failure may still be on its way here. */
    private synchronized @Nullable NodeFailure awaitFirst() {
        var limit = System.nanoTime() + reportMax.toNanos();
        try {
            for (var left = limit - System.nanoTime(); first == null && left > 0; left = limit - System.nanoTime())
                TimeUnit.NANOSECONDS.timedWait(this, left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return first;
    }
}
