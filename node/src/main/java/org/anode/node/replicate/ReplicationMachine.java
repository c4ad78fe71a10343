package org.anode.node.replicate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.anode.node.identity.Cut;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Statement;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;
import org.anode.schema.Parsed;
import org.anode.schema.cells.CellsView;
import org.anode.schema.chunk.ChangeChunk;

/**
 * The replication of one notebook on one node: takes events, gives effects (SY-2 to SY-8, SY-13, SY-14). It keeps:
 *
 * <ol>
 *   <li>nothing is said to be here before it is stored (SY-4): the effects of an event are in that order;
 *   <li>a document is a function of its admitted batches: they are applied as soon as all they build on is, and the
 *       document is made anew when some do not count any more (SY-3, SY-5);
 *   <li>two nodes with equal digests have the same batches; with unequal ones they exchange what the other lacks until
 *       they are equal, whatever was lost meanwhile (SY-5, SY-7);
 *   <li>nothing a peer sends ends it, and nothing grows with what a peer sends but the log, which has bounds (SY-13).
 * </ol>
 *
 * <p>Pure but for reading the archive; belongs to one thread.
 */
public final class ReplicationMachine {
    /** Between two {@link Event.Tick}s. */
    public static final long TICK_MS = 1_000;

    /** A room of a relay has 256 connections. */
    private static final int PEERS_MAX = 256;

    private final Members members;
    private final DeviceId self;
    private final RandomGenerator random;
    private final Documents documents;
    private final Acceptance acceptance;
    private final Exchange exchange;
    private final Previews previews;
    private final Map<PeerId, Conversation> peers = new HashMap<>();
    private int unsent;

    /**
     * @param members with all statements stored
     * @param self    the device of this node
     * @param archive what the effects of this machine, and its former selves, have stored
     * @param judges  who decides on batches of a document; {@link #judge} in every node
     */
    public ReplicationMachine(
            Members members,
            DeviceId self,
            Archive archive,
            Function<DocumentName, Judge> judges,
            RandomGenerator random) {
        this(members, self, archive, judges, random, Previews.BATCHES_MIN);
    }

    /** @param previewMin batches that must be lacking for a preview to be given */
    public ReplicationMachine(
            Members members,
            DeviceId self,
            Archive archive,
            Function<DocumentName, Judge> judges,
            RandomGenerator random,
            int previewMin) {
        this.members = members;
        this.self = self;
        this.random = random;
        this.documents = new Documents(members::named);
        this.acceptance = new Acceptance(members, documents, archive, judges);
        this.exchange = new Exchange(members, documents, archive);
        this.previews = new Previews(members, self, documents, archive, previewMin);
    }

    /** The rules of SY-3. */
    public static Function<DocumentName, Judge> judge(Members members) {
        return document -> new Intake(members.notebook(), document, members);
    }

    /**
     * Takes up what is stored of a document, before the first event.
     *
     * @param batches encoded, in order of arrival
     * @param aside   those that the document could not take, as {@link Effect.SetAside} said
     */
    public List<Notice> recall(DocumentName document, List<Bytes> batches, Set<BatchHash> aside) {
        return acceptance.recall(document, batches, aside);
    }

    /** The batches that a document is made of, in an order in which each follows what it builds on. */
    public List<Position> applied(DocumentName document) {
        return documents
                .find(document)
                .map(graph -> graph.applied().stream()
                        .map(node -> node.header.position())
                        .toList())
                .orElse(List.of());
    }

    /** The documents of which something is here. */
    public Set<DocumentName> documents() {
        return Set.copyOf(documents.names());
    }

    /** A cut of the grant at what counts of it here now: its batches, and its own statements (MB-3). */
    public Cut cut(GrantId grant) {
        var last = members.standing().last(grant).map(SealedStatement::hash);
        return new Cut(documents.counting(grant), last.orElse(Statement.NO_PREVIOUS));
    }

