package org.anode.node.doc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.anode.node.store.Store;
import org.anode.node.store.Store.Change;

/**
 * What a turn wants stored, written all at once: batch, position, views, heads and blobs together or none of it. After
 * a failed write nothing more is written, for what follows would build on what is not there.
 */
final class Pending {
    private final Store store;
    private List<Change> changes = new ArrayList<>();
    private boolean broken;
    private long writes;
    private final AtomicLong syncedWrites = new AtomicLong();

    Pending(Store store) {
        this.store = store;
    }

    void add(Change change) {
        changes.add(change);
    }

    void add(Collection<Change> more) {
        changes.addAll(more);
    }

    void write() {
        if (broken || changes.isEmpty()) return;
        var all = changes;
        changes = new ArrayList<>();
        broken = true;
        store.write(all);
        broken = false;
        writes++;
    }

    void writeSynced() {
        write();
        if (broken) return;
        store.sync();
        syncedUpTo(writes);
    }

    /** Gives up what is not written, and everything after it. */
    void breakOff() {
        broken = true;
    }

    /** How many writes there were, if some of them may not be on the disk yet; else 0. */
    long unsyncedWrites() {
        return writes > syncedWrites.get() ? writes : 0;
    }

    /** The first {@code count} writes are on the disk. Any thread. */
    void syncedUpTo(long count) {
        syncedWrites.accumulateAndGet(count, Math::max);
    }
}
