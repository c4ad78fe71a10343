package org.anode.node.replicate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.ChangeHash;

/** What builds on what among the stored batches of one document. */
final class BatchLinks {
    private final Set<ChangeHash> genesis;
    private final Map<BatchHash, BatchNode> nodes = new LinkedHashMap<>();
    private final Map<ChangeHash, List<BatchNode>> holders = new HashMap<>();
    private final Map<ChangeHash, List<BatchNode>> dependents = new HashMap<>();
    private final Map<Place, List<BatchNode>> places = new HashMap<>(); // of those with nothing before them here

    /** Where a batch goes in its actor's chain. Two in one place contradict each other. */
    private record Place(ActorId actor, BatchHash previous) {
        static Place of(BatchNode node) {
            return new Place(node.header.actor(), node.header.previous());
        }
    }

    /** @param genesis the changes every document of this kind begins with */
    BatchLinks(Set<ChangeHash> genesis) {
        this.genesis = Set.copyOf(genesis);
    }

    void add(BatchNode node) {
        var header = node.header;
        nodes.put(header.hash(), node);
        for (var change : node.changes) add(holders, change, node);
        for (var dep : node.deps) add(dependents, dep, node);
        place(node);
        adopt(node);
    }

    private void place(BatchNode node) {
        node.previous = nodes.get(node.header.previous());
        var before = node.chainPrevious();
        if (before == null) add(places, Place.of(node), node);
        else before.next = with(before.next, node);
    }

    /** Those that came before what they follow. */
    private void adopt(BatchNode node) {
        var early = places.remove(new Place(node.header.actor(), node.header.hash()));
        if (early == null) return;
        node.next = early;
        for (var one : early) one.previous = node;
    }

    /** Mostly there is one for each key, and there are many keys. */
    private static <K> void add(Map<K, List<BatchNode>> map, K key, BatchNode node) {
        var before = map.putIfAbsent(key, List.of(node));
        if (before != null) map.put(key, with(before, node));
    }

    /** The list may be the same one, grown, once it holds more than one. */
    private static List<BatchNode> with(List<BatchNode> before, BatchNode node) {
        if (before.isEmpty()) return List.of(node);
        var grown = before.size() == 1 ? new ArrayList<>(before) : before;
        grown.add(node);
        return grown;
    }

    /** In order of arrival. */
    Collection<BatchNode> all() {
        return nodes.values();
    }

    int size() {
        return nodes.size();
    }

    boolean has(BatchHash hash) {
        return nodes.containsKey(hash);
    }

    Optional<BatchNode> node(BatchHash hash) {
        return Optional.ofNullable(nodes.get(hash));
    }

    /** For each place that more than one has: those in it. */
    List<List<BatchNode>> contested() {
        var found = new ArrayList<List<BatchNode>>();
        for (var place : places.values()) if (place.size() > 1) found.add(place);
        for (var node : nodes.values()) if (node.next.size() > 1) found.add(node.next);
        return found;
    }

    /** Those in the place after {@code previous}. */
    List<BatchNode> after(ActorId actor, BatchHash previous) {
        var before = nodes.get(previous);
        return before != null && before.header.actor().equals(actor)
                ? before.next
                : places.getOrDefault(new Place(actor, previous), List.of());
    }

    /** Those in the same place, itself included. */
    List<BatchNode> siblings(BatchNode node) {
        var before = node.chainPrevious();
        return before == null ? places.getOrDefault(Place.of(node), List.of()) : before.next;
    }

    Optional<BatchNode> previous(BatchNode node) {
        if (node.previous == null && !node.header.isFirst()) node.previous = nodes.get(node.header.previous());
        return Optional.ofNullable(node.previous);
    }

    boolean isGenesis(ChangeHash change) {
        return genesis.contains(change);
    }

    List<BatchNode> holders(ChangeHash change) {
        return holders.getOrDefault(change, List.of());
    }

    List<BatchNode> dependents(ChangeHash change) {
        return dependents.getOrDefault(change, List.of());
    }

    /** What it needs, as far as it is here. */
    List<BatchNode> parents(BatchNode node) {
        var found = new ArrayList<BatchNode>(1 + node.deps.size());
        previous(node).ifPresent(found::add);
        for (var dep : node.deps) found.addAll(holders(dep));
        return found;
    }

    /** What needs it. */
    List<BatchNode> children(BatchNode node) {
        var found = new ArrayList<>(node.next);
        for (var change : node.changes) found.addAll(dependents(change));
        return found;
    }
}
