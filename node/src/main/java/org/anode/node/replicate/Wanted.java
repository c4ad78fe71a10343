package org.anode.node.replicate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.ChangeHash;
import org.anode.schema.chunk.ChangeChunk;

/** Which of a message's genuine batches are taken: the entitled, and what an admitted one builds on (MB-4). */
record Wanted(Optional<BatchGraph> graph, Admission admission) {
    /** Without those that nobody with a right to it wrote or built on (MB-4). */
    List<OpenedBatch> of(List<OpenedBatch> genuine) {
        if (genuine.stream().allMatch(OpenedBatch::entitled)) return genuine;
        var needed = new HashSet<ChangeHash>();
        var found = new HashSet<BatchHash>();
        for (var batch : genuine.reversed()) {
            boolean wanted = batch.entitled()
                    || found.contains(batch.hash())
                    || batch.changes().stream()
                            .map(ChangeChunk::hash)
                            .anyMatch(change -> needed.contains(change)
                                    || graph.filter(g -> g.isNeeded(change)).isPresent());
            if (!wanted) continue;
            found.add(batch.hash());
            found.add(batch.header().previous());
            needed.addAll(BatchNode.outside(batch.changes()));
        }
        return vouchedFor(genuine, found);
    }

    /** Those wanted, and of an actor whose last wanted one bears no signature what follows, until one does (SY-1). */
    private List<OpenedBatch> vouchedFor(List<OpenedBatch> genuine, Set<BatchHash> wanted) {
        var open = new HashSet<ActorId>();
        var found = new ArrayList<OpenedBatch>();
        for (var batch : genuine) {
            var actor = batch.header().actor();
            if (!wanted.contains(batch.hash()) && !open.contains(actor)) continue;
            found.add(batch);
            if (isSigned(batch.sealed())) open.remove(actor);
            else open.add(actor);
        }
        return found;
    }

    private boolean isSigned(SealedBatch sealed) {
        return admission
                .deviceKey(sealed.batch().grant())
                .filter(key -> BatchCodec.isSignedBy(sealed, key))
                .isPresent();
    }
}
