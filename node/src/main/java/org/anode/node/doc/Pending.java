package org.anode.node.doc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
    private boolean unsynced;

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
        unsynced = true;
    }

    void writeSynced() {
        write();
        if (broken) return;
        store.sync();
        unsynced = false;
    }

    /** Gives up what is not written, and everything after it. */
    void breakOff() {
        broken = true;
    }

    /** Whether something was written since the last call that may not be on the disk yet. */
    boolean takeUnsynced() {
        var was = unsynced;
        unsynced = false;
        return was;
    }
}
