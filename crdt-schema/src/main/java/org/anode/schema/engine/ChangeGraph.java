package org.anode.schema.engine;

import java.util.ArrayList;
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

    private static final class Node {
        final ChangeHash hash;
        final List<Node> deps;
        final ActorId actor;
        final long seq;
        final long startOp;
        final long maxOp;
        final int generation; // above that of everything it builds on

        /** @param actor of the chunk, as it is known already */
        Node(ChangeChunk chunk, ActorId actor, List<Node> deps) {
            this.hash = chunk.hash();
            this.deps = List.copyOf(deps);
            this.actor = actor;
            this.seq = chunk.seq();
            this.startOp = chunk.startOp();
            this.maxOp = chunk.maxOp();
            int below = -1;
            for (var dep : deps) below = Math.max(below, dep.generation);
            this.generation = below + 1;
        }
    }

    /** @param concurrent for each actor that did something else meanwhile: the counter from which it did */
    record Past(Optional<String> problem, Map<ActorId, Long> concurrent) {
        boolean contains(Op.Id id) {
            return id.counter() < concurrent.getOrDefault(id.actor(), Long.MAX_VALUE);
        }
    }

    void add(ChangeChunk chunk) {
        var before = last.get(chunk.actor());
        var node = new Node(chunk, before == null ? chunk.actor() : before.actor, nodes(chunk.deps()));
        nodes.put(node.hash, node);
        last.put(node.actor, node);
        chunk.deps().forEach(heads::remove);
        heads.add(node.hash);
    }

    boolean has(ChangeHash change) {
        return nodes.containsKey(change);
    }

    /** Whether these are the changes that nothing builds on. */
    boolean isAt(Collection<ChangeHash> changes) {
        return heads.size() == changes.size() && heads.containsAll(changes);
    }

    private List<Node> nodes(Collection<ChangeHash> hashes) {
        var found = new ArrayList<Node>(hashes.size());
        for (var hash : hashes) found.add(node(hash));
        return found;
    }

    private Node node(ChangeHash hash) {
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
        for (var node : notBefore(nodes(chunk.deps()))) concurrent.merge(node.actor, node.startOp, Math::min);
        return concurrent;
    }

    private @Nullable String problem(ChangeChunk chunk, Map<ActorId, Long> concurrent) {
        var previous = last.get(chunk.actor());
        long seq = previous == null ? 0 : previous.seq;
        if (chunk.seq() != seq + 1)
            return "seq " + chunk.seq() + " of actor " + chunk.actor() + " does not follow " + seq;
        if (concurrent.containsKey(chunk.actor())) return "does not build on what its own actor did before";
        for (var dep : chunk.deps())
            if (chunk.startOp() <= node(dep).maxOp) return "operation counter " + chunk.startOp() + " was used before";
        return null;
    }

    /** The changes that are neither {@code deps} nor below them; visits little more than those. */
    private Set<Node> notBefore(List<Node> deps) {
        var found = new HashSet<Node>();
        var before = new HashSet<>(deps);
        var queued = new HashSet<>(nodes(heads));
        queued.addAll(deps);
        var queue = new PriorityQueue<>(LATEST_FIRST);
        queue.addAll(queued);
        int open = 0; // queued and not yet known to be before
        for (var node : queued) if (!before.contains(node)) open++;
        while (open > 0) {
            var node = queue.remove();
            boolean isBefore = before.contains(node);
            if (!isBefore) {
                found.add(node);
                open--;
            }
            for (var dep : node.deps) {
                boolean fresh = queued.add(dep);
                if (fresh) queue.add(dep);
                if (isBefore) {
                    if (before.add(dep) && !fresh) open--;
                } else if (fresh && !before.contains(dep)) open++;
            }
        }
        return found;
    }
}
