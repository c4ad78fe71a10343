package org.anode.node.store;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.anode.node.NodeFailure;
import org.anode.schema.Bytes;

/** The store without a disk: for {@code anode run}, which leaves nothing behind, and for tests. Any thread. */
public final class MemoryStore implements Store {
    private final Map<Column, NavigableMap<Bytes, Bytes>> columns = new EnumMap<>(Column.class);
    private boolean closed;

    public MemoryStore() {
        for (var column : Column.values()) columns.put(column, new TreeMap<>());
    }

    @Override
    public synchronized Optional<Bytes> get(Column column, Bytes key) {
        return Optional.ofNullable(of(column).get(key));
    }

    @Override
    public void scan(Column column, Bytes prefix, Bytes from, BiPredicate<Bytes, Bytes> visitor) {
        for (var entry : matching(column, prefix, from)) {
            if (!visitor.test(entry.key(), entry.value())) return;
        }
    }

    @Override
    public synchronized Optional<Entry> last(Column column, Bytes prefix) {
        var all = matching(column, prefix, prefix);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    @Override
    public synchronized void write(List<Change> changes) {
        for (var change : changes) {
            switch (change) {
                case Change.Put put -> of(put.column()).put(put.key(), put.value());
                case Change.Delete delete -> of(delete.column()).remove(delete.key());
            }
        }
    }

    @Override
    public synchronized void sync() {
        requireOpen();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    /** A copy, so that the visitor runs outside the lock and sees one state. */
    private synchronized List<Entry> matching(Column column, Bytes prefix, Bytes from) {
        var start = from.compareTo(prefix) > 0 ? from : prefix;
        var found = new ArrayList<Entry>();
        for (var entry : of(column).tailMap(start, true).entrySet()) {
            if (!entry.getKey().startsWith(prefix)) break;
            found.add(new Entry(entry.getKey(), entry.getValue()));
        }
        return found;
    }

    private NavigableMap<Bytes, Bytes> of(Column column) {
        requireOpen();
        return Objects.requireNonNull(columns.get(column));
    }

    private void requireOpen() {
        if (closed) throw new NodeFailure("The store is closed; start the node again.");
    }
}
