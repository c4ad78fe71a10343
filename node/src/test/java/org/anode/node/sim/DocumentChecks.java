package org.anode.node.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anode.node.replicate.BatchCodec;
import org.anode.node.replicate.BatchContents;
import org.anode.node.replicate.Header;
import org.anode.node.replicate.Members;
import org.anode.node.replicate.Position;
import org.anode.node.replicate.SealedBatch;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.ChangeHash;
import org.anode.schema.DocumentName;
import org.anode.schema.Parsed;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.engine.Genesis;

/** One document on one node at rest: what of its log counts, and why the rest does not. */
final class DocumentChecks {
    private final World world;
    private final String where;
    private final Authority authority;
    private final Members members;
    private final Map<BatchHash, Stored> stored;
    private final Set<BatchHash> counted = new HashSet<>();
    private final Set<BatchHash> aside;
    private final Map<BatchHash, Set<BatchHash>> parents = new HashMap<>();
    private final Map<BatchHash, Set<BatchHash>> children = new HashMap<>();
    private final Set<ChangeHash> there = new HashSet<>();
    private final Set<Place> contested = new HashSet<>();

    /** A batch as it lies in a log. */
    record Stored(Header header, List<ChangeChunk> changes) {}

    private record Place(ActorId actor, BatchHash previous) {
        static Place of(Stored batch) {
            return new Place(batch.header.actor(), batch.header.previous());
        }
    }

    /** Who might have what is missing here. */
    interface Suppliers {
        boolean have(DocumentName document, ChangeHash change);
    }

    DocumentChecks(World world, SimNode node, DocumentName document, Authority authority) {
        var process = node.process().orElseThrow();
        this.world = world;
        this.where = document.text() + " on " + node;
        this.authority = authority;
        this.members = process.members;
        this.stored = stored(process, document);
        this.aside = process.log(document).quarantined().keySet();
        process.machine.applied(document).stream().map(Position::hash).forEach(counted::add);
        link();
    }

    static Map<BatchHash, Stored> stored(SimProcess process, DocumentName document) {
        var found = new LinkedHashMap<BatchHash, Stored>();
        process.log(document).batches(0, batch -> {
            if (BatchCodec.decode(batch.encoded()) instanceof Parsed.Ok<SealedBatch>(var sealed)
                    && BatchContents.open(sealed) instanceof Parsed.Ok<List<ChangeChunk>>(var changes))
                found.put(sealed.hash(), new Stored(Header.of(sealed), changes));
            else throw new Violation("stored what is no batch");
            return true;
        });
        return found;
    }

    private void link() {
        var holders = new HashMap<ChangeHash, BatchHash>();
        for (var batch : stored.values())
            for (var change : batch.changes) holders.put(change.hash(), batch.header.hash());
        there.addAll(holders.keySet());
        var places = new HashSet<Place>();
        for (var batch : stored.values()) if (!places.add(Place.of(batch))) contested.add(Place.of(batch));
        for (var batch : stored.values()) {
            var hash = batch.header.hash();
            var of = new HashSet<BatchHash>();
            if (!batch.header.isFirst()) of.add(batch.header.previous());
            for (var change : batch.changes)
                for (var dep : change.deps())
                    Optional.ofNullable(holders.get(dep))
                            .filter(holder -> !holder.equals(hash))
                            .ifPresent(of::add);
            parents.put(hash, of);
            for (var parent : of)
                children.computeIfAbsent(parent, _ -> new HashSet<>()).add(hash);
        }
    }

    void run(DocumentName document, Suppliers suppliers) {
        for (var batch : stored.values())
            if (members.admits(batch.header) != authority.isEntitled(batch.header))
                throw new Violation("MB-4 entitled, or is not: " + batch.header.hash() + " of " + where);
        for (var hash : counted)
            if (!isVouchedFor(hash)) throw new Violation("MB-4 counted without a right: " + hash + " of " + where);
        oneBranch();
        footing();
        namedBranches();
        for (var batch : stored.values()) reason(document, batch, suppliers);
    }

