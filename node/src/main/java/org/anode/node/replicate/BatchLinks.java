package org.anode.node.replicate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
        for (var change : node.changes) listIn(holders, change).add(node);
        for (var dep : node.deps) listIn(dependents, dep).add(node);
        listIn(places, new Place(header.actor(), header.previous())).add(node);
    }

    private static <K> List<BatchNode> listIn(Map<K, List<BatchNode>> map, K key) {
        return map.computeIfAbsent(key, _ -> new ArrayList<>(1));
    }

    /** In order of arrival. */
    Collection<BatchNode> all() {
        return nodes.values();
    }

    int size() {
        return nodes.size();
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
        return node(node.header.previous());
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
    Stream<BatchNode> parents(BatchNode node) {
        return Stream.concat(previous(node).stream(), node.deps.stream().flatMap(dep -> holders(dep).stream()));
    }

    /** What needs it. */
    Stream<BatchNode> children(BatchNode node) {
        return Stream.concat(next(node).stream(), node.changes.stream().flatMap(change -> dependents(change).stream()));
    }
}
