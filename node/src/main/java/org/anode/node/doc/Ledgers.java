package org.anode.node.doc;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.anode.node.replicate.BatchWriter;
import org.anode.node.replicate.Effect;
import org.anode.node.store.DocumentLog;
import org.anode.node.store.NotebookLog;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.DocumentName;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.anode.schema.engine.Genesis;
import org.anode.schema.ledger.Attributed;
import org.anode.schema.ledger.Changes;
import org.anode.schema.ledger.ExecutionView;
import org.anode.schema.ledger.LedgerDocument;
import org.anode.schema.ledger.LedgerId;
import org.anode.schema.ledger.LedgerRecord;
import org.anode.schema.ledger.Rights;
import org.anode.schema.ledger.Run;
import org.anode.schema.ledger.SessionView;
import org.jspecify.annotations.Nullable;

/** What the ledgers of an open notebook say, and the ledger this start writes. */
final class Ledgers implements AutoCloseable {
    /** There while a session of this device is open: after a crash it says where there is something to settle. */
    private static final String OPEN_SESSION = "open-session";

    private final Desk desk;
    private final Pending pending;
    private final Replication replication;
    private final Rights rights;
    private final Consumer<Changes> follower;
    private final LedgerRows rows;
    private final LoadedDocuments<LedgerDocument> others = new LoadedDocuments<>();
    private LedgerId mine;
    private ExecutionView view;
    private @Nullable Written written;
    private int count;

    /** The document of {@link #mine}, from its first record on. */
    private record Written(LedgerDocument document, BatchWriter writer, DocumentLog log) {}

    /** @param follower hears what ledgers of others, or other rights, changed in the view */
    Ledgers(Desk desk, Pending pending, Replication replication, Consumer<Changes> follower) {
        this.desk = desk;
        this.pending = pending;
        this.replication = replication;
        this.follower = follower;
        this.rows = new LedgerRows(desk.log());
        this.mine = desk.freshLedger();
        this.rights = new MemberRights(desk, replication::members);
        this.view = folded();
    }

    private ExecutionView folded() {
        var fresh = new ExecutionView(rights);
        fresh.addAll(rows.all());
        return fresh;
    }

    ExecutionView view() {
        return view;
    }

    LedgerId mine() {
        return mine;
    }

    /**
     * All of them in one change; what they change in the view.
     *
     * @throws org.anode.node.Refusal if nothing can be written here
     */
    Changes write(List<LedgerRecord> records) {
        desk.requireMayWrite();
        var ledger = written();
        var chunks = ledger.document.write(records);
        replication.wrote(ledger.log, ledger.writer.write(chunks), chunks);
        for (var record : records) pending.add(rows.put(mine, count++, record));
        var changes = view.addAll(attributed(mine, records));
        if (!changes.sessions().isEmpty()) markOpenSession();
        return changes;
    }

    private static List<Attributed> attributed(LedgerId ledger, List<LedgerRecord> records) {
        return records.stream()
                .map(record -> new Attributed(ledger.grant(), ledger.start(), record))
                .toList();
    }

    /** Whether it counts for others when this device asks that one to run something (EX-19). */
    boolean mayAsk(DeviceId host) {
        return mayRunOr(me -> rights.personOf(host).filter(me.person()::equals).isPresent());
    }

    /** Whether others hear when this device asks for the run to be stopped (EX-19). */
    boolean mayStop(ExecId exec) {
        return mayRunOr(me -> asked(me, exec));
    }

    /** Whether it counts what another device says for who asked for the run (EX-17). */
    boolean maySpeakFor(DeviceId other, ExecId exec) {
        return holder(other).filter(who -> who.run() || asked(who, exec)).isPresent();
    }

    /** Whether others hear when this device asks for the session to be ended (VIEW-5). */
    boolean mayEnd(SessionId session) {
        return mayRunOr(me -> view.session(session)
                .map(SessionView::scope)
                .filter(SessionView.scopeOf(me.person())::equals)
                .isPresent());
    }

    /** This device, which may run others' cells, or owns what it is about. */
    private boolean mayRunOr(Predicate<Rights.Holder> owns) {
        return rights.holder(mine.grant())
                .filter(me -> me.run() || owns.test(me))
                .isPresent();
    }

    private boolean asked(Rights.Holder who, ExecId exec) {
        return view.run(exec)
                .filter(run -> run.requester().person().equals(who.person()))
                .isPresent();
    }

