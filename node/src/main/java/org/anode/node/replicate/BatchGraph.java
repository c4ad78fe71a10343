package org.anode.node.replicate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.ChangeHash;
import org.anode.schema.GrantId;
import org.anode.schema.chunk.ChangeChunk;

/**
 * The stored batches of one document and what follows from them: which are admitted (MB-4), which lose to a
 * contradiction (SY-5), which are applied and which wait. All of it is a function of the set of batches alone, but for
 * the order of application. The usual batch, an entitled one that continues a chain, costs nothing but itself; anything
 * else has everything computed afresh. Pure; belongs to one thread.
 */
final class BatchGraph {
    private static final Step NOTHING = new Step(List.of(), false);

    private final Set<ChangeHash> genesis;
    private final Map<BatchHash, BatchNode> nodes = new LinkedHashMap<>();
    private final Map<ChangeHash, List<BatchNode>> holders = new HashMap<>();
    private final Map<ChangeHash, List<BatchNode>> dependents = new HashMap<>();
    private final Map<Place, List<BatchNode>> places = new HashMap<>();
    private final Map<GrantId, TreeMap<ActorId, Chain>> chains = new HashMap<>();
    private final Set<BatchNode> waiting = new LinkedHashSet<>();
    private final Settling settling = new Settling();
    private int applied;
    private boolean unsettled;

    /** Where a batch goes in its actor's chain. Two in one place contradict each other. */
    private record Place(ActorId actor, BatchHash previous) {}

    /** What is known of one actor. */
    private static final class Chain {
        private final Set<BatchNode> tips = new LinkedHashSet<>();
        private int unappliedBytes;
        private int unappliedChanges;

        private void count(BatchNode node, int sign) {
            unappliedBytes += sign * node.bytes;
            unappliedChanges += sign * node.changes.size();
        }
    }

    /**
     * What a step changed.
     *
     * @param ready   those to apply now, in this order
     * @param rebuilt whether some that were applied do not count any more: the document is to be made anew, and
     *                {@code ready} is empty
     */
    record Step(List<BatchNode> ready, boolean rebuilt) {
        Step {
            ready = List.copyOf(ready);
        }
    }

    /** @param genesis the changes every document of this kind begins with */
    BatchGraph(Set<ChangeHash> genesis) {
        this.genesis = Set.copyOf(genesis);
    }

    boolean holds(BatchHash hash) {
        return nodes.containsKey(hash);
    }

    Optional<BatchNode> node(BatchHash hash) {
        return Optional.ofNullable(nodes.get(hash));
    }

    /** Those with the same place in the actor's chain, itself included. */
    List<BatchNode> siblings(BatchNode node) {
        return places.getOrDefault(new Place(node.header.actor(), node.header.previous()), List.of());
    }

    /**
     * A batch that is stored with this event, after those it follows in its chain. After the last of them comes
     * {@link #settled}.
     */
    Step add(Header header, List<ChangeChunk> changes, int bytes, boolean entitled) {
        var node = link(header, changes, bytes, entitled);
        unsettled |= !isUsual(node);
        return unsettled ? NOTHING : addUsual(node);
    }

    /** What the unusual ones among those added have changed: all of it is computed once for an event. */
    Step settled() {
        return unsettled ? settle() : NOTHING;
    }

    /** A batch that was stored by a former process; after the last of them comes {@link #settle}. */
    void recall(Header header, List<ChangeChunk> changes, int bytes, boolean entitled, boolean refused) {
        link(header, changes, bytes, entitled).refused = refused;
    }

    private BatchNode link(Header header, List<ChangeChunk> changes, int bytes, boolean entitled) {
        var node = new BatchNode(header, nodes.size(), changes, bytes, entitled);
        nodes.put(header.hash(), node);
        for (var change : node.changes) listIn(holders, change).add(node);
        for (var dep : node.deps) listIn(dependents, dep).add(node);
        listIn(places, new Place(header.actor(), header.previous())).add(node);
        chain(header).count(node, 1);
        return node;
    }

    private Chain chain(Header header) {
        return chains.computeIfAbsent(header.grant(), _ -> new TreeMap<>())
                .computeIfAbsent(header.actor(), _ -> new Chain());
    }

    private static <K> List<BatchNode> listIn(Map<K, List<BatchNode>> map, K key) {
        return map.computeIfAbsent(key, _ -> new ArrayList<>(1));
    }

    /** Nothing that was decided before can change by it. */
    private boolean isUsual(BatchNode node) {
        return node.entitled
                && siblings(node).size() == 1
                && node.changes.stream().allMatch(change -> of(holders, change).size() == 1)
                && parents(node).allMatch(BatchNode::counts);
    }

    private static <K> List<BatchNode> of(Map<K, List<BatchNode>> map, K key) {
        return map.getOrDefault(key, List.of());
    }

    private Stream<BatchNode> parents(BatchNode node) {
        var held = node.deps.stream().flatMap(dep -> of(holders, dep).stream());
        return Stream.concat(previous(node).stream(), held);
    }

    private Optional<BatchNode> previous(BatchNode node) {
        return node(node.header.previous());
    }

