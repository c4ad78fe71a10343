package org.anode.node.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.anode.node.identity.Role;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.StatementCodec;
import org.anode.node.replicate.BatchCodec;
import org.anode.node.replicate.BatchContents;
import org.anode.node.replicate.Header;
import org.anode.node.replicate.PeerId;
import org.anode.node.replicate.Position;
import org.anode.node.replicate.SealedBatch;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;
import org.anode.schema.Parsed;
import org.anode.schema.chunk.ChangeChunk;

/** What must hold once the network is whole again and all has come to rest. Knows who is honest; the machines do not. */
final class Checks {
    /** Batches of a document named in a failure. */
    private static final int DIFFERENCE_MAX = 3;

    private final World world;
    private final Wires wires;
    private final Map<GrantId, Role> roles;
    private final List<SimNode> honest;
    private final Map<GrantId, Boolean> contradicted = new HashMap<>();

    /** A batch as it lies in a log. */
    private record Stored(Header header, List<ChangeChunk> changes) {}

    Checks(World world, Wires wires, Map<GrantId, Role> roles) {
        this.world = world;
        this.wires = wires;
        this.roles = roles;
        this.honest = wires.nodes.stream().filter(n -> n.villain().isEmpty()).toList();
    }

    void run() {
        var one = honest.getFirst();
        var exports = process(one).exports();
        for (var node : honest.subList(1, honest.size())) equal(one, exports, node);
        reopened(world.any(honest));
        for (var node : honest) {
            for (var document : process(node).documents()) check(node, document);
        }
        for (var node : honest) saved(node);
    }

    private static SimProcess process(SimNode node) {
        return node.process().orElseThrow(() -> new Violation(node + " is not up"));
    }

    private void equal(SimNode one, Map<DocumentName, Bytes> exports, SimNode other) {
        if (!process(one).machine.digest().equals(process(other).machine.digest()))
            throw new Violation("SY-5 " + one + " and " + other + " do not come to the same" + difference(one, other)
                    + difference(other, one));
        equalExports(exports, process(other).exports(), one + " and " + other);
    }

    /** What one has and the other has not. */
    private static String difference(SimNode one, SimNode other) {
        var text = new StringBuilder();
        for (var document : process(one).documents()) {
            var there = stored(other, document);
            stored(one, document).values().stream()
                    .filter(batch -> !there.containsKey(batch.header.hash()))
                    .limit(DIFFERENCE_MAX)
                    .forEach(batch -> text.append("\n    " + one + " alone: " + batch.header));
        }
        return text.toString();
    }

    private static void equalExports(Map<DocumentName, Bytes> one, Map<DocumentName, Bytes> other, String who) {
        if (!one.keySet().equals(other.keySet())) throw new Violation(who + ": equal digests, other documents");
        one.forEach((document, bytes) -> {
            if (!bytes.equals(other.get(document)))
                throw new Violation(who + ": equal digests, different " + document.text());
        });
    }

    /** What is derived from the log is what was derived along the way. */
    private void reopened(SimNode node) {
        var before = process(node);
        var digest = before.machine.digest();
        var exports = before.exports();
        var again = new SimProcess(world, new Deaf(), node.identity, Flaw.NONE, node.disk, 1_000_000);
        try {
            if (!again.machine.digest().equals(digest)) throw new Violation(node + ": reopened, another digest");
            equalExports(exports, again.exports(), node + " reopened");
        } finally {
            again.close();
        }
    }

    private static final class Deaf implements SimProcess.Surroundings {
        @Override
        public void mayCrash(org.anode.node.replicate.Effect effect) {}

        @Override
        public void send(List<PeerId> to, Bytes message) {}

        @Override
        public void written(SimProcess.Edit edit) {}

        @Override
        public void wrote() {}

        @Override
        public void noticed(org.anode.node.replicate.Notice notice) {}

        @Override
        public void previewed(org.anode.schema.cells.CellsView preview) {}
    }