    /** What is here of a grant and was written beyond its cuts; empty if there is nothing. */
    public Optional<Cut> late(GrantId grant) {
        var late = documents.late(grant, document -> members.standing().mayWrite(grant, document));
        return late.isEmpty() ? Optional.empty() : Optional.of(new Cut(late, Statement.NO_PREVIOUS));
    }

    /** Where those batches are, of each actor from the first that is beyond on, in order. */
    public Map<DocumentName, List<Position>> lateRuns(GrantId grant) {
        return documents.lateRuns(grant, document -> members.standing().mayWrite(grant, document));
    }

    /** What this node has, as it would tell a peer. */
    public WireMessage.Digest digest() {
        return exchange.digest();
    }

    /** Whether some admitted batch of the document waits for what is not here. */
    public boolean hasParked(DocumentName document) {
        return documents
                .find(document)
                .filter(graph -> !graph.missing().isEmpty())
                .isPresent();
    }

    /** What there is to do. All of it is to be done, in its order, before the next event. */
    public List<Effect> on(Event event, long nowMs) {
        return switch (event) {
            case Event.Connected(var peer) -> connected(peer, nowMs);
            case Event.Gone(var peer) -> gone(peer);
            case Event.Resync() -> compareAll(nowMs);
            case Event.Received(var peer, var heard) -> received(peer, heard, nowMs);
            case Event.Written(var batch, var changes) -> written(batch, changes);
            case Event.Stated(var statement) -> stated(statement);
            case Event.Learned(var peer, var statements) ->
                learned(statements, reason -> new Notice.BadInput(peer, reason));
            case Event.Refused(var document, var batch, var reason) -> acceptance.refused(document, batch, reason);
            case Event.Tick() -> tick(nowMs);
        };
    }

    private List<Effect> connected(PeerId peer, long nowMs) {
        var effects = new ArrayList<Effect>();
        if (peers.size() >= PEERS_MAX) return List.of(new Effect.Report(new Notice.TooManyPeers(peer)));
        if (peer.device().equals(self)) effects.add(new Effect.Report(new Notice.SameDevice(peer)));
        var conversation = new Conversation(peer, random, nowMs);
        peers.put(peer, conversation);
        exchange.askAgain();
        effects.add(compare(conversation, nowMs));
        return effects;
    }

    private List<Effect> gone(PeerId peer) {
        peers.remove(peer);
        if (previews.isWaitingFor(peer)) previews.stopWaiting();
        return List.of();
    }

    private List<Effect> compareAll(long nowMs) {
        var effects = new ArrayList<Effect>();
        exchange.askAgain();
        for (var conversation : peers.values()) {
            conversation.progressed(nowMs);
            effects.add(compare(conversation, nowMs));
        }
        return effects;
    }

    private Effect compare(Conversation conversation, long nowMs) {
        var digest = exchange.digest();
        conversation.digestSent(digest, nowMs);
        return new Effect.Send(List.of(conversation.peer), digest);
    }

    /** The peers that are known to have exactly what is here. */
    public Set<PeerId> same() {
        return peers.values().stream()
                .filter(Conversation::isSame)
                .map(conversation -> conversation.peer)
                .collect(Collectors.toSet());
    }

    /** How many batches were written here since a peer last had the same, as far as is known. */
    public int unsent() {
        return unsent;
    }

    private void changed() {
        peers.values().forEach(Conversation::changed);
    }

    private List<Effect> tick(long nowMs) {
        var effects = new ArrayList<Effect>();
        for (var conversation : peers.values()) {
            conversation.ticked();
            if (conversation.isDigestDue(nowMs)) effects.add(compare(conversation, nowMs));
        }
        previews.ticked()
                .flatMap(late -> Optional.ofNullable(peers.get(late)))
                .ifPresent(late -> effects.addAll(positions(late)));
        for (var wants : exchange.overdueWants()) effects.add(new Effect.Send(livePeers(), wants));
        return effects;
    }

    private List<PeerId> livePeers() {
        return peers.keySet().stream()
                .filter(peer -> members.isLive(peer.device()))
                .toList();
    }

