package org.anode.node.doc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.anode.node.identity.SealedStatement;
import org.anode.node.replicate.BatchCodec;
import org.anode.node.replicate.BatchContents;
import org.anode.node.replicate.Effect;
import org.anode.node.replicate.Event;
import org.anode.node.replicate.Members;
import org.anode.node.replicate.Notice;
import org.anode.node.replicate.PeerId;
import org.anode.node.replicate.ReplicationMachine;
import org.anode.node.replicate.SealedBatch;
import org.anode.node.store.BatchReader;
import org.anode.node.store.CrashMarker;
import org.anode.node.store.DocumentLog;
import org.anode.node.store.RoomSecrets;
import org.anode.node.store.StoredBatch;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;
import org.anode.schema.Parsed;
import org.anode.schema.chunk.ChangeChunk;
import org.jspecify.annotations.Nullable;

/**
 * What other nodes have to do with an open notebook: whatever its documents write goes through here, and what peers
 * wrote reaches the documents from here. It carries out what the {@link ReplicationMachine} wants. A notebook that was
 * never shared has no machine; of one that is shared it is made with the first edit or peer, for it reads the whole log.
 */
public final class Replication {
    /** Events that carrying out an event has caused; one for each batch that a document refuses. */
    private static final int FOLLOW_UPS_MAX = 10_000;

    private static final DocumentName CELLS = new DocumentName.Cells();

    private final Desk desk;
    private final Pending pending;
    private final LongSupplier nowMs;
    private final Function<DocumentName, Merged> documents;
    private final Listener listener;
    private final Map<DocumentName, DocumentLog> logs = new HashMap<>();
    private final Map<DocumentName, BatchReader> readers = new HashMap<>();
    private final Deque<Event> followUps = new ArrayDeque<>();
    private final List<Effect> deferred = new ArrayList<>();
    private final List<Effect.Send> outgoing = new ArrayList<>();
    private final List<PreviewSending> previews = new ArrayList<>();
    private final Set<DocumentName> merging = new LinkedHashSet<>();
    private Optional<DeviceId> previewBy = Optional.empty();
    private Optional<Members> members = Optional.empty();
    private @Nullable ReplicationMachine machine;
    private final Set<PeerId> peers = new HashSet<>();
    private Wire wire = (_, _) -> {};
    private long tickedMs;
    private long nextStatement;
    private NotebookEvent.SyncChanged told = new NotebookEvent.SyncChanged(Set.of(), 0);

    /** Who hears what concerns the whole notebook. */
    interface Listener {
        void membersChanged();

        void noticed(Notice notice);

        void syncChanged(NotebookEvent.SyncChanged now);
    }

    /** @param documents how each is reached; asked when something is to be done to it */
    Replication(
            Desk desk,
            Pending pending,
            LongSupplier nowMs,
            Function<DocumentName, Merged> documents,
            Listener listener) {
        this.desk = desk;
        this.pending = pending;
        this.nowMs = nowMs;
        this.documents = documents;
        this.listener = listener;
        if (RoomSecrets.of(desk.log()).isPresent()) members = Optional.of(storedMembers());
    }

    /** Whether anybody else may have it. */
    public boolean isShared() {
        return members.isPresent();
    }

    /** The members log; empty while the notebook is not shared. */
    public Optional<Members> members() {
        return members;
    }

    /** Whether the device may take part in it now, as one of those it is shared with. */
    public boolean isMember(DeviceId device) {
        return members.filter(all -> all.isLive(device)).isPresent();
    }

    /** Whether the device may say who takes part. */
    public boolean isAdmin(DeviceId device) {
        return members.flatMap(all -> all.adminGrantOf(device)).isPresent();
    }

    /** Whether the peer has what is here, and nothing else, as far as is known. */
    public boolean hasSame(PeerId peer) {
        return machine().same().contains(peer);
    }

    /** The batches of a grant that are here and beyond its cuts, encoded; of each actor in order. */
    public List<Bytes> late(GrantId grant, Predicate<DocumentName> documents) {
        var found = new ArrayList<Bytes>();
        machine().lateRuns(grant).forEach((document, run) -> {
            if (documents.test(document))
                for (var at : run) log(document).batch(at).ifPresent(found::add);
        });
        return found;
    }

    /** The members log, also of a notebook that is not shared. */
    Members knownMembers() {
        return members.orElseGet(this::storedMembers);
    }

    /** From now on the notebook has a room, and all it writes is told there. */
    public void share(RoomSecrets.Kept secret) {
        pending.add(RoomSecrets.put(desk.log(), secret));
        pending.write();
        if (members.isEmpty()) members = Optional.of(storedMembers());
    }

