package org.anode.node.sim.hosts;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.anode.node.sim.Crash;
import org.anode.node.store.Column;
import org.anode.node.store.Store;
import org.anode.schema.Bytes;

/** The disk as one process has it: it may end before or after each write, and writes nothing after its end. */
final class LifeStore implements Store {
    private final Store disk;
    private final Hooks hooks;
    private boolean ended;

    /** What happens on the way to the disk. */
    interface Hooks {
        /** Whether the process ends here. */
        boolean endsHere();

        void wrote();

        /** Something must not be lost from now on: a host has taken something. */
        void synced();
    }

    LifeStore(Store disk, Hooks hooks) {
        this.disk = disk;
        this.hooks = hooks;
    }

    void end() {
        ended = true;
    }

    @Override
    public Optional<Bytes> get(Column column, Bytes key) {
        return disk.get(column, key);
    }

    @Override
    public void scan(Column column, Bytes prefix, Bytes from, BiPredicate<Bytes, Bytes> visitor) {
        disk.scan(column, prefix, from, visitor);
    }

    @Override
    public Optional<Entry> last(Column column, Bytes prefix) {
        return disk.last(column, prefix);
    }

    @Override
    public void write(List<Change> changes) {
        if (ended) return;
        if (hooks.endsHere()) throw new Crash();
        disk.write(changes);
        hooks.wrote();
        if (hooks.endsHere()) throw new Crash();
    }

    @Override
    public void sync() {
        if (ended) return;
        disk.sync();
        hooks.synced();
    }

    @Override
    public void close() {}
}
