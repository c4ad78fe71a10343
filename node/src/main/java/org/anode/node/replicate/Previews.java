package org.anode.node.replicate;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.DeviceId;
import org.anode.schema.DocumentName;
import org.anode.schema.Parsed;
import org.anode.schema.cells.CellsPreview;
import org.anode.schema.cells.CellsView;
import org.anode.schema.chunk.HistoryCodec;
import org.anode.schema.engine.ChangeFold;
import org.jspecify.annotations.Nullable;

/**
 * The cells as they are now, before the log that says so has come (SY-8). A node that lacks much and has written nothing
 * asks one peer at a time, each once while it is connected; what peers lack of each other waits for the answer, a few
 * ticks at most. The answer holds every change and the batches of the last ones. The sender is not believed: a change's
 * hash commits to all it builds on, so what those vouch for who signed the last changes is what the log will say; and it
 * is worked out without native code, which must not see what the log has not taken. Nothing of it is stored here.
 */
final class Previews {
    /** Fewer batches are applied about as fast. */
    static final int BATCHES_MIN = 1_000;

    /** Who was only away has most of it and goes on with that: the rest takes little longer than a preview. */
    private static final int TIMES_MIN = 4;

    /** Ticks the answer may take; then the exchange goes on without. */
    private static final int WAIT_TICKS_MAX = 5;

    /** Of one process: peers that never answer hold the exchange up for no longer than these take. */
    static final int QUESTIONS_MAX = 4;

    /** Made in {@link #SPAN_MS}: each takes up to a second of a processor, and a class of people may come at once. */
    static final int MADE_MAX = 30;

    private static final long SPAN_MS = 60_000;

    private static final DocumentName CELLS = new DocumentName.Cells();

    private final Members members;
    private final DeviceId self;
    private final Documents documents;
    private final Archive archive;
    private final int batchesMin;
    private @Nullable PeerId asked;
    private int waitedTicks;
    private int questions;
    private long spanMs = Long.MIN_VALUE / 2;
    private int made;

    Previews(Members members, DeviceId self, Documents documents, Archive archive, int batchesMin) {
        this.members = members;
        this.self = self;
        this.documents = documents;
        this.archive = archive;
        this.batchesMin = batchesMin;
    }

    /** The question to a peer that has what is not here; empty if there is none. */
    Optional<WireMessage> question(Conversation to) {
        if (asked != null || questions == QUESTIONS_MAX || hasWritten() || !to.mayAskPreview()) return Optional.empty();
        asked = to.peer;
        waitedTicks = 0;
        questions++;
        return Optional.of(new WireMessage.PreviewWanted(CELLS, applied()));
    }

    private boolean hasWritten() {
        var own = members.grantsOf(self);
        return documents
                .find(CELLS)
                .filter(graph -> graph.grants().stream().anyMatch(own::contains))
                .isPresent();
    }

    private int applied() {
        return documents.find(CELLS).map(BatchGraph::appliedCount).orElse(0);
    }

    /** Whether an answer is still waited for. */
    boolean isWaiting() {
        return asked != null;
    }

    boolean isWaitingFor(PeerId peer) {
        return peer.equals(asked);
    }

    /** No answer is waited for any more. */
    void stopWaiting() {
        asked = null;
    }

    /** The peer that has not answered; told once. */
    Optional<PeerId> ticked() {
        if (asked == null || ++waitedTicks < WAIT_TICKS_MAX) return Optional.empty();
        var late = asked;
        asked = null;
        return Optional.of(late);
    }

    /** What to do for a peer that asked and has so many batches. */
    Effect answer(Conversation to, WireMessage.PreviewWanted wanted, long nowMs) {
        var nothing = new Effect.Send(List.of(to.peer), WireMessage.Preview.none(wanted.document()));
        if (!isWorth(wanted) || !to.mayGivePreview() || !mayMake(nowMs)) return nothing;
        var tips = tips();
        if (tips.isEmpty()) return nothing;
        made++;
        return new Effect.SendPreview(to.peer, CELLS, tips);
    }