    private List<Effect> written(SealedBatch batch, List<ChangeChunk> changes) {
        changed();
        unsent++;
        var effects = new ArrayList<>(acceptance.written(batch, changes));
        var to = livePeers();
        var message = new WireMessage.Batches(batch.batch().document(), false, List.of(batch.encoded()));
        if (!to.isEmpty() && members.admits(Header.of(batch))) effects.add(new Effect.Send(to, message));
        return effects;
    }

    /** Whoever is removed is told so; of what comes after that it hears nothing. */
    private List<Effect> stated(SealedStatement statement) {
        var before = livePeers();
        return switch (members.take(statement.encoded())) {
            case Members.Taken.New(var taken) -> {
                changed();
                var effects = new ArrayList<Effect>(List.of(new Effect.StoreStatements(List.of(taken))));
                effects.addAll(acceptance.reconsider());
                var to = taken.statement().body() instanceof Statement.Revoke ? before : livePeers();
                if (!to.isEmpty())
                    effects.add(new Effect.Send(to, new WireMessage.Statements(List.of(taken.encoded()))));
                yield effects;
            }
            case Members.Taken.Known _ -> List.of();
            case Members.Taken.Unplaced _, Members.Taken.Malformed _ ->
                throw new IllegalArgumentException("a statement of our own that does not follow");
        };
    }

    private List<Effect> received(PeerId peer, Heard heard, long nowMs) {
        var conversation = Optional.ofNullable(peers.get(peer));
        if (conversation.isEmpty()) return List.of();
        return switch (heard.message()) {
            case Parsed.Malformed<WireMessage>(var reason) ->
                List.of(new Effect.Report(new Notice.BadInput(peer, reason)));
            case Parsed.Ok<WireMessage>(var ok) -> received(conversation.get(), ok, heard.batches(), nowMs);
        };
    }

    private List<Effect> received(Conversation from, WireMessage message, List<Arrived> arrived, long nowMs) {
        return switch (message) {
            case WireMessage.Digest theirs -> digest(from, theirs, nowMs);
            case WireMessage.Statements(var encoded) -> statements(from, encoded, nowMs);
            case WireMessage.Batches batches -> batches(from, batches, arrived, nowMs);
            case WireMessage.Summary(var theirs) -> asked(from) ? summary(from, theirs) : List.of();
            case WireMessage.MemberTips(var theirs) ->
                asked(from) ? send(from, exchange.statementsBeyond(theirs)) : List.of();
            case WireMessage.Positions(var theirs) ->
                asked(from) ? send(from, exchange.batchesBeyond(theirs)) : List.of();
            case WireMessage.Wants(var document, var changes) ->
                asked(from) ? send(from, exchange.wanted(document, changes)) : List.of();
            case WireMessage.PreviewWanted wanted ->
                asked(from) ? List.of(previews.answer(from, wanted, nowMs)) : List.of();
            case WireMessage.Preview preview -> previews.isWaitingFor(from.peer) ? preview(from, preview) : List.of();
        };
    }

    /** Only a device with a live grant is told what is here, and not more often than is good for us. */
    private boolean asked(Conversation from) {
        return members.isLive(from.peer.device()) && from.mayAnswer();
    }

    private static List<Effect> send(Conversation to, List<? extends WireMessage> messages) {
        return messages.stream()
                .<Effect>map(message -> new Effect.Send(List.of(to.peer), message))
                .toList();
    }

