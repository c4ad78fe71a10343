package org.anode.node.identity;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;

/**
 * Up to where a grant's work counts (MB-3); what is not named is cut at 0.
 *
 * @param documents document name → actor → the last batch that counts
 * @param statement hash of the last statement that counts, {@link Statement#NO_PREVIOUS} for none
 */
public record Cut(SortedMap<String, SortedMap<ActorId, Tip>> documents, Bytes statement) {
    public Cut {
        var copy = new TreeMap<String, SortedMap<ActorId, Tip>>();
        documents.forEach((name, tips) -> copy.put(name, Collections.unmodifiableSortedMap(new TreeMap<>(tips))));
        documents = Collections.unmodifiableSortedMap(copy);
    }

    /** A cut of everything. */
    public static Cut nothing() {
        return new Cut(new TreeMap<>(Map.of()), Statement.NO_PREVIOUS);
    }

    /** A batch by its actor's sequence number and its hash. */
    public record Tip(long seq, BatchHash hash) {}
}
