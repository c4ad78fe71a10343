package org.anode.node.sim;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.anode.node.replicate.Effect;
import org.anode.node.replicate.Notice;
import org.anode.node.replicate.PeerId;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.DocumentName;
import org.anode.schema.cells.CellsView;

/**
 * What must hold once the network is whole again and all has come to rest, for the honest nodes that nobody removed: the
 * others are told nothing any more. Knows who is honest; the machines do not.
 */
final class Checks {
    /** Batches of a document named in a failure. */
    private static final int DIFFERENCE_MAX = 3;

    private final World world;
    private final Wires wires;
    private final Authority authority;
    private final List<SimNode> live;
    private final Map<DocumentName, Set<ChangeHash>> held = new HashMap<>();
    private final Set<BatchHash> written = new HashSet<>();

    Checks(World world, Wires wires) {
        this.world = world;
        this.wires = wires;
        this.authority = new Authority(process(wires.nodes.getFirst()).statements());
        this.live = wires.nodes.stream()
                .filter(node -> node.villain().isEmpty() && isLive(node))
                .toList();
        for (var node : wires.nodes) for (var edit : node.edits) written.add(edit.header.hash());
    }

    private boolean isLive(SimNode node) {
        return authority.isLive(node.identity.keys().publicKey());
    }

    void run() {
        for (var node : wires.nodes) if (!isLive(node)) world.saw(Seen.REMOVED_AT_END);
        for (int i = authority.mutualRevokes(); i > 0; i--) world.saw(Seen.REVOKED_EACH_OTHER);
        var one = live.getFirst();
        var exports = process(one).exports();
        for (var node : live.subList(1, live.size())) equal(one, exports, node);
        for (var node : live) members(node);
        reopened(world.any(live));
        for (var node : live) for (var document : process(node).documents()) noteHeld(document, node);
        for (var node : live) for (var document : process(node).documents()) check(node, document);
        for (var node : wires.nodes) if (node.villain().isEmpty()) saved(node);
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
        var known = process(other).statements();
        process(one).statements().stream()
                .filter(statement -> !known.contains(statement))
                .forEach(statement -> text.append("\n    " + one + " alone: " + statement.statement()));
        for (var document : process(one).documents()) {
            var there = DocumentChecks.stored(process(other), document);
            DocumentChecks.stored(process(one), document).values().stream()
                    .filter(batch -> !there.containsKey(batch.header().hash()))
                    .limit(DIFFERENCE_MAX)
                    .forEach(batch -> text.append("\n    " + one + " alone: " + batch.header()));
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

    /** The members are those whom the statements make so, by an evaluation written a second time (MB-2). */
    private void members(SimNode node) {
        var standing = process(node).members.standing();
        for (var sealed : authority.statements())
            if (standing.counts(sealed.hash()) != authority.stands(sealed.hash()))
                throw new Violation("MB-2 on " + node + " a statement stands, or does not: " + sealed.statement());
        for (var grant : authority.grants())
            if (standing.isLive(grant) != authority.isLive(grant) || standing.rank(grant) != authority.rank(grant))
                throw new Violation("MB-2 on " + node + " a grant is live, or is not: " + grant);
    }

    /** What is derived from the log is what was derived along the way. */
    private void reopened(SimNode node) {
        var before = process(node);
        var digest = before.machine.digest();
        var exports = before.exports();
        var again = new SimProcess(world, new Deaf(), node.identity, before.flaw(), node.disk, 1_000_000);
        try {
            if (!again.machine.digest().equals(digest)) throw new Violation(node + ": reopened, another digest");
            equalExports(exports, again.exports(), node + " reopened");
        } finally {
            again.close();
        }
    }

    private static final class Deaf implements SimProcess.Surroundings {
        @Override
        public void mayCrash(Effect effect) {}

        @Override
        public void send(List<PeerId> to, Bytes message) {}

        @Override
        public void written(SimProcess.Edit edit) {}

        @Override
        public void wrote() {}

        @Override
        public void noticed(Notice notice) {}

        @Override
        public void previewed(CellsView preview) {}
    }

    private void noteHeld(DocumentName document, SimNode node) {
        var changes = held.computeIfAbsent(document, _ -> new HashSet<>());
        for (var batch : DocumentChecks.stored(process(node), document).values())
            batch.changes().forEach(change -> changes.add(change.hash()));
    }

    private void check(SimNode node, DocumentName document) {
        var checks = new DocumentChecks(world, node, document, authority);
        for (var batch : checks.batches()) authentic(batch);
        checks.run(document, this::isToBeHad);
    }

    /** What bears the grant of an honest device was written by it (SY-1, SY-2). */
    private void authentic(DocumentChecks.Stored batch) {
        var header = batch.header();
        if (!wires.isHostile(header.grant()) && !written.contains(header.hash()))
            throw new Violation("nobody wrote " + header.hash());
    }

    /** From an honest node, or a hostile one that gives it to who asks; of those who were removed nobody asks. */
    private boolean isToBeHad(DocumentName document, ChangeHash change) {
        return held.getOrDefault(document, Set.of()).contains(change)
                || wires.nodes.stream()
                        .filter(this::isLive)
                        .anyMatch(n -> n.villain().filter(v -> v.hides(change)).isPresent());
    }

    /** Whatever a user was told is saved is everywhere; of who was removed what the cut names. */
    private void saved(SimNode author) {
        for (var edit : author.edits) {
            if (!edit.saved) continue;
            world.saw(Seen.SAVED);
            if (!isOwed(edit)) continue;
            for (var node : live) {
                var at = edit.header.position();
                if (process(node).log(edit.header.document()).batch(at).isEmpty())
                    throw new Violation("a saved edit of " + author + " is lost on " + node + ": " + at.hash());
            }
        }
    }

    private boolean isOwed(SimProcess.Edit edit) {
        return authority.isLive(edit.header.grant()) || wasHadByWhoCut(edit);
    }

    /** Whoever left, or a hostile admin, may have named in a cut what nobody else has. */
    private boolean wasHadByWhoCut(SimProcess.Edit edit) {
        var grant = edit.header.grant();
        return !wires.isHostile(grant)
                && authority.isEntitled(edit.header)
                && authority.judgements(grant).stream()
                        .map(Authority.Judgement::issuer)
                        .noneMatch(by -> by.equals(grant) || wires.isHostile(by));
    }
}
