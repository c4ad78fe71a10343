package org.anode.node.replicate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;
import org.anode.schema.Parsed;
import org.anode.schema.chunk.ChangeChunk;

/** What becomes of batches: stored, applied, parked, quarantined or dropped (SY-3, SY-5). */
final class Acceptance {
    private final Members members;
    private final Documents documents;
    private final Archive archive;
    private final Function<DocumentName, Judge> judges;
    private final Map<DocumentName, Own> own = new HashMap<>();
    private final Set<ActorId> contradicted = new HashSet<>();

    /** By whom this process writes a document. */
    private record Own(GrantId grant, ActorId actor) {}

    /**
     * What became of a message.
     *
     * @param gaps the grants of batches that follow one that is not here
     */
    record Taking(List<Effect> effects, int stored, Set<GrantId> gaps, boolean unknownGrant) {
        Taking {
            effects = List.copyOf(effects);
            gaps = Set.copyOf(gaps);
        }
    }

    Acceptance(Members members, Documents documents, Archive archive, Function<DocumentName, Judge> judges) {
        this.members = members;
        this.documents = documents;
        this.archive = archive;
        this.judges = judges;
    }

    Judge judge(DocumentName document) {
        return judges.apply(document);
    }

    List<Notice> recall(DocumentName document, List<Bytes> batches, Set<BatchHash> aside) {
        var notices = new ArrayList<Notice>();
        var graph = documents.open(document);
        var run = new BatchRun();
        for (var encoded : batches) {
            switch (OpenedBatch.stored(encoded, run, members)) {
                case Parsed.Malformed<OpenedBatch>(var reason) -> notices.add(new Notice.BadRecord(document, reason));
                case Parsed.Ok<OpenedBatch>(var batch) -> {
                    documents.expect(batch.header());
                    boolean refused = aside.contains(batch.hash());
                    graph.recall(batch.header(), batch.changes(), batch.bytes(), batch.entitled(), refused);
                }
            }
        }
        var _ = graph.settle();
        return notices;
    }

    /** An edit of this process; its document holds it already. */
    List<Effect> written(SealedBatch sealed, List<ChangeChunk> changes) {
        var batch = OpenedBatch.of(sealed, changes, members.admits(Header.of(sealed)));
        var document = batch.header().document();
        own.put(document, new Own(batch.header().grant(), batch.header().actor()));
        var adding = new Adding(document, 1);
        adding.add(batch);
        adding.finish();
        var effects = new ArrayList<>(adding.effects(Set.of(batch.hash())));
        boolean fits = documents.open(document).node(batch.hash()).orElseThrow().applied;
        if (!fits && !effects.contains(new Effect.Rebuild(document))) effects.add(new Effect.Rebuild(document));
        return effects;
    }

    /** The document can not take a batch that it was given. */
    List<Effect> refused(DocumentName document, BatchHash hash, String reason) {
        var effects = new ArrayList<Effect>();
        effects.add(new Effect.SetAside(document, hash, reason));
        effects.add(new Effect.Report(new Notice.SetAside(document, hash, reason)));
        var adding = new Adding(document, 0);
        adding.step(documents.open(document).refuse(hash));
        effects.addAll(adding.effects(Set.of()));
        return effects;
    }

    /** The members log has changed. */
    List<Effect> reconsider() {
        var effects = new ArrayList<Effect>();
        for (var document : List.copyOf(documents.names())) {
            var adding = new Adding(document, 0);
            adding.step(documents.open(document).reconsider(members::admits));
            effects.addAll(adding.effects(Set.of()));
        }
        documents.allChanged();
        return effects;
    }

    /** Batches from a peer: those that pass every check of SY-3 are stored, the others are dropped. */
    Taking take(PeerId from, DocumentName document, List<Arrived> batches) {
        var graph = documents.find(document);
        Held held = (_, _, hash) -> graph.isPresent() && graph.get().holds(hash);
        var notices = new LinkedHashSet<Notice>(); // each once, however often a message gives cause
        var genuine = new ArrayList<OpenedBatch>();
        var gaps = new HashSet<GrantId>();
        boolean unknown = false;
        for (var verdict : judges.apply(document).judge(batches, held)) {
            switch (verdict) {
                case Verdict.Accept(var sealed, var changes) -> genuine.add(OpenedBatch.of(sealed, changes, true));
                case Verdict.NotAdmitted(var sealed, var changes) ->
                    genuine.add(OpenedBatch.of(sealed, changes, false));
                case Verdict.Malformed(var reason) -> notices.add(new Notice.BadInput(from, reason));
                case Verdict.Gap gap -> gaps.add(gap.grant());
                case Verdict.UnknownGrant _ -> unknown = true;
                case Verdict.Duplicate _ -> {}
            }
        }
        var adding = new Adding(document, genuine.size());
        adding.addAll(new Wanted(graph, members).of(genuine));
        adding.finish();
        var effects = new ArrayList<>(adding.effects(Set.of()));
        notices.forEach(notice -> effects.add(new Effect.Report(notice)));
        return new Taking(effects, adding.stored.size(), gaps, unknown);
    }

    /** One document's part of an event: what is stored, and what that does to the document. */
    private final class Adding {
        private final DocumentName document;
        private final Map<BatchHash, OpenedBatch> stored;
        private final Set<ActorId> judged = new HashSet<>();
        private final Set<ActorId> dropped = new HashSet<>();
        private final LinkedHashSet<BatchNode> ready = new LinkedHashSet<>();
        private final LinkedHashSet<Notice> notices = new LinkedHashSet<>();
        private boolean rebuild;

