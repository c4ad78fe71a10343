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
    private final Map<Place, List<BatchNode>> places = new HashMap<>();

    /** Where a batch goes in its actor's chain. Two in one place contradict each other. */
    private record Place(ActorId actor, BatchHash previous) {}

    /** @param genesis the changes every document of this kind begins with */
    BatchLinks(Set<ChangeHash> genesis) {
        this.genesis = Set.copyOf(genesis);
    }

    void add(BatchNode node) {
        var header = node.header;
        nodes.put(header.hash(), node);
        for (var change : node.changes) add(holders, change, node);
        for (var dep : node.deps) add(dependents, dep, node);
        add(places, new Place(header.actor(), header.previous()), node);
    }

    /** Mostly there is one for each key, and there are many keys. */
    private static <K> void add(Map<K, List<BatchNode>> map, K key, BatchNode node) {
        var before = map.putIfAbsent(key, List.of(node));
        if (before == null) return;
        if (before.size() == 1) map.put(key, new ArrayList<>(List.of(before.getFirst(), node)));
        else before.add(node);
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

    /** Those in each place of each chain. */
    Collection<List<BatchNode>> places() {
        return places.values();
    }

    /** Those in the place after {@code previous}. */
    List<BatchNode> after(ActorId actor, BatchHash previous) {
        return places.getOrDefault(new Place(actor, previous), List.of());
    }

    /** Those in the same place, itself included. */
    List<BatchNode> siblings(BatchNode node) {
        return after(node.header.actor(), node.header.previous());
    }

    /** Those next in the same chain. */
    List<BatchNode> next(BatchNode node) {
        return after(node.header.actor(), node.header.hash());
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
        var found = new ArrayList<>(next(node));
        for (var change : node.changes) found.addAll(dependents(change));
        return found;
    }
}
