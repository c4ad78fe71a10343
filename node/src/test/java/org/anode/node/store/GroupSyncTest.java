package org.anode.node.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.anode.node.NodeFailure;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class GroupSyncTest {
    /** A disk whose syncs a test lets through one by one. */
    private static final class SlowDisk extends StoreOver {
        final Semaphore allowed = new Semaphore(0);
        final Semaphore begun = new Semaphore(0);
        final AtomicInteger syncs = new AtomicInteger();
        volatile boolean full;

        SlowDisk() {
            super(new MemoryStore());
        }

        @Override
        public void sync() {
            begun.release();
            allowed.acquireUninterruptibly();
            syncs.incrementAndGet();
            if (full) throw new NodeFailure("The disk is full; free some space.");
        }
    }

    private final SlowDisk disk = new SlowDisk();

    @Test
    @DisplayName("SY-4 all who wait while the disk works share the next sync")
    void one_sync_for_many() throws InterruptedException {
        try (var sync = new GroupSync(disk)) {
            var saved = new CountDownLatch(101);
            sync.whenSynced(_ -> saved.countDown());
            assertTrue(disk.begun.tryAcquire(30, TimeUnit.SECONDS));
            for (int i = 0; i < 100; i++) sync.whenSynced(_ -> saved.countDown());
            disk.allowed.release(2);
            assertTrue(saved.await(30, TimeUnit.SECONDS));
            assertEquals(2, disk.syncs.get());
            disk.allowed.release(100);
        }
    }

    @Test
    @DisplayName("SY-4 a full disk is said to everybody who waits, and the next sync may work")
    void failures_reach_all() throws InterruptedException {
        try (var sync = new GroupSync(disk)) {
            var heard = new ArrayBlockingQueue<Optional<NodeFailure>>(10);
            disk.full = true;
            disk.allowed.release(1);
            sync.whenSynced(heard::add);
            assertEquals(
                    "The disk is full; free some space.",
                    heard.poll(30, TimeUnit.SECONDS).orElseThrow().sentence());
            disk.full = false;
            disk.allowed.release(100);
            sync.whenSynced(heard::add);
            assertEquals(Optional.empty(), heard.poll(30, TimeUnit.SECONDS));
        }
    }

    @Test
    @DisplayName("SY-4 closing syncs for all who still wait")
    void close_drains() throws InterruptedException {
        var sync = new GroupSync(disk);
        var saved = new AtomicInteger();
        for (int i = 0; i < 50; i++) sync.whenSynced(_ -> saved.incrementAndGet());
        disk.allowed.release(100);
        sync.close();
        assertEquals(50, saved.get());
        assertThrows(NodeFailure.class, () -> sync.whenSynced(_ -> {}));
        sync.close();
    }

    @Test
    void a_waiter_that_throws_does_not_keep_the_others_waiting() throws InterruptedException {
        try (var sync = new GroupSync(disk)) {
            var saved = new CountDownLatch(2);
            sync.whenSynced(_ -> saved.countDown());
            assertTrue(disk.begun.tryAcquire(30, TimeUnit.SECONDS));
            sync.whenSynced(_ -> {
                throw new IllegalStateException("a bug of a waiter, wanted by this test");
            });
            sync.whenSynced(_ -> saved.countDown());
            disk.allowed.release(100);
            assertTrue(saved.await(30, TimeUnit.SECONDS));
        }
    }
}
