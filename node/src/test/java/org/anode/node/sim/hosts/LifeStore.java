package org.anode.node.sim.hosts;

import java.util.List;
import org.anode.node.sim.Crash;
import org.anode.node.store.Store;
import org.anode.node.store.StoreOver;

/** The disk as one process has it: it may end before or after each write, and writes nothing after its end. */
final class LifeStore extends StoreOver {
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
        super(disk);
        this.hooks = hooks;
    }

    void end() {
        ended = true;
    }

    @Override
    public void write(List<Change> changes) {
        if (ended) return;
        if (hooks.endsHere()) throw new Crash();
        super.write(changes);
        hooks.wrote();
        if (hooks.endsHere()) throw new Crash();
    }

    @Override
    public void sync() {
        if (ended) return;
        super.sync();
        hooks.synced();
    }

    /** The disk outlives it. */
    @Override
    public void close() {}
}
