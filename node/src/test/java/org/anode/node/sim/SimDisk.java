package org.anode.node.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.anode.node.store.Column;
import org.anode.node.store.MemoryStore;
import org.anode.node.store.Store;
import org.anode.schema.Bytes;

/** A disk that keeps what was synced, and of what was written after that a beginning. */
public final class SimDisk implements Store {
    private MemoryStore live = new MemoryStore();
    private final MemoryStore synced = new MemoryStore();
    private final List<List<Change>> unsynced = new ArrayList<>();

    @Override
    public Optional<Bytes> get(Column column, Bytes key) {
        return live.get(column, key);
    }

    @Override
    public void scan(Column column, Bytes prefix, Bytes from, BiPredicate<Bytes, Bytes> visitor) {
        live.scan(column, prefix, from, visitor);
    }

    @Override
    public Optional<Entry> last(Column column, Bytes prefix) {
        return live.last(column, prefix);
    }

    @Override
    public void write(List<Change> changes) {
        live.write(changes);
        unsynced.add(List.copyOf(changes));
    }

    @Override
    public void sync() {
        unsynced.forEach(synced::write);
        unsynced.clear();
    }

    public int unsyncedWrites() {
        return unsynced.size();
    }

    /** The power goes: {@code kept} writes after the last sync are there; the next is torn, so it and the rest are not. */
    public void losePower(int kept) {
        unsynced.subList(0, kept).forEach(synced::write);
        unsynced.clear();
        live = new MemoryStore();
        for (var column : Column.values()) {
            var all = new ArrayList<Change>();
            synced.scan(column, Bytes.EMPTY, (key, value) -> all.add(new Change.Put(column, key, value)));
            live.write(all);
        }
    }

    @Override
    public void close() {}
}