    private static Map<BatchHash, Stored> stored(SimNode node, DocumentName document) {
        var found = new LinkedHashMap<BatchHash, Stored>();
        process(node).log(document).batches(0, batch -> {
            if (BatchCodec.decode(batch.encoded()) instanceof Parsed.Ok<SealedBatch>(var sealed)
                    && BatchContents.open(sealed) instanceof Parsed.Ok<List<ChangeChunk>>(var changes))
                found.put(sealed.hash(), new Stored(Header.of(sealed), changes));
            else throw new Violation("stored what is no batch");
            return true;
        });
        return found;
    }

    private void check(SimNode node, DocumentName document) {
        var stored = stored(node, document);
        var counted = new HashSet<BatchHash>();
        process(node).machine.applied(document).stream().map(Position::hash).forEach(counted::add);
        var parents = parents(stored);
        for (var batch : stored.values()) {
            authentic(batch);
            if (counted.contains(batch.header.hash()) && !isVouchedFor(batch.header.hash(), stored, parents))
                throw new Violation("MB-4 counted without a right: " + batch.header.hash() + " on " + node);
        }
        oneBranch(stored, counted);
        footing(counted, parents);
        reasons(node, document, stored, counted, parents);
    }

    /** What bears the grant of an honest device was written by it (SY-1, SY-2). */
    private void authentic(Stored batch) {
        if (wires.isHostile(batch.header.grant())) return;
        boolean written = wires.nodes.stream()
                .flatMap(n -> n.edits.stream())
                .anyMatch(edit -> edit.header.hash().equals(batch.header.hash()));
        if (!written) throw new Violation("nobody wrote " + batch.header.hash());
    }

    private static Map<BatchHash, Set<BatchHash>> parents(Map<BatchHash, Stored> stored) {
        var holders = new HashMap<ChangeHash, BatchHash>();
        for (var batch : stored.values())
            for (var change : batch.changes) holders.put(change.hash(), batch.header.hash());
        var found = new HashMap<BatchHash, Set<BatchHash>>();
        for (var batch : stored.values()) {
            var of = new HashSet<BatchHash>();
            if (!batch.header.isFirst()) of.add(batch.header.previous());
            for (var change : batch.changes)
                for (var dep : change.deps()) {
                    var holder = holders.get(dep);
                    if (holder != null && !holder.equals(batch.header.hash())) of.add(holder);
                }
            found.put(batch.header.hash(), of);
        }
        return found;
    }

