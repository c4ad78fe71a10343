package org.anode.node.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.anode.node.identity.Cut;
import org.anode.node.identity.Identity;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Statement;
import org.anode.node.identity.StatementCodec;
import org.anode.node.replicate.Actors;
import org.anode.node.replicate.Batch;
import org.anode.node.replicate.BatchCodec;
import org.anode.node.replicate.BatchContents;
import org.anode.node.replicate.BatchWriter;
import org.anode.node.replicate.Effect;
import org.anode.node.replicate.Event;
import org.anode.node.replicate.Header;
import org.anode.node.replicate.Members;
import org.anode.node.replicate.Notice;
import org.anode.node.replicate.PeerId;
import org.anode.node.replicate.Position;
import org.anode.node.replicate.ReplicationMachine;
import org.anode.node.replicate.Samples;
import org.anode.node.replicate.SealedBatch;
import org.anode.node.replicate.WireCodec;
import org.anode.node.replicate.WireMessage;
import org.anode.node.store.DocumentLog;
import org.anode.node.store.NotebookLog;
import org.anode.node.store.Notebooks;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;
import org.anode.schema.LedgerStart;
import org.anode.schema.Parsed;
import org.anode.schema.cells.CellsView;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.chunk.HistoryCodec;
import org.anode.schema.engine.Genesis;

/** One life of a simulated node: the real machine, log and documents, and the shell that carries effects out. */
final class SimProcess {
    /** Events that carrying out effects has caused; one for a refused batch. */
    private static final int FOLLOW_UPS_MAX = 1_000;

    /** Few, so that previews happen. */
    private static final int PREVIEW_MIN = 3;

    private static final int SENT_BYTES_MAX = 12 << 20;

    final long session;
    final Members members;
    final ReplicationMachine machine;
    private final World world;
    private final Surroundings surroundings;
    private final Identity identity;
    private final Flaw flaw;
    private final SimDisk disk;
    private final NotebookLog log;
    private final Map<DocumentName, DocumentLog> logs = new HashMap<>();
    private final Map<DocumentName, Replica> replicas = new HashMap<>();
    private final Map<DocumentName, Pen> pens = new LinkedHashMap<>();
    private final Map<DocumentName, SealedBatch> lastWritten = new HashMap<>();
    private final Deque<Event> followUps = new ArrayDeque<>();
    private final Map<DocumentName, List<Effect.Apply>> toApply = new HashMap<>();
    private final List<Edit> unsaved = new ArrayList<>();

    /** By which grant a document is written. */
    private record Pen(GrantId grant, BatchWriter writer) {}

    /** What a process sees of its machine and its users. */
    interface Surroundings {
        /** Before every effect: the process may end here. */
        void mayCrash(Effect effect);

        void send(List<PeerId> to, Bytes message);

        void written(Edit edit);

        void wrote();

        void noticed(Notice notice);

        void previewed(CellsView preview);
    }

    /** An edit that a user made. */
    static final class Edit {
        final Header header;
        final List<ChangeChunk> changes;
        boolean saved;

        Edit(SealedBatch sealed, List<ChangeChunk> changes) {
            this.header = Header.of(sealed);
            this.changes = List.copyOf(changes);
        }
    }

    SimProcess(World world, Surroundings around, Identity identity, Flaw flaw, SimDisk disk, long session) {
        this.world = world;
        this.surroundings = around;
        this.identity = identity;
        this.flaw = flaw;
        this.disk = disk;
        this.session = session;
        this.log = new Notebooks(disk).log(Samples.NOTEBOOK);
        this.members = new Members(Samples.NOTEBOOK, Samples.ROOT, flaw.evaluation());
        members.takeAll(log.statements());
        this.machine = new ReplicationMachine(
                members,
                identity.device(),
                (document, at) -> log(document).batch(at),
                flaw.judges(ReplicationMachine.judge(members)),
                world.random,
                PREVIEW_MIN);
        log.documents().forEach(this::recall);
    }

    private DocumentName ledger(GrantId grant) {
        return new DocumentName.Ledger(grant, LedgerStart.parse(session + "-" + name(8)));
    }

