package org.anode.node.replicate;

import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Some batches of an actor and all before them in their chains, which are looked through only as far down as somebody asks:
 * who was away for a moment lacks little of a long history.
 */
final class Covered {
    private static final Comparator<BatchNode> LATEST_FIRST =
            Comparator.comparingLong((BatchNode node) -> node.header.firstSeq()).reversed();

    private final BatchLinks links;
    private final Set<BatchNode> seen = new HashSet<>();
    private final PriorityQueue<BatchNode> open =
            new PriorityQueue<>(LATEST_FIRST); // seen, but not what is before them
    private long latestSeq;

    Covered(BatchLinks links) {
        this.links = links;
    }

    void add(BatchNode node) {
        if (!seen.add(node)) return;
        open.add(node);
        latestSeq = Math.max(latestSeq, node.header.firstSeq());
    }

    boolean contains(BatchNode node) {
        long seq = node.header.firstSeq();
        if (seq > latestSeq) return false;
        while (!open.isEmpty() && open.peek().header.firstSeq() > seq)
            links.previous(open.remove()).ifPresent(this::add);
        return seen.contains(node);
    }
}