    /** Walks up: it, or something that builds on it, is by one with the right. */
    private boolean isVouchedFor(
            BatchHash hash, Map<BatchHash, Stored> stored, Map<BatchHash, Set<BatchHash>> parents) {
        var open = new ArrayList<>(List.of(hash));
        var seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            var at = open.removeLast();
            var batch = stored.get(at);
            if (batch != null && hasRight(batch.header)) return true;
            parents.forEach((child, of) -> {
                if (of.contains(at) && seen.add(child)) open.add(child);
            });
        }
        return false;
    }

    private boolean hasRight(Header header) {
        var role = roles.get(header.grant());
        if (role == null || isContradicted(header.grant())) return false;
        return switch (header.document()) {
            case DocumentName.Cells _ -> role == Role.EDIT || role == Role.ADMIN;
            case DocumentName.Ledger ledger -> ledger.grant().equals(header.grant()) && role != Role.VIEW;
            case DocumentName.Outputs _, DocumentName.Comments _ -> role == Role.EDIT || role == Role.ADMIN;
        };
    }

    /** Another statement stands in the place of the one that made this grant, with a lower hash (MB-2). */
    private boolean isContradicted(GrantId grant) {
        return contradicted.computeIfAbsent(grant, this::isContradictedNow);
    }

    private boolean isContradictedNow(GrantId grant) {
        var all = new ArrayList<SealedStatement>();
        for (var encoded : process(honest.getFirst()).notebook().statements())
            if (StatementCodec.decode(encoded) instanceof Parsed.Ok<SealedStatement>(var sealed)) all.add(sealed);
        var own = all.stream().filter(s -> s.grant().equals(grant)).findFirst();
        return own.isEmpty()
                || all.stream()
                        .anyMatch(s -> s.statement()
                                        .issuer()
                                        .equals(own.get().statement().issuer())
                                && s.statement()
                                        .previous()
                                        .equals(own.get().statement().previous())
                                && s.hash().compareTo(own.get().hash()) < 0);
    }

    private record Place(ActorId actor, BatchHash previous) {}

    private static void oneBranch(Map<BatchHash, Stored> stored, Set<BatchHash> counted) {
        var taken = new HashSet<Place>();
        for (var batch : stored.values())
            if (counted.contains(batch.header.hash())
                    && !taken.add(new Place(batch.header.actor(), batch.header.previous())))
                throw new Violation("SY-5 both branches count");
    }

    private static void footing(Set<BatchHash> counted, Map<BatchHash, Set<BatchHash>> parents) {
        for (var hash : counted)
            if (!counted.containsAll(parents.getOrDefault(hash, Set.of())))
                throw new Violation("SY-3 applied without what it builds on");
    }

    /** What is not applied is on a branch that lost, refused, waits for what nobody has, or builds on such. */
    private void reasons(
            SimNode node,
            DocumentName document,
            Map<BatchHash, Stored> stored,
            Set<BatchHash> counted,
            Map<BatchHash, Set<BatchHash>> parents) {
        var places = new HashMap<Place, Integer>();
        for (var batch : stored.values())
            places.merge(new Place(batch.header.actor(), batch.header.previous()), 1, Integer::sum);
        var aside = process(node).log(document).quarantined().keySet();
        var there = new HashSet<ChangeHash>();
        for (var batch : stored.values()) for (var change : batch.changes) there.add(change.hash());
        for (var batch : stored.values()) {
            var hash = batch.header.hash();
            if (!hasRight(batch.header)) world.saw(Seen.UNENTITLED_AT_END);
            if (counted.contains(hash) || !isVouchedFor(hash, stored, parents)) continue;
            world.saw(Seen.QUARANTINED_AT_END);
            boolean lost = places.getOrDefault(new Place(batch.header.actor(), batch.header.previous()), 0) > 1;
            boolean onBad = parents.getOrDefault(hash, Set.of()).stream().anyMatch(p -> !counted.contains(p));
            if (!lost && !onBad && !aside.contains(hash) && !waits(batch, there))
                throw new Violation("stored, with a right, and not applied: " + hash + " on " + node);
        }
    }

    private boolean waits(Stored batch, Set<ChangeHash> there) {
        var missing = new ArrayList<ChangeHash>();
        for (var change : batch.changes)
            for (var dep : change.deps()) if (!there.contains(dep) && !isGenesis(dep)) missing.add(dep);
        for (var change : missing) {
            boolean held = wires.nodes.stream()
                    .anyMatch(n -> n.villain().filter(v -> v.hides(change)).isPresent());
            if (held) throw new Violation("SY-5 waits for what a peer would give: " + change);
        }
        return !missing.isEmpty();
    }

    private static boolean isGenesis(ChangeHash hash) {
        for (var genesis : org.anode.schema.engine.Genesis.values())
            if (genesis.chunk().slice(8, genesis.chunk().size()).sha256().equals(hash.value())) return true;
        return false;
    }

    /** Whatever a user was told is saved is everywhere. */
    private void saved(SimNode author) {
        for (var edit : author.edits) {
            if (!edit.saved) continue;
            world.saw(Seen.SAVED);
            for (var node : honest) {
                var at = edit.header.position();
                if (process(node).log(edit.header.document()).batch(at).isEmpty())
                    throw new Violation("a saved edit of " + author + " is lost on " + node + ": " + at.hash());
            }
        }
    }
}
