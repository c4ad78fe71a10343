package org.anode.node.replicate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import org.anode.schema.ChangeHash;
import org.anode.schema.chunk.ChangeChunk;
import org.jspecify.annotations.Nullable;

/** A stored batch in its {@link BatchGraph}: what it holds and builds on, without the chunks, and what became of it. */
final class BatchNode {
    final Header header;
    final Chain chain;
    final int number;
    final List<ChangeHash> changes;
    final List<ChangeHash> deps;
    final int bytes;

    /** The one that it names as its previous, once that was looked for and found; {@link BatchLinks#previous} looks. */
    @Nullable
    BatchNode previous;

    /** Those next in the same chain. */
    List<BatchNode> next = List.of();

    /** Known to bear a signature of its own, so that a message may end with it (SY-1). */
    boolean signed;

    /** Its own grant gives the right (MB-4). */
    boolean entitled;

    /** It is entitled, or an admitted one builds on it. */
    boolean admitted;

    /** The document can not take it, or took the process with it. */
    boolean refused;

    /** On the losing branch of a contradiction, refused, or built on one that is. */
    boolean quarantined;

    boolean applied;

    /** Its place in the order of application. */
    int order;

    /** @param number its place in the order of arrival */
    BatchNode(Header header, Chain chain, int number, List<ChangeChunk> changes, int bytes, boolean entitled) {
        this.header = header;
        this.chain = chain;
        this.number = number;
        this.changes = hashes(changes);
        this.deps = outside(changes);
        this.bytes = bytes;
        this.entitled = entitled;
    }

    private static List<ChangeHash> hashes(List<ChangeChunk> changes) {
        if (changes.size() == 1) return List.of(changes.getFirst().hash());
        return changes.stream().map(ChangeChunk::hash).toList();
    }

    /** The changes they build on that come from elsewhere, or from a later one of them; each once. */
    static List<ChangeHash> outside(List<ChangeChunk> changes) {
        if (changes.size() == 1) return changes.getFirst().deps();
        var own = new HashSet<ChangeHash>();
        var deps = new LinkedHashSet<ChangeHash>();
        for (var change : changes) {
            for (var dep : change.deps()) if (!own.contains(dep)) deps.add(dep);
            own.add(change.hash());
        }
        return List.copyOf(deps);
    }

    /** The one before it in its own chain, not one of another actor that it names. */
    @Nullable
    BatchNode chainPrevious() {
        return previous != null && previous.header.actor().equals(header.actor()) ? previous : null;
    }

    /** Whether it belongs into the document. */
    boolean counts() {
        return admitted && !quarantined;
    }

    /** In the order in which it was applied here; what was not comes last, as it arrived. */
    long sendOrder() {
        return applied ? order : Integer.MAX_VALUE + (long) number;
    }

    static List<BatchNode> inSendOrder(List<BatchNode> nodes) {
        var sorted = new ArrayList<>(nodes);
        sorted.sort(java.util.Comparator.comparingLong(BatchNode::sendOrder));
        return sorted;
    }
}