    private List<Effect> digest(Conversation from, WireMessage.Digest theirs, long nowMs) {
        var mine = exchange.digest();
        if (mine.equals(theirs)) {
            from.settled(nowMs);
            unsent = 0;
            boolean knows = from.wasTold(mine) || !from.mayDigest(nowMs);
            return knows ? List.of() : List.of(compare(from, nowMs)); // so that the peer knows it too
        }
        from.changed();
        var effects = new ArrayList<Effect>();
        boolean late = from.differed(mine, theirs, nowMs);
        if (late && areMembers(from)) effects.add(new Effect.Report(new Notice.NotConverging(from.peer)));
        if (!from.mayAnswer()) return effects;
        var answer = new ArrayList<WireMessage>();
        if (!mine.members().equals(theirs.members())) answer.add(new WireMessage.MemberTips(members.tips()));
        if (!mine.batches().equals(theirs.batches()) && members.isLive(from.peer.device()))
            answer.add(exchange.summary());
        effects.addAll(send(from, answer));
        if (from.mayDigest(nowMs)) effects.add(compare(from, nowMs));
        return effects;
    }

    /** Else nobody is surprised that they do not come to the same. */
    private boolean areMembers(Conversation with) {
        return members.isLive(self) && members.isLive(with.peer.device());
    }

    private List<Effect> statements(Conversation from, List<Bytes> encoded, long nowMs) {
        var effects = learned(encoded, reason -> new Notice.BadInput(from.peer, reason));
        if (effects.stream().noneMatch(Effect.StoreStatements.class::isInstance)) return effects;
        from.progressed(nowMs);
        effects.add(compare(from, nowMs)); // the batches that these let in
        return effects;
    }

    private List<Effect> learned(List<Bytes> encoded, Function<String, Notice> bad) {
        var effects = new ArrayList<Effect>();
        var taken = new ArrayList<SealedStatement>();
        for (var one : members.takeAll(encoded)) {
            switch (one) {
                case Members.Taken.New(var statement) -> taken.add(statement);
                case Members.Taken.Malformed(var reason) -> effects.add(new Effect.Report(bad.apply(reason)));
                case Members.Taken.Known _, Members.Taken.Unplaced _ -> {}
            }
        }
        if (taken.isEmpty()) return effects;
        changed();
        effects.add(new Effect.StoreStatements(taken));
        effects.addAll(acceptance.reconsider());
        return effects;
    }

    private List<Effect> summary(Conversation from, List<WireMessage.GrantDigest> theirs) {
        from.differIn(exchange.differing(theirs));
        if (from.differing().isEmpty()) return List.of();
        var question = previews.question(from);
        if (question.isPresent()) return send(from, List.of(question.get()));
        return previews.isWaiting() ? List.of() : positions(from); // the whole log would come before the answer
    }

    private List<Effect> positions(Conversation to) {
        return send(to, List.of(exchange.positions(to.differing())));
    }

    /** The answer that was waited for: whatever it is, the exchange goes on. */
    private List<Effect> preview(Conversation from, WireMessage.Preview preview) {
        previews.stopWaiting();
        var effects = new ArrayList<Effect>();
        if (!preview.tips().isEmpty()) {
            switch (previews.judge(preview, acceptance.judge(preview.document()))) {
                case Parsed.Ok<Optional<CellsView>>(var view) ->
                    view.ifPresent(shown -> effects.add(new Effect.ShowPreview(from.peer, shown)));
                case Parsed.Malformed<Optional<CellsView>>(var reason) ->
                    effects.add(new Effect.Report(new Notice.BadInput(from.peer, reason)));
            }
        }
        effects.addAll(positions(from));
        return effects;
    }

    private List<Effect> batches(Conversation from, WireMessage.Batches message, List<Arrived> arrived, long nowMs) {
        var taking = acceptance.take(from.peer, message.document(), arrived);
        var effects = new ArrayList<>(taking.effects());
        if (taking.stored() > 0) {
            changed();
            from.progressed(nowMs);
            if (message.more()) effects.addAll(send(from, List.of(exchange.positions(from.differing()))));
        }
        var gaps = taking.gaps().stream().filter(from::mayAsk).toList();
        if (!gaps.isEmpty()) effects.addAll(send(from, List.of(exchange.positions(gaps))));
        if (taking.unknownGrant() && from.mayDigest(nowMs)) effects.add(compare(from, nowMs));
        return effects;
    }
}
