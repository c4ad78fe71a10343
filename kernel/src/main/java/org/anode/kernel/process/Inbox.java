package org.anode.kernel.process;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.anode.kernel.process.Supervision.Input;

/** What waits for the dispatcher. Output has weight and waits outside while the inbox is full; requests never wait. */
final class Inbox {
    /** Output that waits, in chars: enough to keep a dispatcher busy, little beside a heap. */
    static final long WEIGHT_MAX = 2 << 20;

    private record Item(Input input, long weight) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition freed = lock.newCondition();
    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private long weight;
    private boolean closed;

    void put(Input input) {
        put(input, 0);
    }

    /** Blocks while output of more than the limit waits. After {@link #close} everything is dropped. */
    void put(Input input, long inputWeight) {
        lock.lock();
        try {
            while (inputWeight > 0 && weight >= WEIGHT_MAX && !closed) {
                freed.awaitUninterruptibly();
            }
            if (!closed) {
                items.add(new Item(input, inputWeight));
                weight += inputWeight;
                filled.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The next input; empty when {@code timeoutMs} went by without one. */
    Optional<Input> take(OptionalLong timeoutMs) throws InterruptedException {
        lock.lock();
        try {
            var leftNs = TimeUnit.MILLISECONDS.toNanos(timeoutMs.orElse(Long.MAX_VALUE));
            while (items.isEmpty() && leftNs > 0) {
                leftNs = filled.awaitNanos(leftNs);
            }
            return Optional.ofNullable(items.poll()).map(this::taken);
        } finally {
            lock.unlock();
        }
    }

    private Input taken(Item item) {
        weight -= item.weight();
        freed.signalAll();
        return item.input();
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            items.clear();
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