    private Members storedMembers() {
        return Members.stored(desk.notebook(), desk.log().statements());
    }

    /** From now on messages go this way. */
    public void connect(Wire to) {
        wire = to;
    }

    /** What this node has, as it would tell a peer. */
    public ReplicationMachine machine() {
        var made = machine;
        if (made == null) machine = made = recalled();
        return made;
    }

    /** Those of one turn are written together: what is on the disk does not tell how many there are. */
    private void store(List<Bytes> statements) {
        nextStatement = Math.max(nextStatement, desk.log().nextStatement());
        pending.add(desk.log().appendStatements(statements, nextStatement));
        nextStatement += statements.size();
    }

    private ReplicationMachine recalled() {
        pending.write();
        var all = members.orElseThrow();
        var made = new ReplicationMachine(
                all,
                desk.identity().device(),
                (document, at) -> readers.computeIfAbsent(document, name -> new BatchReader(log(name)))
                        .batch(at),
                ReplicationMachine.judge(all),
                desk.random());
        for (var document : desk.log().documents()) {
            var batches = new ArrayList<Bytes>();
            var log = log(document);
            log.batches(0, stored -> batches.add(stored.encoded()));
            made.recall(document, batches, log.quarantined().keySet()).forEach(listener::noticed);
        }
        return made;
    }

    /** The one log of a document: it hands out the numbers of batches. */
    DocumentLog log(DocumentName document) {
        return logs.computeIfAbsent(document, desk.log()::document);
    }

    /** Keeps what a document of this node wrote. */
    void wrote(DocumentLog log, List<SealedBatch> batches, List<ChangeChunk> changes) {
        int from = 0;
        for (var batch : batches) {
            int to = from + batch.batch().chunks().size();
            wrote(log, batch, changes.subList(from, to));
            from = to;
        }
    }

    private void wrote(DocumentLog log, SealedBatch batch, List<ChangeChunk> changes) {
        if (!isShared()) {
            pending.add(log.append(batch));
            return;
        }
        for (var effect : machine().on(new Event.Written(batch, changes), nowMs.getAsLong())) {
            if (effect instanceof Effect.StoreBatches store) store(store);
            else deferred.add(effect); // the document is in the middle of its edit
        }
    }

    /**
     * Visits the batches a document is made of, from number {@code from} on, each after what it builds on.
     *
     * @param from 0 for all
     */
    void replay(DocumentLog log, long from, Consumer<StoredBatch> visitor) {
        if (isShared()) replayApplied(log, from, visitor);
        else replayOwn(log, from, visitor);
    }

    private void replayApplied(DocumentLog log, long from, Consumer<StoredBatch> visitor) {
        for (var at : machine().applied(log.document()))
            if (from == 0 || log.number(at).orElse(-1L) >= from) log.find(at).ifPresent(visitor);
    }

    private static void replayOwn(DocumentLog log, long from, Consumer<StoredBatch> visitor) {
        var aside = log.quarantined().keySet();
        log.batches(from, stored -> {
            if (!aside.contains(BatchCodec.hash(stored.encoded()))) visitor.accept(stored);
            return true;
        });
    }

    /** As {@link #replay}, from the first, the changes of each batch, which is marked. */
    void changes(DocumentLog log, Consumer<List<ChangeChunk>> visitor) {
        replay(log, 0, stored -> {
            if (BatchCodec.decode(stored.encoded()) instanceof Parsed.Ok<SealedBatch>(var sealed)
                    && BatchContents.open(sealed) instanceof Parsed.Ok<List<ChangeChunk>>(var changes)) {
                mark(log, sealed.hash());
                visitor.accept(changes);
            }
        });
    }

    /** Something happened in the room, or a statement was made here. */
    public void on(Event event) {
        switch (event) {
            case Event.Connected(var peer) -> peers.add(peer);
            case Event.Gone(var peer) -> peers.remove(peer);
            default -> {}
        }
        followUps.add(event);
        for (int n = 0; !followUps.isEmpty(); n++) {
            if (n > FOLLOW_UPS_MAX) throw new IllegalStateException("a document refuses without end");
            carryOut(machine().on(followUps.remove(), nowMs.getAsLong()));
        }
    }

    /** What is to be applied to a document one after the other is given to it at once. */
    private void carryOut(List<Effect> effects) {
        var run = new ArrayList<Effect.Apply>();
        for (var effect : effects) {
            if (!run.isEmpty() && !continues(run.getFirst(), effect)) apply(run);
            if (effect instanceof Effect.Apply apply) run.add(apply);
            else carryOut(effect);
        }
        if (!run.isEmpty()) apply(run);
    }