    /** Whether some grant is, or was, that person's. */
    boolean isPerson(String person) {
        return replication.members().stream()
                .flatMap(members -> members.grants().stream())
                .flatMap(grant -> rights.holder(grant).stream())
                .anyMatch(holder -> holder.person().equals(person));
    }

    /** What a device may do by the strongest of its grants. */
    Optional<Rights.Holder> holder(DeviceId device) {
        var members = replication.members();
        return members.isPresent()
                ? members.get().strongestOf(device).flatMap(rights::holder)
                : rights.holder(desk.grant()).filter(holder -> holder.device().equals(device));
    }

    /** The members log has changed. */
    void rightsChanged() {
        follower.accept(view.rightsChanged());
    }

    /** A ledger as peers change it. */
    Merged merged(DocumentName.Ledger name) {
        return new Peer(name, new LedgerId(name.grant(), name.start()));
    }

    /** Whether the notebook was left with an open session. */
    static boolean isUnsettled(NotebookLog log) {
        return log.view(OPEN_SESSION).isPresent();
    }

    @Override
    public void close() {
        if (written != null) written.document.close();
        written = null;
        others.close();
    }

    /** To be called when former starts are settled: a session of a device that this one was is not this one's. */
    void settled() {
        if (isUnsettled(desk.log())) markOpenSession();
    }

    private void markOpenSession() {
        var open = view.sessions().stream().anyMatch(s -> s.ledger().grant().equals(mine.grant()) && !s.endWritten());
        pending.add(
                open
                        ? desk.log().putView(OPEN_SESSION, Bytes.EMPTY)
                        : desk.log().deleteView(OPEN_SESSION));
    }

    private Written written() {
        var ledger = written;
        if (ledger == null) written = ledger = begin();
        return ledger;
    }

    private Written begin() {
        var name = new DocumentName.Ledger(mine.grant(), mine.start());
        var writer = desk.writer(name);
        pending.add(desk.log().putLedgerStarts(mine.grant(), mine.start().number()));
        return new Written(LedgerDocument.create(writer.actor()), writer, replication.log(name));
    }

    /** A ledger that this process does not write. */
    private final class Peer implements Merged {
        private final DocumentName.Ledger name;
        private final LedgerId ledger;

        Peer(DocumentName.Ledger name, LedgerId ledger) {
            this.name = name;
            this.ledger = ledger;
        }

        @Override
        public Optional<String> apply(Effect.Apply one) {
            if (!others.has(name)) {
                remake();
                return Optional.empty(); // what is loaded now holds them already
            }
            replication.mark(log(), one.batch());
            var applying = others.of(name, _ -> loaded()).apply(one.changes());
            take(applying.records().records());
            return Refusals.of(applying.applied());
        }

        /** A record is written once; who changes one all the same changes what all that came before meant. */
        private void take(List<LedgerRecord> records) {
            boolean rewritten = records.stream().anyMatch(record -> rows.differs(ledger, record));
            for (var record : records) pending.add(rows.put(ledger, record));
            if (rewritten) refold();
            else follower.accept(view.addAll(attributed(ledger, records)));
        }

        private void refold() {
            pending.write();
            var before = view;
            view = folded();
            follower.accept(everything(before, view));
        }

        private LedgerDocument loaded() {
            var document = LedgerDocument.create(Genesis.ACTOR);
            desk.settleCrash(log(), Genesis.LEDGER);
            replication.changes(log(), document::apply);
            return document;
        }

        private DocumentLog log() {
            return replication.log(name);
        }

        private void remake() {
            take(others.of(name, _ -> loaded()).records().records());
        }

        @Override
        public void rebuild() {
            others.drop(name);
            pending.add(rows.delete(ledger));
            pending.write();
            for (var record : others.of(name, _ -> loaded()).records().records()) pending.add(rows.put(ledger, record));
            refold();
        }

        @Override
        public void newActor() {
            if (!ledger.equals(mine)) return;
            if (written != null) written.document.close();
            written = null;
            mine = desk.freshLedger();
            count = 0;
        }
    }

    private static Changes everything(ExecutionView before, ExecutionView after) {
        var runs = after.runs().stream().map(Run::exec).collect(Collectors.toSet());
        var cells = before.cells();
        cells.addAll(after.cells());
        var sessions = after.sessions().stream().map(s -> s.id()).collect(Collectors.toSet());
        return new Changes(runs, sessions, cells);
    }
}