        /** @param batches how many come at most */
        Adding(DocumentName document, int batches) {
            this.document = document;
            this.stored = LinkedHashMap.newLinkedHashMap(batches);
        }

        /** An actor's batches of a message are taken together or not at all: only the last may be signed. */
        void addAll(List<OpenedBatch> batches) {
            for (var batch : batches) {
                var actor = batch.header().actor();
                if (!judged.contains(actor)) {
                    judged.add(actor);
                    if (!hasRoom(batches.stream()
                            .filter(b -> b.header().actor().equals(actor))
                            .toList())) dropped.add(actor);
                }
                if (!dropped.contains(actor)) add(batch);
            }
        }

        private boolean hasRoom(List<OpenedBatch> run) {
            var first = run.getFirst();
            var header = first.header();
            if (!documents.hasRoomFor(header)) {
                notices.add(new Notice.TooManyActors(header.grant()));
                return false;
            }
            int changes = run.stream().mapToInt(batch -> batch.changes().size()).sum();
            int bytes = run.stream().mapToInt(OpenedBatch::bytes).sum();
            var graph = documents.find(document);
            if (graph.isEmpty()
                    || graph.get().hasRoomToPark(header, changes, bytes)
                    || graph.get().wouldApply(header, BatchNode.outside(first.changes()))) return true;
            notices.add(new Notice.TooMuchParked(document, header.actor()));
            return false;
        }

        void add(OpenedBatch batch) {
            var graph = documents.open(document);
            documents.expect(batch.header());
            stored.put(batch.hash(), batch);
            step(graph.add(batch.header(), batch.changes(), batch.bytes(), batch.entitled()));
            contradiction(graph.siblings(graph.node(batch.hash()).orElseThrow()));
        }

        /** After the last of them. */
        void finish() {
            documents.find(document).ifPresent(graph -> {
                if (graph.isUnsettled()) documents.allChanged();
                step(graph.settled());
            });
            markSigned();
        }

        /** Of each actor the last was judged by its own signature. */
        private void markSigned() {
            var last = new HashMap<ActorId, BatchHash>();
            for (var batch : stored.values()) last.put(batch.header().actor(), batch.hash());
            var graph = documents.find(document);
            for (var hash : last.values()) graph.flatMap(g -> g.node(hash)).ifPresent(node -> node.signed = true);
        }

        private void contradiction(List<BatchNode> siblings) {
            if (siblings.size() < 2) return;
            var one = siblings.getFirst().header;
            var other = siblings.getLast().header;
            if (contradicted.add(one.actor()))
                notices.add(new Notice.Contradiction(one.grant(), one.actor(), one.hash(), other.hash()));
        }

        void step(BatchGraph.Step step) {
            rebuild |= step.rebuilt();
            ready.addAll(step.ready());
        }

        /** Store first, then tell the document, then people. */
        List<Effect> effects(Set<BatchHash> inDocument) {
            var effects = new ArrayList<Effect>();
            if (!stored.isEmpty())
                effects.add(new Effect.StoreBatches(
                        document,
                        stored.values().stream().map(OpenedBatch::sealed).toList()));
            var spoilt = spoilt(inDocument);
            for (var name : spoilt) {
                effects.add(new Effect.NewActor(name));
                effects.add(new Effect.Rebuild(name));
            }
            if (!spoilt.contains(document)) {
                if (rebuild) effects.add(new Effect.Rebuild(document));
                else
                    ready.stream()
                            .filter(node -> !inDocument.contains(node.header.hash()))
                            .forEach(node -> apply(node, effects));
            }
            notices.forEach(notice -> effects.add(new Effect.Report(notice)));
            return effects;
        }

        /**
         * The documents that this process must write by other actors from now on: all, if somebody else writes with its
         * keys, else this one, if what it wrote is quarantined (SY-5).
         */
        private List<DocumentName> spoilt(Set<BatchHash> inDocument) {
            var mine = own.get(document);
            if (mine == null) return List.of();
            boolean foreign = stored.values().stream()
                    .anyMatch(b -> b.header().actor().equals(mine.actor()) && !inDocument.contains(b.hash()));
            if (foreign) {
                notices.add(new Notice.OwnKeysElsewhere(document));
                var all = own.keySet().stream()
                        .sorted(Comparator.comparing(DocumentName::text))
                        .toList();
                own.clear();
                return all;
            }
            if (!documents.isSpoilt(document, mine.grant(), mine.actor())) return List.of();
            own.remove(document);
            return List.of(document);
        }

        private void apply(BatchNode node, List<Effect> effects) {
            var fresh = stored.get(node.header.hash());
            if (fresh != null) {
                effects.add(new Effect.Apply(document, node.header.hash(), fresh.changes(), false));
                return;
            }
            var opened = archive.batch(document, node.header.position())
                    .map(encoded -> OpenedBatch.stored(encoded, members));
            if (opened.isPresent() && opened.get() instanceof Parsed.Ok<OpenedBatch>(var batch))
                effects.add(new Effect.Apply(document, node.header.hash(), batch.changes(), true));
            else notices.add(new Notice.BadRecord(document, "a stored batch is not there any more"));
        }
    }
}
