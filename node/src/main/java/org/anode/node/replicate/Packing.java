package org.anode.node.replicate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anode.node.replicate.WireMessage.Batches;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.DocumentName;
import org.anode.schema.Parsed;

/**
 * Makes messages of stored batches, no more of them than one answer may have. Of each actor a message ends with a batch
 * that bears its own signature: one in the middle of a run need not, and a receiver takes nothing that is not vouched
 * for (SY-1).
 */
final class Packing {
    private final Archive archive;
    private final Admission admission;
    private final List<Batches> messages = new ArrayList<>();
    private int bytes;
    private int messageBytes = WireLimits.FIRST_BATCHES_BYTES;
    private boolean cut;

    Packing(Archive archive, Admission admission) {
        this.archive = archive;
        this.admission = admission;
    }

    /** @param nodes in the order they are to be sent */
    void add(DocumentName document, BatchGraph graph, List<BatchNode> nodes) {
        var open = new LinkedHashSet<>(nodes);
        while (!open.isEmpty()) {
            if (bytes >= WireLimits.ANSWER_BYTES) {
                cut = true;
                return;
            }
            new Filling(document, graph, open).fill();
            messageBytes = Math.min(2 * messageBytes, WireLimits.BATCHES_BYTES);
        }
    }

    /** The messages; the last says if there is more. */
    List<Batches> messages() {
        if (!cut || messages.isEmpty()) return messages;
        var last = messages.removeLast();
        messages.add(new Batches(last.document(), true, last.encoded()));
        return messages;
    }

    /** One message in the making. */
    private final class Filling {
        private final DocumentName document;
        private final BatchGraph graph;
        private final Set<BatchNode> open;
        private final List<Bytes> encoded = new ArrayList<>();
        private final Map<ActorId, BatchNode> last = new LinkedHashMap<>();
        private final Map<ActorId, Bytes> lastEncoded = new HashMap<>();
        private int size;

        Filling(DocumentName document, BatchGraph graph, Set<BatchNode> open) {
            this.document = document;
            this.graph = graph;
            this.open = open;
        }

        void fill() {
            while (!open.isEmpty() && size < messageBytes) take(open.iterator().next());
            for (var node : List.copyOf(last.values())) vouch(node);
            bytes += size;
            if (!encoded.isEmpty()) messages.add(new Batches(document, false, encoded));
        }

        private void take(BatchNode node) {
            open.remove(node);
            archive.batch(document, node.header.position()).ifPresent(stored -> {
                encoded.add(stored);
                size += stored.size();
                last.put(node.header.actor(), node);
                lastEncoded.put(node.header.actor(), stored);
            });
        }

        /** Takes what follows in its chain until one is signed. */
        private void vouch(BatchNode node) {
            Optional<BatchNode> at = Optional.of(node);
            while (at.isPresent() && !isSigned(at.get())) {
                at = graph.next(at.get()).stream()
                        .filter(next -> size + next.bytes < WireLimits.MESSAGE_BYTES_MAX)
                        .findFirst();
                at.ifPresent(this::take);
            }
        }

        private boolean isSigned(BatchNode node) {
            var stored = lastEncoded.get(node.header.actor());
            if (!node.signed && stored != null) node.signed = isSigned(node.header, stored);
            return node.signed;
        }

        private boolean isSigned(Header header, Bytes stored) {
            return BatchCodec.decode(stored) instanceof Parsed.Ok<SealedBatch>(var sealed)
                    && admission
                            .deviceKey(header.grant())
                            .filter(key -> BatchCodec.isSignedBy(sealed, key))
                            .isPresent();
        }
    }
}
