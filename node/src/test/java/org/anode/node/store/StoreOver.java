package org.anode.node.store;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.anode.schema.Bytes;

/** Another store with something different about it, which heirs say. */
public abstract class StoreOver implements Store {
    private final Store under;

    protected StoreOver(Store under) {
        this.under = under;
    }

    @Override
    public Optional<Bytes> get(Column column, Bytes key) {
        return under.get(column, key);
    }

    @Override
    public void scan(Column column, Bytes prefix, Bytes from, BiPredicate<Bytes, Bytes> visitor) {
        under.scan(column, prefix, from, visitor);
    }

    @Override
    public Optional<Entry> last(Column column, Bytes prefix) {
        return under.last(column, prefix);
    }

    @Override
    public void write(List<Change> changes) {
        under.write(changes);
    }

    @Override
    public void sync() {
        under.sync();
    }

    @Override
    public void close() {
        under.close();
    }
}