    private Stream<BatchNode> children(BatchNode node) {
        var next = of(places, new Place(node.header.actor(), node.header.hash()));
        var building = node.changes.stream().flatMap(change -> of(dependents, change).stream());
        return Stream.concat(next.stream(), building);
    }

    private Step addUsual(BatchNode node) {
        node.admitted = true;
        var tips = chain(node.header).tips;
        previous(node).ifPresent(tips::remove);
        tips.add(node);
        waiting.add(node);
        return new Step(wake(List.of(node)), false);
    }

    /** Applies these if they are ready, and what that makes ready. */
    private List<BatchNode> wake(Collection<BatchNode> candidates) {
        var ready = new ArrayList<BatchNode>();
        var open = new ArrayDeque<>(candidates);
        for (var node = open.poll(); node != null; node = open.poll()) {
            if (node.applied || !isReady(node)) continue;
            node.applied = true;
            node.order = applied++;
            waiting.remove(node);
            chain(node.header).count(node, -1);
            ready.add(node);
            children(node).forEach(open::add);
        }
        return ready;
    }

    private boolean isReady(BatchNode node) {
        return node.counts()
                && (node.header.isFirst()
                        || previous(node).filter(before -> before.applied).isPresent())
                && node.deps.stream().allMatch(this::isApplied);
    }

    private boolean isApplied(ChangeHash change) {
        return genesis.contains(change) || of(holders, change).stream().anyMatch(node -> node.applied);
    }

    /** The rights have changed. */
    Step reconsider(Predicate<Header> entitled) {
        boolean same = true;
        for (var node : nodes.values()) {
            boolean now = entitled.test(node.header);
            same &= now == node.entitled;
            node.entitled = now;
        }
        return same ? NOTHING : settle();
    }

    /** The document can not take it. */
    Step refuse(BatchHash hash) {
        var node = nodes.get(hash);
        if (node == null || node.refused) return NOTHING;
        node.refused = true;
        return settle();
    }

    /** Decides about everything afresh. */
    Step settle() {
        unsettled = false;
        settling.run();
        boolean rebuild = nodes.values().stream().anyMatch(node -> node.applied && !node.counts());
        if (rebuild) unapply();
        nodes.values().stream().filter(n -> n.admitted && !n.applied).forEach(waiting::add);
        var ready = wake(inOrder());
        return new Step(rebuild ? List.of() : ready, rebuild);
    }

    private void unapply() {
        for (var node : nodes.values()) {
            if (!node.applied) continue;
            node.applied = false;
            chain(node.header).count(node, 1);
        }
        applied = 0;
    }

    private List<BatchNode> inOrder() {
        return nodes.values().stream()
                .sorted(Comparator.comparingInt(node -> node.number))
                .toList();
    }

    /** What {@link #settle} decides, in this order: admitted, quarantined, tips. */
    private final class Settling {
        void run() {
            admit();
            quarantine();
            waiting.clear();
            findTips();
        }

        /** The entitled ones and their whole causal past (MB-4). */
        private void admit() {
            var open = new ArrayDeque<BatchNode>();
            for (var node : nodes.values()) {
                node.admitted = node.entitled;
                if (node.entitled) open.add(node);
            }
            for (var node = open.poll(); node != null; node = open.poll()) {
                parents(node).filter(parent -> !parent.admitted).forEach(parent -> {
                    parent.admitted = true;
                    open.add(parent);
                });
            }
        }

        /** Of those in one place all but one; what was refused; and all that needs one of them (SY-5). */
        private void quarantine() {
            nodes.values().forEach(node -> node.quarantined = false);
            var open = new ArrayDeque<BatchNode>();
            for (var group : places.values()) open.addAll(losers(group));
            nodes.values().stream().filter(node -> node.refused).forEach(open::add);
            for (var node = open.poll(); node != null; node = open.poll()) {
                if (node.quarantined) continue;
                node.quarantined = true;
                children(node).filter(this::lacksFooting).forEach(open::add);
            }
        }

        private List<BatchNode> losers(List<BatchNode> group) {
            var admitted = group.stream()
                    .filter(node -> node.admitted)
                    .sorted(Comparator.comparing(node -> node.header.hash().value()))
                    .toList();
            return admitted.size() < 2 ? List.of() : admitted.subList(1, admitted.size());
        }

        private boolean lacksFooting(BatchNode node) {
            return previous(node).filter(before -> before.quarantined).isPresent()
                    || node.deps.stream().anyMatch(this::isQuarantined);
        }

        private boolean isQuarantined(ChangeHash change) {
            var all = of(holders, change);
            return !all.isEmpty() && all.stream().allMatch(node -> node.quarantined || !node.admitted);
        }

        private void findTips() {
            chains.values().forEach(of -> of.values().forEach(chain -> chain.tips.clear()));
            for (var node : nodes.values()) {
                var next = of(places, new Place(node.header.actor(), node.header.hash()));
                if (node.admitted && next.stream().noneMatch(n -> n.admitted))
                    chain(node.header).tips.add(node);
            }
        }
    }

