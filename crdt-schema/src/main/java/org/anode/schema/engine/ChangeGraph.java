package org.anode.schema.engine;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.anode.schema.ActorId;
import org.anode.schema.ChangeHash;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.chunk.Op;
import org.jspecify.annotations.Nullable;

/** What builds on what: answers which operations are in the causal past of a change. */
final class ChangeGraph {
    private static final Comparator<Node> LATEST_FIRST =
            Comparator.comparingInt((Node node) -> node.generation).reversed();

    private final Map<ChangeHash, Node> nodes = new HashMap<>();
    private final Map<ActorId, Node> last = new HashMap<>();
    private final Set<ChangeHash> heads = new HashSet<>();

    /** @param generation above that of everything it builds on */
    private record Node(
            ChangeHash hash,
            List<ChangeHash> deps,
            ActorId actor,
            long seq,
            long startOp,
            long maxOp,
            int generation) {}

    /** @param concurrent for each actor that did something else meanwhile: the counter from which it did */
    record Past(Optional<String> problem, Map<ActorId, Long> concurrent) {
        boolean contains(Op.Id id) {
            return id.counter() < concurrent.getOrDefault(id.actor(), Long.MAX_VALUE);
        }
    }

    void add(ChangeChunk chunk) {
        var node = node(chunk);
        nodes.put(node.hash, node);
        last.put(node.actor, node);
        node.deps.forEach(heads::remove);
        heads.add(node.hash);
    }

    /** Whether these are the changes that nothing builds on. */
    boolean isAt(Collection<ChangeHash> changes) {
        return heads.size() == changes.size() && heads.containsAll(changes);
    }

    private Node node(ChangeChunk chunk) {
        int generation = 0;
        for (var dep : chunk.deps()) generation = Math.max(generation, dep(dep).generation + 1);
        return new Node(
                chunk.hash(), chunk.deps(), chunk.actor(), chunk.seq(), chunk.startOp(), chunk.maxOp(), generation);
    }

    private Node dep(ChangeHash hash) {
        var node = nodes.get(hash);
        if (node == null) throw new IllegalArgumentException("unknown change " + hash);
        return node;
    }

    /** The causal past of a chunk that is not in the graph yet but whose dependencies are. */
    Past past(ChangeChunk chunk) {
        var concurrent = isAt(chunk.deps()) ? Map.<ActorId, Long>of() : concurrent(chunk);
        return new Past(Optional.ofNullable(problem(chunk, concurrent)), concurrent);
    }

    private Map<ActorId, Long> concurrent(ChangeChunk chunk) {
        var concurrent = new HashMap<ActorId, Long>();
        for (var node : notBefore(chunk.deps())) concurrent.merge(node.actor, node.startOp, Math::min);
        return concurrent;
    }

    private @Nullable String problem(ChangeChunk chunk, Map<ActorId, Long> concurrent) {
        var previous = last.get(chunk.actor());
        long seq = previous == null ? 0 : previous.seq;
        if (chunk.seq() != seq + 1)
            return "seq " + chunk.seq() + " of actor " + chunk.actor() + " does not follow " + seq;
        if (concurrent.containsKey(chunk.actor())) return "does not build on what its own actor did before";
        for (var dep : chunk.deps())
            if (chunk.startOp() <= dep(dep).maxOp) return "operation counter " + chunk.startOp() + " was used before";
        return null;
    }

    /** The changes that are neither {@code deps} nor below them; visits little more than those. */
    private Set<Node> notBefore(List<ChangeHash> deps) {
        var found = new HashSet<Node>();
        var before = new HashSet<>(deps);
        var queue = new PriorityQueue<>(LATEST_FIRST);
        var queued = new HashSet<ChangeHash>();
        int open = 0; // queued and not yet known to be before
        for (var hash : heads) if (queued.add(hash)) queue.add(dep(hash));
        for (var hash : deps) if (queued.add(hash)) queue.add(dep(hash));
        for (var hash : queued) if (!before.contains(hash)) open++;
        while (open > 0) {
            var node = queue.remove();
            boolean isBefore = before.contains(node.hash);
            if (!isBefore) {
                found.add(node);
                open--;
            }
            for (var hash : node.deps) {
                boolean fresh = queued.add(hash);
                if (fresh) queue.add(dep(hash));
                if (isBefore) {
                    if (before.add(hash) && !fresh) open--;
                } else if (fresh && !before.contains(hash)) open++;
            }
        }
        return found;
    }
}
