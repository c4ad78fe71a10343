package org.anode.node.store;

import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.anode.node.NodeFailure;

/**
 * One fsync for many writes (SY-4): whoever wrote and wants to say "saved" leaves a {@link Waiter}; one thread syncs as
 * soon as one waits, and while the disk works the next ones gather. So nobody waits for more than the sync under way
 * and his own, which on a disk is far below the 20 ms allowed.
 */
public final class GroupSync implements AutoCloseable {
    /** More than all documents of a node write in the time of one sync; beyond it writers wait for the disk. */
    private static final int WAITERS_MAX = 4096;

    /** Hears, on the syncing thread, what became of everything written before it was registered; must not block. */
    @FunctionalInterface
    public interface Waiter {
        /** @param failure empty when it is on the disk */
        void synced(Optional<NodeFailure> failure);
    }

    private final Store store;
    private final BlockingQueue<Waiter> waiters = new ArrayBlockingQueue<>(WAITERS_MAX);
    private final Thread thread;
    private volatile boolean closing;

    public GroupSync(Store store) {
        this.store = store;
        this.thread = Thread.ofPlatform().name("store-sync").daemon().start(this::run);
    }

    /**
     * Calls {@code waiter} once everything this thread wrote so far is on the disk. Blocks only when too many wait.
     *
     * @throws NodeFailure if this is closed
     */
    public void whenSynced(Waiter waiter) {
        if (closing) throw closed();
        put(waiter);
        if (closing) drain();
    }

    /** Syncs for all who still wait, then ends. */
    @Override
    public void close() {
        if (!closing) {
            closing = true;
            put(_ -> {}); // wakes the thread
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        drain();
    }

    private void run() {
        try {
            while (!closing) settle(waiters.take());
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    private void put(Waiter waiter) {
        try {
            waiters.put(waiter);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NodeFailure("The node is stopping; the edit was written but may not survive a power loss.", e);
        }
    }

    private void drain() {
        var rest = waiters.poll();
        if (rest != null) settle(rest);
    }

    private void settle(Waiter first) {
        var group = new ArrayList<Waiter>();
        group.add(first);
        waiters.drainTo(group);
        var failure = sync();
        for (var waiter : group) tell(waiter, failure);
    }

    /** A bug in one waiter is shouted out, but the others are told all the same. */
    private static void tell(Waiter waiter, Optional<NodeFailure> failure) {
        try {
            waiter.synced(failure);
        } catch (RuntimeException e) {
            var thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    private Optional<NodeFailure> sync() {
        try {
            store.sync();
            return Optional.empty();
        } catch (NodeFailure e) {
            return Optional.of(e);
        }
    }

    private static NodeFailure closed() {
        return new NodeFailure("The node is stopping; try again when it runs.");
    }
}