    /** Those the document is made of, in an order in which each follows what it builds on. */
    List<BatchNode> applied() {
        return nodes.values().stream()
                .filter(node -> node.applied)
                .sorted(Comparator.comparingInt(node -> node.order))
                .toList();
    }

    /** Whether one could be applied at once, were it added now. */
    boolean wouldApply(Header header, Set<ChangeHash> deps) {
        return of(places, new Place(header.actor(), header.previous())).isEmpty()
                && (header.isFirst()
                        || node(header.previous())
                                .filter(before -> before.applied)
                                .isPresent())
                && deps.stream().allMatch(this::isApplied);
    }

    /** Whether an actor's batches that are not applied stay within the bound with this one more (SY-3). */
    boolean hasRoomToPark(Header header, int changes, int bytes) {
        var chain = chains.getOrDefault(header.grant(), new TreeMap<>()).get(header.actor());
        return chain == null
                || (chain.unappliedBytes + bytes <= Limits.PARKED_BYTES_MAX
                        && chain.unappliedChanges + changes <= Limits.PARKED_CHUNKS_MAX);
    }

    /** Whether an admitted batch builds on this change. */
    boolean isNeeded(ChangeHash change) {
        return of(dependents, change).stream().anyMatch(node -> node.admitted);
    }

    /** The changes that admitted batches build on and that are nowhere here. */
    Set<ChangeHash> missing() {
        var found = new LinkedHashSet<ChangeHash>();
        for (var node : waiting)
            for (var dep : node.deps)
                if (!genesis.contains(dep) && of(holders, dep).isEmpty()) found.add(dep);
        return found;
    }

    Set<GrantId> grants() {
        return chains.keySet();
    }

    int actorsOf(GrantId grant) {
        return chains.getOrDefault(grant, new TreeMap<>()).size();
    }

    boolean knows(GrantId grant, ActorId actor) {
        return chains.getOrDefault(grant, new TreeMap<>()).containsKey(actor);
    }

    /** The last admitted batch of every branch of every actor of the grant (SY-5), sorted. */
    List<Position> positions(GrantId grant) {
        return chains.getOrDefault(grant, new TreeMap<>()).values().stream()
                .flatMap(chain -> chain.tips.stream())
                .map(tip -> tip.header.position())
                .sorted()
                .toList();
    }

    /**
     * The admitted batches of the grant that somebody lacks who has {@code theirs}. Of an actor of whom they are further
     * than this node, with what is not here, nothing: once that came, it shows what they lack. Where they are not
     * further, what is not here is another branch, and they get this one from its beginning.
     */
    List<BatchNode> lacking(GrantId grant, List<Position> theirs) {
        var byActor = new HashMap<ActorId, List<Position>>();
        for (var position : theirs)
            byActor.computeIfAbsent(position.actor(), _ -> new ArrayList<>()).add(position);
        var found = new ArrayList<BatchNode>();
        chains.getOrDefault(grant, new TreeMap<>()).forEach((actor, chain) -> {
            var tips = byActor.getOrDefault(actor, List.of());
            if (!areAhead(tips, chain)) found.addAll(beyond(tips, chain.tips));
        });
        return found;
    }

    private boolean areAhead(List<Position> theirs, Chain chain) {
        long mine =
                chain.tips.stream().mapToLong(tip -> tip.header.lastSeq()).max().orElse(0);
        return theirs.stream().anyMatch(tip -> !holds(tip.hash()) && tip.lastSeq() > mine);
    }

    private List<BatchNode> beyond(List<Position> theirs, Set<BatchNode> tips) {
        var covered = new HashSet<BatchNode>();
        for (var position : theirs) covered.addAll(back(node(position.hash()), covered));
        var found = new ArrayList<BatchNode>();
        for (var tip : tips) {
            var run = back(Optional.of(tip), covered);
            covered.addAll(run);
            found.addAll(run);
        }
        return found;
    }

    /** From a batch back to the first of its chain, or to one that is covered. */
    private List<BatchNode> back(Optional<BatchNode> from, Set<BatchNode> covered) {
        var run = new ArrayList<BatchNode>();
        for (var at = from; at.isPresent() && !covered.contains(at.get()); at = previous(at.get())) run.add(at.get());
        return run;
    }

    /** The batches that hold the change, each with all of its chain before it, in order (SY-5: wants). */
    List<BatchNode> runUpTo(ChangeHash change) {
        var found = new LinkedHashSet<BatchNode>();
        for (var holder : of(holders, change))
            found.addAll(back(Optional.of(holder), found).reversed());
        return List.copyOf(found);
    }

    /** Whether some of what the actor wrote is quarantined, so that all it would write next were too. */
    boolean isSpoilt(GrantId grant, ActorId actor) {
        var chain = chains.getOrDefault(grant, new TreeMap<>()).get(actor);
        return chain != null && chain.tips.stream().anyMatch(tip -> !tip.counts());
    }

    /** What follows in the same chain. */
    List<BatchNode> next(BatchNode node) {
        return of(places, new Place(node.header.actor(), node.header.hash()));
    }
}