    private static boolean continues(Effect.Apply first, Effect effect) {
        return effect instanceof Effect.Apply apply && apply.document().equals(first.document());
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.StoreStatements(var statements) -> {
                store(statements.stream().map(SealedStatement::encoded).toList());
                listener.membersChanged();
            }
            case Effect.StoreBatches store -> store(store);
            case Effect.Apply apply -> apply(new ArrayList<>(List.of(apply)));
            case Effect.SetAside(var document, var batch, var reason) ->
                pending.add(log(document).quarantine(batch, "It can not be applied: " + reason + "."));
            case Effect.Rebuild(var document) -> rebuild(document);
            case Effect.NewActor(var document) -> documents.apply(document).newActor();
            case Effect.Send send -> outgoing.add(send);
            case Effect.SendPreview preview ->
                previews.add(new PreviewSending(
                        preview, documents.apply(preview.document()).history()));
            case Effect.ShowPreview(var by, var view) -> {
                previewBy = Optional.of(by.device());
                documents.apply(CELLS).showPreview(view);
            }
            case Effect.Report(var notice) -> listener.noticed(notice);
        }
    }

    private void rebuild(DocumentName document) {
        pending.add(log(document).dropSnapshots());
        begin(document);
        pending.write();
        documents.apply(document).rebuild();
    }

    /** What a former process left half-done. */
    void recover() {
        for (var document : Unfinished.in(desk.log())) {
            begin(document);
            documents.apply(document).recover();
        }
    }

    private void store(Effect.StoreBatches store) {
        pending.add(log(store.document()).append(store.batches()));
    }

    /** A batch is stored and named before native code sees it: if that ends the process, the next start knows (SY-10). */
    void mark(DocumentLog log, BatchHash batch) {
        desk.store().write(List.of(log.setMarker(new CrashMarker(batch, 0))));
    }

    /** Empties the run. */
    private void apply(List<Effect.Apply> run) {
        var document = run.getFirst().document();
        begin(document);
        for (var refused : documents.apply(document).applyAll(List.copyOf(run)))
            followUps.add(new Event.Refused(document, refused.batch(), refused.reason()));
        run.clear();
    }

    /** From here to the end of the turn the document's rows are behind its log. */
    private void begin(DocumentName document) {
        if (!merging.add(document)) return;
        pending.add(Unfinished.begin(desk.log(), document));
        pending.write();
    }

    /** The peers that are connected now. */
    public Set<PeerId> peers() {
        return Set.copyOf(peers);
    }

    void tick() {
        if (nowMs.getAsLong() < nextTickMs().orElse(Long.MAX_VALUE)) return;
        tickedMs = nowMs.getAsLong();
        on(new Event.Tick());
        documents.apply(CELLS).ticked();
    }

    /** When {@link #tick} is wanted. */
    OptionalLong nextTickMs() {
        return peers.isEmpty() ? OptionalLong.empty() : OptionalLong.of(tickedMs + ReplicationMachine.TICK_MS);
    }

    /** Ends a turn, before it is written. */
    void settle() {
        if (previewBy.isPresent()) endPreviewOnceSame();
        while (!deferred.isEmpty() || !followUps.isEmpty()) {
            var effects = List.copyOf(deferred);
            deferred.clear();
            carryOut(effects);
            while (!followUps.isEmpty()) carryOut(machine().on(followUps.remove(), nowMs.getAsLong()));
        }
        for (var document : merging) {
            pending.add(Unfinished.end(desk.log(), document));
            pending.add(log(document).clearMarker());
        }
        merging.clear();
        tellSync();
    }

    private void tellSync() {
        var made = machine;
        if (made == null) return;
        var now = new NotebookEvent.SyncChanged(made.same(), made.unsent());
        if (now.equals(told)) return;
        told = now;
        listener.syncChanged(now);
    }

    /** Once all that its sender has is here, whatever it showed. */
    private void endPreviewOnceSame() {
        var same = machine().same().stream().map(PeerId::device).toList();
        if (previewBy.filter(same::contains).isEmpty()) return;
        previewBy = Optional.empty();
        documents.apply(CELLS).endPreview();
    }

    /** After the turn was written: nothing is announced before it is stored (SY-4). */
    void send() {
        var all = List.copyOf(outgoing);
        outgoing.clear();
        for (var one : all) wire.send(one.to(), one.message());
        for (var preview : previews) preview.start(wire);
        previews.clear();
    }
}