    private String name(int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) text.append((char) ('a' + world.random.nextInt(26)));
        return text.toString();
    }

    private void recall(DocumentName document) {
        var batches = new ArrayList<Bytes>();
        log(document).batches(0, stored -> batches.add(stored.encoded()));
        var notices =
                machine.recall(document, batches, log(document).quarantined().keySet());
        if (!notices.isEmpty()) throw new Violation("what is stored can not be read: " + notices);
    }

    DocumentLog log(DocumentName document) {
        return logs.computeIfAbsent(document, log::document);
    }

    /** By which the person here writes: one that nobody revoked, as far as is known here. */
    private Optional<GrantId> grant() {
        return members.strongestOf(identity.device());
    }

    /** By which the person here decides about members. */
    Optional<GrantId> ruling() {
        return grant().filter(members::isAdmin);
    }

    /** A statement of the person here, if it may make any. */
    Optional<SealedStatement> sealed(Statement.Body body) {
        return ruling().map(grant -> StatementCodec.seal(members.following(grant, body), identity.keys()));
    }

    /** A cut of a grant at all that is stored of it, whether it counts or not. */
    Cut allOf(GrantId grant) {
        var found = new TreeMap<String, SortedMap<ActorId, Cut.Tip>>();
        for (var document : documents())
            log(document).batches(0, stored -> {
                var header = header(stored.encoded());
                var tip = new Cut.Tip(header.lastSeq(), header.hash());
                if (header.grant().equals(grant))
                    found.computeIfAbsent(document.text(), _ -> new TreeMap<>())
                            .merge(header.actor(), tip, SimProcess::later);
                return true;
            });
        return new Cut(found, machine.cut(grant).statement());
    }

    private static Cut.Tip later(Cut.Tip one, Cut.Tip other) {
        return Comparator.comparingLong(Cut.Tip::seq)
                                .thenComparing(Cut.Tip::hash)
                                .compare(one, other)
                        > 0
                ? one
                : other;
    }

    private static Header header(Bytes encoded) {
        if (BatchCodec.decode(encoded) instanceof Parsed.Ok<SealedBatch>(var sealed)) return Header.of(sealed);
        throw new Violation("stored what is no batch");
    }

    Set<DocumentName> documents() {
        return machine.documents();
    }

    /** The document with all that was to be applied; loaded when it is first needed, as the real ones are. */
    Replica replica(DocumentName document) {
        if (!replicas.containsKey(document)) rebuild(document);
        flush(document);
        return Objects.requireNonNull(replicas.get(document));
    }

    private Replica opened(DocumentName document) {
        var pen = Optional.ofNullable(pens.get(document));
        return Replica.open(document, pen.map(p -> p.writer.actor()).orElse(Genesis.ACTOR));
    }

    /** An event and all that follows from it at once. */
    void on(Event event, long nowMs) {
        flaw.event(this, event).ifPresent(e -> {
            for (var effect : flaw.effects(this, e, machine.on(e, nowMs))) carryOut(effect);
            if (e instanceof Event.Tick) List.copyOf(toApply.keySet()).forEach(this::flush);
        });
        runFollowUps();
    }

    private void runFollowUps() {
        for (int i = 0; !followUps.isEmpty(); i++) {
            if (i > FOLLOW_UPS_MAX) throw new Violation("a document refuses without end");
            machine.on(followUps.remove(), 0).forEach(this::carryOut);
        }
    }

    private void carryOut(Effect effect) {
        surroundings.mayCrash(effect);
        switch (effect) {
            case Effect.StoreStatements(var statements) ->
                write(log.appendStatements(
                        statements.stream().map(SealedStatement::encoded).toList()));
            case Effect.StoreBatches store -> store(store);
            case Effect.Apply apply ->
                toApply.computeIfAbsent(apply.document(), _ -> new ArrayList<>())
                        .add(apply);
            case Effect.SetAside aside ->
                write(List.of(log(aside.document()).quarantine(aside.batch(), aside.reason())));
            case Effect.Rebuild(var document) -> {
                world.saw(Seen.REBUILD);
                if (replicas.containsKey(document)) rebuild(document);
            }
            case Effect.NewActor(var document) -> {
                world.saw(Seen.NEW_ACTOR);
                pens.remove(document);
                lastWritten.remove(document);
            }
            case Effect.Send send -> send(send);
            case Effect.SendPreview preview -> send(preview);
            case Effect.ShowPreview(var _, var view) -> surroundings.previewed(view);
            case Effect.Report(var notice) -> surroundings.noticed(notice);
        }
    }

    private void write(List<org.anode.node.store.Store.Change> changes) {
        disk.write(changes);
        surroundings.wrote();
    }

    private void store(Effect.StoreBatches store) {
        var changes = new ArrayList<org.anode.node.store.Store.Change>();
        for (var batch : store.batches()) changes.addAll(log(store.document()).append(batch));
        write(changes);
    }

    /** Applies in one call what several effects asked for. */
    private void flush(DocumentName document) {
        var applies = toApply.remove(document);
        var replica = replicas.get(document);
        if (applies == null || replica == null) return;
        var changes = new ArrayList<ChangeChunk>();
        for (var apply : applies) changes.addAll(apply.changes());
        switch (replica.apply(changes)) {
            case Replica.Outcome.Ok _ -> {}
            case Replica.Outcome.Missing missing ->
                throw new Violation(document.text() + " was to take what builds on " + missing.deps());
            case Replica.Outcome.Malformed(var count, var reason) -> {
                world.saw(Seen.REFUSED);
                followUps.add(new Event.Refused(document, holder(applies, count), reason));
            }
        }
    }

    private static BatchHash holder(List<Effect.Apply> applies, int change) {
        int before = 0;
        for (var apply : applies) {
            before += apply.changes().size();
            if (change < before) return apply.batch();
        }
        throw new IllegalStateException("more changes than there are");
    }

    private void rebuild(DocumentName document) {
        var former = replicas.remove(document);
        if (former != null) former.close();
        replicas.put(document, opened(document));
        var applies = new ArrayList<Effect.Apply>();
        for (var at : machine.applied(document))
            applies.add(new Effect.Apply(document, at.hash(), changes(document, at), true));
        toApply.put(document, applies);
        flush(document);
    }

    List<ChangeChunk> changes(DocumentName document, Position at) {
        var encoded = log(document).batch(at);
        if (encoded.isEmpty()) throw new Violation("applied and not stored: " + at.hash() + " of " + document.text());
        return BatchCodec.decode(encoded.get()) instanceof Parsed.Ok<SealedBatch>(var sealed)
                        && BatchContents.open(sealed) instanceof Parsed.Ok<List<ChangeChunk>>(var changes)
                ? changes
                : List.of();
    }

    /** Whatever is said to be here is stored, and no more is said at once than a message may hold (SY-4, SY-13). */
    private void send(Effect.Send send) {
        var encoded = WireCodec.encode(send.message());
        if (WireCodec.decode(encoded) instanceof Parsed.Malformed<WireMessage>(var reason))
            throw new Violation("sent what nobody takes: " + reason);
        if (encoded.size() > SENT_BYTES_MAX) throw new Violation("a message of " + encoded.size() + " bytes");
        if (send.message() instanceof WireMessage.Batches batches) requireStored(batches);
        if (send.message() instanceof WireMessage.Wants) world.saw(Seen.WANT);
        surroundings.send(send.to(), encoded);
    }

    private void send(Effect.SendPreview preview) {
        var changes = replica(preview.document()).history();
        send(new Effect.Send(
                List.of(preview.to()),
                new WireMessage.Preview(preview.document(), preview.tips(), HistoryCodec.encode(changes))));
    }

    private void requireStored(WireMessage.Batches message) {
        for (var encoded : message.encoded()) {
            if (BatchCodec.decode(encoded) instanceof Parsed.Ok<SealedBatch>(var sealed)) {
                var at = Header.of(sealed).position();
                if (log(message.document()).batch(at).isEmpty())
                    throw new Violation("SY-4 announced before it was stored: " + at.hash());
            }
        }
    }

    /** A user does something, if the node may. */
    void edit(long nowMs, boolean cells) {
        settleDocuments();

        var grant = grant();
        if (grant.isEmpty()) return;
        var document = cells ? new DocumentName.Cells() : ledgerOf(grant.get());
        var pen = pens.get(document);
        var writer = pen == null || !pen.grant.equals(grant.get()) ? takeUp(document, grant.get()) : pen.writer;
        if (!mayWrite(grant.get(), document, writer)) return;
        var changes = replica(document).edit(world.random, name(5));
        if (changes.isEmpty()) return;
        for (var sealed : writer.write(changes)) wrote(sealed, open(sealed), nowMs);
    }

    private DocumentName ledgerOf(GrantId grant) {
        return pens.keySet().stream()
                .filter(name -> isLedgerOf(name, grant))
                .findFirst()
                .orElseGet(() -> ledger(grant));
    }

    private static boolean isLedgerOf(DocumentName name, GrantId grant) {
        return name instanceof DocumentName.Ledger ledger && ledger.grant().equals(grant);
    }

    private boolean mayWrite(GrantId grant, DocumentName document, BatchWriter writer) {
        var nothing = Batch.NO_PREVIOUS;
        return members.admits(new Header(document, grant, writer.actor(), 1, 1, nothing, nothing));
    }

    /** A document is written by a fresh actor, so it is opened as that one's. */
    private BatchWriter takeUp(DocumentName document, GrantId grant) {
        var nonce = new byte[Actors.NONCE_BYTES];
        if (!flaw.keepsNonce()) world.random.nextBytes(nonce);
        var writer = new BatchWriter(Samples.NOTEBOOK, document, grant, identity.keys(), Bytes.wrap(nonce));
        pens.put(document, new Pen(grant, writer));
        rebuild(document);
        runFollowUps();
        return writer;
    }

    private void wrote(SealedBatch sealed, List<ChangeChunk> changes, long nowMs) {
        var edit = new Edit(sealed, changes);
        lastWritten.put(edit.header.document(), sealed);
        surroundings.written(edit);
        unsaved.add(edit);
        on(new Event.Written(sealed, changes), nowMs);
        if (flaw.savesBeforeSync()) saved();
        if (!machine.applied(edit.header.document()).contains(edit.header.position()))
            throw new Violation("an edit was made that can not count");
    }

    private static List<ChangeChunk> open(SealedBatch sealed) {
        return switch (BatchContents.open(sealed)) {
            case Parsed.Ok<List<ChangeChunk>>(var changes) -> changes;
            case Parsed.Malformed<List<ChangeChunk>>(var reason) -> throw new IllegalStateException(reason);
        };
    }

    /** The last batch of the actor that is in use. */
    Optional<SealedBatch> lastWritten(DocumentName document) {
        return Optional.ofNullable(lastWritten.get(document));
    }

    /** All that was written is on the disk. */
    void saved() {
        unsaved.forEach(edit -> edit.saved = true);
        unsaved.clear();
    }

    /** Applies what is to be applied, and whatever comes of it. */
    private void settleDocuments() {
        replicas.keySet().forEach(this::flush);
        runFollowUps();
    }

    /** What people see of every document of which something counts. */
    Map<DocumentName, Bytes> exports() {
        machine.documents().forEach(this::replica);
        settleDocuments();
        var found = new TreeMap<DocumentName, Bytes>(Comparator.comparing(DocumentName::text));
        for (var document : machine.documents())
            if (!machine.applied(document).isEmpty())
                found.put(document, replica(document).export());
        return found;
    }

    /** The members log as it is stored. */
    List<SealedStatement> statements() {
        var all = new ArrayList<SealedStatement>();
        for (var encoded : log.statements()) {
            if (StatementCodec.decode(encoded) instanceof Parsed.Ok<SealedStatement>(var sealed)) all.add(sealed);
            else throw new Violation("stored what is no statement");
        }
        return all;
    }

    Flaw flaw() {
        return flaw;
    }

    Identity identity() {
        return identity;
    }

    void close() {
        replicas.values().forEach(Replica::close);
        replicas.clear();
    }
}
