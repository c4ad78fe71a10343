package org.anode.node.replicate;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.anode.schema.BatchHash;
import org.anode.schema.ChangeHash;

/** Decides for all batches of a document which are admitted (MB-4) and which are quarantined (SY-5). */
final class Settling {
    private final BatchLinks links;
    private final Set<BatchNode> preferred = new HashSet<>();

    private Settling(BatchLinks links) {
        this.links = links;
    }

    /**
     * A function of what is linked, of who is entitled and of what was refused, whatever came first.
     *
     * @param named those that a cut or an admit that stands names
     */
    static void run(BatchLinks links, Set<BatchHash> named) {
        var settling = new Settling(links);
        settling.admit();
        settling.prefer(named);
        settling.quarantine();
    }

    /** What lies on a branch whose end is named and admitted (SY-5). */
    private void prefer(Set<BatchHash> named) {
        for (var hash : named) {
            var at = links.node(hash).filter(node -> node.admitted);
            while (at.isPresent() && preferred.add(at.get())) at = links.previous(at.get());
        }
    }

    /** The entitled ones and their whole causal past (MB-4). */
    private void admit() {
        var open = new ArrayDeque<BatchNode>();
        for (var node : links.all()) {
            node.admitted = node.entitled;
            if (node.entitled) open.add(node);
        }
        for (var node = open.poll(); node != null; node = open.poll()) {
            for (var parent : links.parents(node)) {
                if (parent.admitted) continue;
                parent.admitted = true;
                open.add(parent);
            }
        }
    }

    /** Of those in one place all but one; what was refused; and all that needs one of them (SY-5). */
    private void quarantine() {
        links.all().forEach(node -> node.quarantined = false);
        var open = new ArrayDeque<BatchNode>();
        for (var group : links.contested()) open.addAll(losers(group));
        links.all().stream().filter(node -> node.refused).forEach(open::add);
        for (var node = open.poll(); node != null; node = open.poll()) {
            if (node.quarantined) continue;
            node.quarantined = true;
            for (var child : links.children(node)) if (lacksFooting(child)) open.add(child);
        }
    }

    private List<BatchNode> losers(List<BatchNode> group) {
        var admitted = group.stream()
                .filter(node -> node.admitted)
                .sorted(Comparator.comparing((BatchNode node) -> !preferred.contains(node))
                        .thenComparing(node -> node.header.hash().value()))
                .toList();
        return admitted.size() < 2 ? List.of() : admitted.subList(1, admitted.size());
    }

    private boolean lacksFooting(BatchNode node) {
        return links.previous(node).filter(before -> before.quarantined).isPresent()
                || node.deps.stream().anyMatch(this::isQuarantined);
    }

    private boolean isQuarantined(ChangeHash change) {
        var all = links.holders(change);
        return !all.isEmpty() && all.stream().allMatch(node -> node.quarantined || !node.admitted);
    }
}
