package org.anode.node.store;

import java.util.Set;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;

/**
 * A saved document (SY-9).
 *
 * @param heads its heads, which loading must give again
 * @param next  it holds every batch stored below this number; load = this, then the batches from {@code next}. While a
 *              batch is parked, {@code next} may not pass it, for a saved document drops what was not applied
 */
public record Snapshot(Bytes saved, Set<ChangeHash> heads, long next) {
    public Snapshot {
        heads = Set.copyOf(heads);
    }
}