    Iterable<Stored> batches() {
        return stored.values();
    }

    /** Walks up: it, or something that builds on it, is by one with the right. */
    private boolean isVouchedFor(BatchHash hash) {
        var open = new ArrayList<>(List.of(hash));
        var seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            var at = open.removeLast();
            var batch = stored.get(at);
            if (batch != null && authority.isEntitled(batch.header)) return true;
            for (var child : children.getOrDefault(at, Set.of())) if (seen.add(child)) open.add(child);
        }
        return false;
    }

    private void oneBranch() {
        var taken = new HashSet<Place>();
        for (var batch : stored.values())
            if (counted.contains(batch.header.hash()) && !taken.add(Place.of(batch)))
                throw new Violation("SY-5 both branches count");
    }

    private void footing() {
        for (var hash : counted)
            if (!counted.containsAll(parents.getOrDefault(hash, Set.of())))
                throw new Violation("SY-3 applied without what it builds on");
    }

    /** What a cut names is never beaten by what it does not name (SY-5). */
    private void namedBranches() {
        var named = new HashSet<BatchHash>();
        for (var grant : authority.grants())
            for (var judgement : authority.judgements(grant))
                for (var tips : judgement.cut().documents().values())
                    tips.values().forEach(tip -> named.addAll(branch(tip.hash())));
        var places = new HashSet<Place>();
        for (var hash : named) places.add(Place.of(java.util.Objects.requireNonNull(stored.get(hash))));
        for (var batch : stored.values()) {
            var hash = batch.header.hash();
            if (counted.contains(hash) && !named.contains(hash) && places.contains(Place.of(batch)))
                throw new Violation("SY-5 beats what a cut names: " + hash + " of " + where);
        }
    }

    private Set<BatchHash> branch(BatchHash last) {
        var found = new HashSet<BatchHash>();
        if (!stored.containsKey(last) || !isVouchedFor(last)) return found;
        for (var at = stored.get(last); at != null && found.add(at.header.hash()); )
            at = stored.get(at.header.previous());
        return found;
    }

    /** What is not applied is on a branch that lost, refused, waits for what nobody has, or builds on such. */
    private void reason(DocumentName document, Stored batch, Suppliers suppliers) {
        var hash = batch.header.hash();
        boolean entitled = authority.isEntitled(batch.header);
        boolean vouched = isVouchedFor(hash);
        if (!entitled) world.saw(Seen.UNENTITLED_AT_END);
        if (!entitled && vouched) world.saw(Seen.VOUCHED_AT_END);
        if (!vouched) world.saw(Seen.CUT_OFF_AT_END);
        if (counted.contains(hash) || !vouched) return;
        world.saw(Seen.QUARANTINED_AT_END);
        boolean lost = contested.contains(Place.of(batch));
        boolean onBad = parents.getOrDefault(hash, Set.of()).stream().anyMatch(p -> !counted.contains(p));
        if (!lost
                && !onBad
                && !aside.contains(hash)
                && missing(document, batch, suppliers).isEmpty())
            throw new Violation("stored, with a right, and not applied: " + hash + " of " + where);
    }

    private List<ChangeHash> missing(DocumentName document, Stored batch, Suppliers suppliers) {
        var missing = new ArrayList<ChangeHash>();
        for (var change : batch.changes)
            for (var dep : change.deps()) if (!there.contains(dep) && !isGenesis(dep)) missing.add(dep);
        for (var change : missing)
            if (suppliers.have(document, change))
                throw new Violation("SY-5 waits for what a peer would give: " + change + " of " + where);
        return missing;
    }

    private static boolean isGenesis(ChangeHash hash) {
        for (var genesis : Genesis.values())
            if (genesis.chunk().slice(8, genesis.chunk().size()).sha256().equals(hash.value())) return true;
        return false;
    }
}
