package org.anode.node.replicate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.anode.node.identity.Identity;
import org.anode.node.identity.SealedStatement;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.DocumentName;
import org.anode.schema.cells.CellsView;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.chunk.ChunkCodec;
import org.anode.schema.chunk.HistoryCodec;
import org.anode.schema.engine.Genesis;

/** A machine, its store in a map, its document as a list of changes, and the wires to other labs. */
final class Lab {
    final Identity identity;
    final Members members;
    final ReplicationMachine machine;
    final Map<Position, Bytes> stored = new HashMap<>();
    final List<ChangeHash> document = new ArrayList<>();
    final List<Notice> notices = new ArrayList<>();
    final List<WireMessage> sent = new ArrayList<>();
    final List<CellsView> previews = new ArrayList<>();
    final List<DocumentName> newActors = new ArrayList<>();
    private final Map<PeerId, Lab> peers = new HashMap<>();
    private final Deque<Mail> outbox = new ArrayDeque<>();
    long nowMs = 1_000_000;
    boolean lossy;

    private record Mail(Lab to, Bytes message) {}

    Lab(Identity identity, SealedStatement... statements) {
        this(identity, Previews.BATCHES_MIN, statements);
    }

    /** @param previewMin batches that must be lacking for a preview to be given */
    Lab(Identity identity, int previewMin, SealedStatement... statements) {
        this.identity = identity;
        this.members = new Members(Samples.NOTEBOOK, Samples.ROOT);
        for (var statement : statements) members.take(statement.encoded());
        this.machine = new ReplicationMachine(
                members,
                identity.device(),
                (_, at) -> Optional.ofNullable(stored.get(at)),
                ReplicationMachine.judge(members),
                new Random(1),
                previewMin);
    }

    PeerId id() {
        return new PeerId(identity.device(), 1);
    }

    /** Carries out the effects of one event; gives them. */
    List<Effect> on(Event event) {
        var effects = machine.on(event, nowMs);
        effects.forEach(this::carryOut);
        return effects;
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.StoreStatements _ -> {}
            case Effect.StoreBatches store ->
                store.batches().forEach(batch -> stored.put(Header.of(batch).position(), batch.encoded()));
            case Effect.Apply apply -> apply.changes().forEach(change -> document.add(change.hash()));
            case Effect.SetAside _ -> {}
            case Effect.Rebuild(var name) -> rebuild(name);
            case Effect.NewActor(var name) -> newActors.add(name);
            case Effect.Send(var to, var message) -> send(to, message);
            case Effect.SendPreview(var to, var name, var tips) ->
                send(List.of(to), new WireMessage.Preview(name, tips, HistoryCodec.encode(history(name))));
            case Effect.ShowPreview(var _, var view) -> previews.add(view);
            case Effect.Report(var notice) -> notices.add(notice);
        }
    }

    private void rebuild(DocumentName name) {
        document.clear();
        for (var at : machine.applied(name)) changesAt(at).forEach(change -> document.add(change.hash()));
    }

    private List<ChangeChunk> history(DocumentName name) {
        var genesis = ChunkCodec.parse(Genesis.CELLS.chunk());
        var all = new ArrayList<>(((org.anode.schema.Parsed.Ok<List<ChangeChunk>>) genesis).value());
        for (var at : machine.applied(name)) all.addAll(changesAt(at));
        return all;
    }

    private List<ChangeChunk> changesAt(Position at) {
        var sealed = (org.anode.schema.Parsed.Ok<SealedBatch>) BatchCodec.decode(stored.get(at));
        var changes = BatchContents.open(sealed.value());
        return ((org.anode.schema.Parsed.Ok<List<ChangeChunk>>) changes).value();
    }

    private void send(List<PeerId> to, WireMessage message) {
        sent.add(message);
        for (var peer : to) {
            var lab = peers.get(peer);
            if (lab != null && !lossy) outbox.add(new Mail(lab, WireCodec.encode(message)));
        }
    }

    /** Both hear of each other. */
    void meet(Lab other) {
        peers.put(other.id(), other);
        other.peers.put(id(), this);
        on(new Event.Connected(other.id()));
        other.on(new Event.Connected(id()));
    }

    void hear(Lab from, WireMessage message) {
        on(new Event.Received(from.id(), Heard.read(WireCodec.encode(message))));
    }

    /** Delivers until nobody has anything to say. */
    static void talk(Lab... labs) {
        boolean spoke = true;
        while (spoke) {
            spoke = false;
            for (var lab : labs) {
                for (var mail = lab.outbox.poll(); mail != null; mail = lab.outbox.poll()) {
                    spoke = true;
                    mail.to().on(new Event.Received(lab.id(), Heard.read(mail.message())));
                }
            }
        }
    }

    void tick() {
        nowMs += ReplicationMachine.TICK_MS;
        on(new Event.Tick());
    }

    /** Writes one batch of one change. */
    SealedBatch write(BatchWriter writer, long seq, ChangeHash... deps) {
        var change = Samples.change(writer.actor(), seq, 0, List.of(deps));
        document.add(change.hash());
        var sealed = writer.write(List.of(change)).getFirst();
        on(new Event.Written(sealed, List.of(change)));
        return sealed;
    }

    Set<BatchHash> storedHashes() {
        var found = new HashSet<BatchHash>();
        stored.keySet().forEach(position -> found.add(position.hash()));
        return found;
    }
}
