package org.anode.node.replicate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.anode.node.replicate.WireMessage.Batches;
import org.anode.node.replicate.WireMessage.Digest;
import org.anode.node.replicate.WireMessage.GrantDigest;
import org.anode.node.replicate.WireMessage.GrantPositions;
import org.anode.node.replicate.WireMessage.Positions;
import org.anode.node.replicate.WireMessage.Statements;
import org.anode.node.replicate.WireMessage.Summary;
import org.anode.node.replicate.WireMessage.Wants;
import org.anode.schema.ChangeHash;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;

/** Questions and answers about what is here: digests, positions, wants (SY-5). Changes nothing of the log. */
final class Exchange {
    /** Ticks that a missing dependency waits for the ordinary exchange, which as a rule brings it. */
    private static final int WANT_AFTER_TICKS = 2;

    /** Ticks after which it is asked for again: question or answer may have been lost. */
    private static final int WANT_EVERY_TICKS = 30;

    private final Members members;
    private final Documents documents;
    private final Archive archive;
    private final Map<ChangeHash, Integer> missingTicks = new HashMap<>();

    Exchange(Members members, Documents documents, Archive archive) {
        this.members = members;
        this.documents = documents;
        this.archive = archive;
    }

    Digest digest() {
        return new Digest(members.digest(), documents.digest());
    }

    Summary summary() {
        return new Summary(documents.summary());
    }

    /** The grants of which they have something, and not what is here. */
    Set<GrantId> differing(List<GrantDigest> theirs) {
        var mine = new HashSet<>(documents.summary());
        var found = new HashSet<GrantId>();
        for (var grant : theirs) if (!mine.contains(grant)) found.add(grant.grant());
        return found;
    }

    /** All there is of the grants, up to what fits in a message; the rest comes when these are equal. */
    Positions positions(Collection<GrantId> grants) {
        var found = new ArrayList<GrantPositions>();
        long count = 0;
        for (var grant : grants.stream().sorted().toList()) {
            var positions = documents.positions(grant);
            count += 1
                    + positions.documents().stream()
                            .mapToLong(d -> 1 + d.positions().size())
                            .sum();
            if (count > WireLimits.POSITIONS_MAX && !found.isEmpty()) break;
            found.add(positions);
        }
        return new Positions(found);
    }

    List<Batches> batchesBeyond(List<GrantPositions> theirs) {
        var lacking = new TreeMap<DocumentName, List<BatchNode>>(Comparator.comparing(DocumentName::text));
        for (var grant : theirs)
            documents
                    .lacking(grant)
                    .forEach((document, nodes) -> lacking.computeIfAbsent(document, _ -> new ArrayList<>())
                            .addAll(nodes));
        var packing = new Packing(archive, members);
        lacking.forEach(
                (document, nodes) -> packing.add(document, documents.open(document), BatchNode.inSendOrder(nodes)));
        return packing.messages();
    }

    /** From all that is stored, whether it counts or not. */
    List<Batches> wanted(DocumentName document, List<ChangeHash> changes) {
        var packing = new Packing(archive, members);
        documents.find(document).ifPresent(graph -> {
            for (var change : changes) packing.add(document, graph, graph.runUpTo(change));
        });
        return packing.messages();
    }

    List<Statements> statementsBeyond(List<Members.Tip> theirs) {
        return StatementGroups.of(members.lacking(theirs)).stream()
                .map(Statements::new)
                .toList();
    }

    /** Somebody has come who may have what nobody had. */
    void askAgain() {
        missingTicks.clear();
    }

    /** To be called at every tick: what admitted batches have waited for long enough to ask for it by its hash. */
    List<Wants> overdueWants() {
        var still = new HashSet<ChangeHash>();
        var wants = new ArrayList<Wants>();
        for (var document : documents.names()) {
            var missing = documents.open(document).missing();
            still.addAll(missing);
            var overdue = missing.stream()
                    .filter(change ->
                            missingTicks.merge(change, 1, Integer::sum) % WANT_EVERY_TICKS == WANT_AFTER_TICKS)
                    .limit(WireLimits.WANTS_MAX)
                    .toList();
            if (!overdue.isEmpty()) wants.add(new Wants(document, overdue));
        }
        missingTicks.keySet().retainAll(still);
        return wants;
    }
}
