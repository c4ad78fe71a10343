package org.anode.node.store;

import java.util.Optional;
import org.anode.node.store.Store.Change;
import org.anode.schema.Bytes;
import org.anode.schema.NotebookId;

/** Who may run code on this computer, for a notebook and for all others; it stays here. Any thread. */
public final class PolicyRows {
    private final Store store;

    public PolicyRows(Store store) {
        this.store = store;
    }

    /** As its owner wrote it. */
    public Optional<Bytes> of(NotebookId notebook) {
        return store.get(Column.META, Keys.policy(notebook));
    }

    /** Where nothing else is said. */
    public Optional<Bytes> usual() {
        return store.get(Column.META, Keys.POLICY);
    }

    public Change put(NotebookId notebook, Bytes row) {
        return new Change.Put(Column.META, Keys.policy(notebook), row);
    }

    public Change putUsual(Bytes row) {
        return new Change.Put(Column.META, Keys.POLICY, row);
    }
}
