package org.anode.node.replicate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.anode.node.identity.Cut;
import org.anode.node.replicate.WireMessage.DocumentPositions;
import org.anode.node.replicate.WireMessage.GrantDigest;
import org.anode.node.replicate.WireMessage.GrantPositions;
import org.anode.node.wire.CborWriter;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;
import org.anode.schema.Parsed;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.chunk.ChunkCodec;
import org.anode.schema.engine.Genesis;

/** The graphs of all documents of a notebook, and what this node has of them in a few hashes (SY-5). */
final class Documents {
    private static final Bytes DOMAIN = Bytes.utf8("anode-positions-1");

    private final TreeMap<DocumentName, BatchGraph> graphs = new TreeMap<>(Comparator.comparing(DocumentName::text));
    private final TreeMap<GrantId, Bytes> digests = new TreeMap<>();
    private final Set<GrantId> changed = new HashSet<>();
    private final Map<GrantId, Integer> actors = new HashMap<>();

    private final Supplier<Set<BatchHash>> named;

    /** @param named the batches on whose branches is what counts, as the members log has it now (SY-5) */
    Documents(Supplier<Set<BatchHash>> named) {
        this.named = named;
    }

    Optional<BatchGraph> find(DocumentName document) {
        return Optional.ofNullable(graphs.get(document));
    }

    BatchGraph open(DocumentName document) {
        return graphs.computeIfAbsent(document, name -> new BatchGraph(genesis(name), named));
    }

    Set<DocumentName> names() {
        return graphs.keySet();
    }

    private static Set<ChangeHash> genesis(DocumentName document) {
        return switch (document) {
            case DocumentName.Cells _ -> hashes(Genesis.CELLS);
            case DocumentName.Ledger _ -> hashes(Genesis.LEDGER);
            case DocumentName.Outputs _ -> hashes(Genesis.OUTPUTS);
            case DocumentName.Comments _ -> Set.of();
        };
    }

    private static Set<ChangeHash> hashes(Genesis genesis) {
        return switch (ChunkCodec.parse(genesis.chunk())) {
            case Parsed.Ok<List<ChangeChunk>>(var chunks) ->
                Set.of(chunks.getFirst().hash());
            case Parsed.Malformed<List<ChangeChunk>>(var reason) -> throw new IllegalStateException(reason);
        };
    }

    /** Whether a grant may have another actor. */
    boolean hasRoomFor(Header header) {
        return isKnown(header) || actors.getOrDefault(header.grant(), 0) < Limits.GRANT_ACTORS_MAX;
    }

    private boolean isKnown(Header header) {
        return find(header.document())
                .filter(graph -> graph.knows(header.grant(), header.actor()))
                .isPresent();
    }

    /** To be called before a batch is added. */
    void expect(Header header) {
        if (!isKnown(header)) actors.merge(header.grant(), 1, Integer::sum);
        changed.add(header.grant());
    }

    /** Positions of any grant may have changed. */
    void allChanged() {
        for (var graph : graphs.values()) changed.addAll(graph.grants());
    }

    /** For each grant of which something is here. */
    List<GrantDigest> summary() {
        for (var grant : changed) {
            var positions = positions(grant);
            if (positions.documents().isEmpty()) digests.remove(grant);
            else digests.put(grant, digest(positions));
        }
        changed.clear();
        var found = new ArrayList<GrantDigest>();
        digests.forEach((grant, digest) -> found.add(new GrantDigest(grant, digest)));
        return found;
    }

    /** Of everything. */
    Bytes digest() {
        var parts = new ArrayList<Bytes>(List.of(DOMAIN));
        for (var grant : summary()) {
            parts.add(grant.grant().value());
            parts.add(grant.digest());
        }
        return Bytes.concat(parts.toArray(Bytes[]::new)).sha256();
    }

    /** What counts of the grant now, of each actor up to the last batch (MB-3). */
    SortedMap<String, SortedMap<ActorId, Cut.Tip>> counting(GrantId grant) {
        return tips((_, graph) -> graph.counting(grant));
    }

    /** What is stored of the grant and does not count, in documents where it had a right. */
    SortedMap<String, SortedMap<ActorId, Cut.Tip>> late(GrantId grant, Predicate<DocumentName> right) {
        return tips((name, graph) -> right.test(name) ? graph.late(grant) : Map.of());
    }

    Map<DocumentName, List<Position>> lateRuns(GrantId grant, Predicate<DocumentName> right) {
        var found = new LinkedHashMap<DocumentName, List<Position>>();
        graphs.forEach((name, graph) -> {
            if (right.test(name)) found.put(name, graph.lateRuns(grant));
        });
        return found;
    }

    private SortedMap<String, SortedMap<ActorId, Cut.Tip>> tips(
            BiFunction<DocumentName, BatchGraph, Map<ActorId, Position>> of) {
        var found = new TreeMap<String, SortedMap<ActorId, Cut.Tip>>();
        graphs.forEach((name, graph) -> {
            var tips = new TreeMap<ActorId, Cut.Tip>();
            of.apply(name, graph).forEach((actor, at) -> tips.put(actor, new Cut.Tip(at.lastSeq(), at.hash())));
            if (!tips.isEmpty()) found.put(name.text(), tips);
        });
        return found;
    }

    GrantPositions positions(GrantId grant) {
        var found = new ArrayList<DocumentPositions>();
        graphs.forEach((name, graph) -> {
            var positions = graph.positions(grant);
            if (!positions.isEmpty()) found.add(new DocumentPositions(name, positions));
        });
        return new GrantPositions(grant, found);
    }

    private static Bytes digest(GrantPositions positions) {
        var parts = new ArrayList<Bytes>(List.of(DOMAIN));
        for (var document : positions.documents()) parts.add(encode(document));
        return Bytes.concat(parts.toArray(Bytes[]::new)).sha256();
    }

    private static Bytes encode(DocumentPositions document) {
        return CborWriter.array(
                2,
                out -> out.text(document.document().text())
                        .each(
                                document.positions(),
                                at -> out.list(
                                        3,
                                        _ -> out.bytes(at.actor().value())
                                                .number(at.lastSeq())
                                                .bytes(at.hash().value()))));
    }

    /** What somebody lacks of the grant who has just this, by document, each in an order of application. */
    Map<DocumentName, List<BatchNode>> lacking(GrantPositions theirs) {
        var there = new HashMap<DocumentName, List<Position>>();
        for (var document : theirs.documents()) there.put(document.document(), document.positions());
        var found = new HashMap<DocumentName, List<BatchNode>>();
        graphs.forEach((name, graph) -> {
            var nodes = graph.lacking(theirs.grant(), there.getOrDefault(name, List.of()));
            if (!nodes.isEmpty()) found.put(name, nodes);
        });
        return found;
    }

    boolean isSpoilt(DocumentName document, GrantId grant, ActorId actor) {
        return find(document).filter(graph -> graph.isSpoilt(grant, actor)).isPresent();
    }
}