    private boolean isWorth(WireMessage.PreviewWanted wanted) {
        long lacking = (long) applied() - wanted.batches();
        return wanted.document().equals(CELLS) && lacking > batchesMin && lacking > (long) TIMES_MIN * wanted.batches();
    }

    private boolean mayMake(long nowMs) {
        if (nowMs - spanMs >= SPAN_MS) {
            spanMs = nowMs;
            made = 0;
        }
        return made < MADE_MAX;
    }

    /** The batches of the changes on which none builds. */
    private List<Bytes> tips() {
        return documents.find(CELLS).stream()
                .flatMap(graph -> graph.heads().stream().flatMap(head -> graph.appliedHolder(head).stream()))
                .distinct()
                .flatMap(node -> archive.batch(CELLS, node.header.position()).stream())
                .toList();
    }

    /** The cells that a peer's answer shows; empty where this node is further. */
    Parsed<Optional<CellsView>> judge(WireMessage.Preview preview, Judge judge) {
        if (!preview.document().equals(CELLS)) return new Parsed.Malformed<>("a preview of another document");
        return switch (vouched(preview.tips(), judge)) {
            case Parsed.Malformed<Set<ChangeHash>>(var reason) -> new Parsed.Malformed<>(reason);
            case Parsed.Ok<Set<ChangeHash>>(var vouched) ->
                hasWritten() ? new Parsed.Ok<>(Optional.empty()) : read(preview.history(), vouched);
        };
    }

    /** The last change of each: genuine, signed by itself, entitled. */
    private static Parsed<Set<ChangeHash>> vouched(List<Bytes> tips, Judge judge) {
        var found = new HashSet<ChangeHash>();
        for (var tip : tips) {
            var own = BatchCodec.hash(tip);
            Held allBefore = (_, _, hash) -> !hash.equals(own);
            switch (judge.judge(List.of(Arrived.read(tip)), allBefore).getFirst()) {
                case Verdict.Accept(var _, var changes) ->
                    found.add(changes.getLast().hash());
                case Verdict.Malformed(var reason) -> {
                    return new Parsed.Malformed<>("a preview with " + reason);
                }
                case Verdict.UnknownGrant _ -> {
                    return new Parsed.Malformed<>("a preview by an unknown grant");
                }
                case Verdict.NotAdmitted _, Verdict.Gap _, Verdict.Duplicate _ -> {
                    return new Parsed.Malformed<>("a preview by who has no right");
                }
            }
        }
        return new Parsed.Ok<>(found);
    }

    private Parsed<Optional<CellsView>> read(Bytes history, Set<ChangeHash> vouched) {
        var fold = new ChangeFold();
        var lacking = documents.find(CELLS).map(BatchGraph::heads).orElseGet(HashSet::new);
        var decoded = HistoryCodec.decode(history, (hash, ops) -> {
            lacking.remove(hash);
            fold.add(ops);
        });
        return switch (decoded) {
            case Parsed.Malformed<Set<ChangeHash>>(var reason) -> new Parsed.Malformed<>(reason);
            case Parsed.Ok<Set<ChangeHash>>(var heads) -> {
                if (!vouched.containsAll(heads)) yield new Parsed.Malformed<>("a preview that nobody vouches for");
                yield lacking.isEmpty() ? view(fold, heads) : new Parsed.Ok<>(Optional.empty());
            }
        };
    }

    private static Parsed<Optional<CellsView>> view(ChangeFold fold, Set<ChangeHash> heads) {
        return switch (CellsPreview.view(fold, heads)) {
            case Parsed.Malformed<CellsView>(var reason) -> new Parsed.Malformed<>(reason);
            case Parsed.Ok<CellsView>(var view) -> new Parsed.Ok<>(Optional.of(view));
        };
    }
}
