package org.anode.node.store;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.anode.schema.Bytes;

/** A store in memory where a test may step in before each write and each sync, to make it wait or fail. */
public final class HookedStore implements Store {
    private final Store memory = new MemoryStore();
    private volatile Consumer<List<Change>> beforeWrite = _ -> {};
    private volatile Runnable beforeSync = () -> {};

    public void beforeWrite(Consumer<List<Change>> hook) {
        beforeWrite = hook;
    }

    public void beforeSync(Runnable hook) {
        beforeSync = hook;
    }

    @Override
    public Optional<Bytes> get(Column column, Bytes key) {
        return memory.get(column, key);
    }

    @Override
    public void scan(Column column, Bytes prefix, Bytes from, BiPredicate<Bytes, Bytes> visitor) {
        memory.scan(column, prefix, from, visitor);
    }

    @Override
    public Optional<Entry> last(Column column, Bytes prefix) {
        return memory.last(column, prefix);
    }

    @Override
    public void write(List<Change> changes) {
        beforeWrite.accept(changes);
        memory.write(changes);
    }

    @Override
    public void sync() {
        beforeSync.run();
        memory.sync();
    }

    @Override
    public void close() {
        memory.close();
    }
}
