package org.anode.node.replicate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
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

    private final BatchLinks links;
    private final Supplier<Set<BatchHash>> named;
    private final Map<GrantId, SortedMap<ActorId, Chain>> chains = new HashMap<>();
    private final Set<BatchNode> waiting = new LinkedHashSet<>();
    private int applied;
    private boolean unsettled;

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

    /**
     * @param genesis the changes every document of this kind begins with
     * @param named   those on whose branches is what counts, as the members log has it now (SY-5)
     */
    BatchGraph(Set<ChangeHash> genesis, Supplier<Set<BatchHash>> named) {
        this.links = new BatchLinks(genesis);
        this.named = named;
    }

    boolean holds(BatchHash hash) {
        return links.has(hash);
    }

    Optional<BatchNode> node(BatchHash hash) {
        return links.node(hash);
    }

    /** Those with the same place in the actor's chain, itself included. */
    List<BatchNode> siblings(BatchNode node) {
        return links.siblings(node);
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

    /** Whether positions of any actor may change by {@link #settled}. */
    boolean isUnsettled() {
        return unsettled;
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
        var node = new BatchNode(header, chain(header), links.size(), changes, bytes, entitled);
        links.add(node);
        node.chain.parked(node);
        return node;
    }

    private SortedMap<ActorId, Chain> chains(GrantId grant) {
        return chains.getOrDefault(grant, Collections.emptySortedMap());
    }

    private Chain chain(Header header) {
        return chains.computeIfAbsent(header.grant(), _ -> new TreeMap<>())
                .computeIfAbsent(header.actor(), _ -> new Chain());
    }

    /** Nothing that was decided before can change by it. */
    private boolean isUsual(BatchNode node) {
        if (!node.entitled || siblings(node).size() > 1) return false;
        for (var change : node.changes) if (links.holders(change).size() > 1) return false;
        for (var parent : links.parents(node)) if (!parent.counts()) return false;
        return true;
    }

    private Step addUsual(BatchNode node) {
        node.admitted = true;
        var tips = node.chain.tips;
        links.previous(node).ifPresent(tips::remove);
        tips.add(node);
        if (waiting.isEmpty() && isReady(node)) {
            apply(node);
            return new Step(List.of(node), false);
        }
        waiting.add(node);
        return new Step(wake(List.of(node)), false);
    }

    private void apply(BatchNode node) {
        node.applied = true;
        node.order = applied++;
        node.chain.applied(node);
    }

    /** Applies these if they are ready, and what that makes ready. */
    private List<BatchNode> wake(Collection<BatchNode> candidates) {
        var ready = new ArrayList<BatchNode>();
        var open = new ArrayDeque<>(candidates);
        for (var node = open.poll(); node != null; node = open.poll()) {
            if (node.applied || !isReady(node)) continue;
            apply(node);
            waiting.remove(node);
            ready.add(node);
            open.addAll(links.children(node));
        }
        return ready;
    }

    private boolean isReady(BatchNode node) {
        return node.counts()
                && (node.header.isFirst()
                        || links.previous(node).filter(before -> before.applied).isPresent())
                && areApplied(node.deps);
    }

    private boolean areApplied(List<ChangeHash> changes) {
        for (var change : changes) if (!isApplied(change)) return false;
        return true;
    }

    private boolean isApplied(ChangeHash change) {
        for (var node : links.holders(change)) if (node.applied) return true;
        return links.isGenesis(change);
    }

    /** The rights have changed. */
    Step reconsider(Predicate<Header> entitled) {
        boolean same = true;
        for (var node : links.all()) {
            boolean now = entitled.test(node.header);
            same &= now == node.entitled;
            node.entitled = now;
        }
        return same && links.contested().isEmpty() ? NOTHING : settle();
    }

    /** The document can not take it. */
    Step refuse(BatchHash hash) {
        var node = links.node(hash).orElse(null);
        if (node == null || node.refused) return NOTHING;
        node.refused = true;
        return settle();
    }

    /** Decides about everything afresh. */
    Step settle() {
        unsettled = false;
        Settling.run(links, named.get());
        waiting.clear();
        findTips();
        boolean rebuild = links.all().stream().anyMatch(node -> node.applied && !node.counts());
        if (rebuild) unapply();
        links.all().stream().filter(n -> n.admitted && !n.applied).forEach(waiting::add);
        var ready = wake(inOrder());
        return new Step(rebuild ? List.of() : ready, rebuild);
    }

    private void unapply() {
        for (var node : links.all()) {
            if (!node.applied) continue;
            node.applied = false;
            node.chain.parked(node);
        }
        applied = 0;
    }

    private List<BatchNode> inOrder() {
        return links.all().stream()
                .sorted(Comparator.comparingInt(node -> node.number))
                .toList();
    }

    private void findTips() {
        chains.values().forEach(of -> of.values().forEach(chain -> chain.tips.clear()));
        for (var node : links.all())
            if (node.admitted && node.next.stream().noneMatch(next -> next.admitted)) node.chain.tips.add(node);
    }

    /** Those the document is made of, in an order in which each follows what it builds on. */
    List<BatchNode> applied() {
        return links.all().stream()
                .filter(node -> node.applied)
                .sorted(Comparator.comparingInt(node -> node.order))
                .toList();
    }

    int appliedCount() {
        return applied;
    }

    /** The changes of the document on which none of it builds. */
    Set<ChangeHash> heads() {
        var heads = new HashSet<ChangeHash>();
        for (var node : links.all()) if (node.applied) heads.add(node.changes.getLast());
        for (var node : links.all()) if (node.applied) node.deps.forEach(heads::remove);
        return heads;
    }

    /** The batch by which a change came into the document. */
    Optional<BatchNode> appliedHolder(ChangeHash change) {
        return links.holders(change).stream().filter(node -> node.applied).findFirst();
    }

    /** Whether one could be applied at once, were it added now. */
    boolean wouldApply(Header header, List<ChangeHash> deps) {
        return links.after(header.actor(), header.previous()).isEmpty()
                && (header.isFirst()
                        || node(header.previous())
                                .filter(before -> before.applied)
                                .isPresent())
                && areApplied(deps);
    }

    /** Whether an actor's batches that are not applied stay within the bound with this one more (SY-3). */
    boolean hasRoomToPark(Header header, int changes, int bytes) {
        var chain = chains(header.grant()).get(header.actor());
        return chain == null || chain.hasRoomToPark(changes, bytes);
    }

    /** Whether an admitted batch builds on this change. */
    boolean isNeeded(ChangeHash change) {
        return links.dependents(change).stream().anyMatch(node -> node.admitted);
    }

    /** The changes that admitted batches build on and that are nowhere here. */
    Set<ChangeHash> missing() {
        var found = new LinkedHashSet<ChangeHash>();
        for (var node : waiting)
            for (var dep : node.deps)
                if (!links.isGenesis(dep) && links.holders(dep).isEmpty()) found.add(dep);
        return found;
    }

    Set<GrantId> grants() {
        return chains.keySet();
    }

    int actorsOf(GrantId grant) {
        return chains(grant).size();
    }

    boolean knows(GrantId grant, ActorId actor) {
        return chains(grant).containsKey(actor);
    }

    /** Of each actor of the grant the last batch that counts. */
    Map<ActorId, Position> counting(GrantId grant) {
        var found = new HashMap<ActorId, Position>();
        chains(grant)
                .forEach((actor, chain) -> chain.tips.stream()
                        .flatMap(tip -> lastCounting(tip).stream())
                        .map(node -> node.header.position())
                        .max(Comparator.naturalOrder())
                        .ifPresent(last -> found.put(actor, last)));
        return found;
    }

    /** Of each actor of the grant the last batch that is stored and not admitted, if there is one. */
    Map<ActorId, Position> late(GrantId grant) {
        if (chains(grant).values().stream().allMatch(Chain::isApplied)) return Map.of(); // pages ask again and again
        var found = new HashMap<ActorId, Position>();
        for (var node : links.all())
            if (!node.admitted && node.header.grant().equals(grant))
                found.merge(
                        node.header.actor(),
                        node.header.position(),
                        (one, other) -> one.compareTo(other) < 0 ? other : one);
        return found;
    }

    /** Of each actor of the grant the run of batches that ends with its last late one, from the first of them on. */
    List<Position> lateRuns(GrantId grant) {
        return late(grant).values().stream()
                .flatMap(last -> node(last.hash()).stream())
                .flatMap(last -> back(last, node -> node.admitted).reversed().stream())
                .map(node -> node.header.position())
                .toList();
    }

    private Optional<BatchNode> lastCounting(BatchNode tip) {
        var at = Optional.of(tip);
        while (at.isPresent() && !at.get().counts()) at = links.previous(at.get());
        return at;
    }

    /** The last admitted batch of every branch of every actor of the grant (SY-5), sorted. */
    List<Position> positions(GrantId grant) {
        return chains(grant).values().stream()
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
        chains(grant).forEach((actor, chain) -> {
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

    private List<BatchNode> beyond(List<Position> theirs, List<BatchNode> tips) {
        var covered = new Covered(links);
        for (var position : theirs) node(position.hash()).ifPresent(covered::add);
        var found = new ArrayList<BatchNode>();
        for (var tip : tips) {
            var run = back(tip, covered::contains);
            if (tips.size() > 1) run.forEach(covered::add);
            found.addAll(run);
        }
        return found;
    }

    /** From a batch back to the first of its chain, or to one where it may end. */
    private List<BatchNode> back(BatchNode from, Predicate<BatchNode> end) {
        var run = new ArrayList<BatchNode>();
        for (var at = Optional.of(from); at.isPresent() && !end.test(at.get()); at = links.previous(at.get()))
            run.add(at.get());
        return run;
    }

    /** The batches that hold the change, each with all of its chain before it, in order (SY-5: wants). */
    List<BatchNode> runUpTo(ChangeHash change) {
        var found = new LinkedHashSet<BatchNode>();
        for (var holder : links.holders(change))
            found.addAll(back(holder, found::contains).reversed());
        return List.copyOf(found);
    }

    /** Whether some of what the actor wrote is quarantined, so that all it would write next were too. */
    boolean isSpoilt(GrantId grant, ActorId actor) {
        var chain = chains(grant).get(actor);
        return chain != null && chain.tips.stream().anyMatch(tip -> !tip.counts());
    }

    /** What follows in the same chain. */
    List<BatchNode> next(BatchNode node) {
        return node.next;
    }
}
