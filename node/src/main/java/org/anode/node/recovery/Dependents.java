package org.anode.node.recovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.anode.node.replicate.SealedBatch;
import org.anode.schema.BatchHash;
import org.anode.schema.ChangeHash;
import org.anode.schema.chunk.ChangeChunk;

/** What stands and falls with a batch: later ones of its chain, and all that build on a change in it. Pure. */
final class Dependents {
    private Dependents() {}

    /** A batch with its changes. */
    record Opened(SealedBatch sealed, List<ChangeChunk> changes) {
        Opened {
            changes = List.copyOf(changes);
        }
    }

    /** The culprit and everything that needs it, in any order of {@code all}. */
    static Set<BatchHash> of(BatchHash culprit, List<Opened> all) {
        var needs = needs(all);
        var found = new LinkedHashSet<BatchHash>();
        var open = new ArrayList<>(List.of(culprit));
        while (!open.isEmpty()) {
            var one = open.removeLast();
            if (found.add(one)) open.addAll(needs.getOrDefault(one, Set.of()));
        }
        return found;
    }

    /** Batch → batches that need it directly. */
    private static Map<BatchHash, Set<BatchHash>> needs(List<Opened> all) {
        var holder = new HashMap<ChangeHash, BatchHash>();
        for (var one : all)
            one.changes()
                    .forEach(change -> holder.put(change.hash(), one.sealed().hash()));
        var needs = new HashMap<BatchHash, Set<BatchHash>>();
        for (var one : all) {
            var hash = one.sealed().hash();
            add(needs, one.sealed().batch().previous(), hash);
            for (var change : one.changes()) {
                for (var dep : change.deps()) {
                    var in = holder.get(dep);
                    if (in != null && !in.equals(hash)) add(needs, in, hash);
                }
            }
        }
        return needs;
    }

    private static void add(Map<BatchHash, Set<BatchHash>> needs, BatchHash needed, BatchHash by) {
        needs.computeIfAbsent(needed, _ -> new HashSet<>()).add(by);
    }
}
