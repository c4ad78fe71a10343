package org.anode.node.store;

import java.util.List;
import java.util.function.Consumer;

/** A store in memory where a test may step in before each write and each sync, to make it wait or fail. */
public final class HookedStore extends StoreOver {
    private volatile Consumer<List<Change>> beforeWrite = _ -> {};
    private volatile Runnable beforeSync = () -> {};

    public HookedStore() {
        super(new MemoryStore());
    }

    public void beforeWrite(Consumer<List<Change>> hook) {
        beforeWrite = hook;
    }

    public void beforeSync(Runnable hook) {
        beforeSync = hook;
    }

    @Override
    public void write(List<Change> changes) {
        beforeWrite.accept(changes);
        super.write(changes);
    }

    @Override
    public void sync() {
        beforeSync.run();
        super.sync();
    }
}
