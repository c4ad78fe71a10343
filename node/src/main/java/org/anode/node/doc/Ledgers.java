package org.anode.node.doc;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.anode.node.replicate.BatchWriter;
import org.anode.node.store.DocumentLog;
import org.anode.node.store.NotebookLog;
import org.anode.schema.Bytes;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;
import org.anode.schema.LedgerStart;
import org.anode.schema.Parsed;
import org.anode.schema.ledger.Attributed;
import org.anode.schema.ledger.Changes;
import org.anode.schema.ledger.ExecutionView;
import org.anode.schema.ledger.LedgerDocument;
import org.anode.schema.ledger.LedgerId;
import org.anode.schema.ledger.LedgerRecord;
import org.anode.schema.ledger.RecordJson;
import org.anode.schema.ledger.Rights;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the ledgers of an open notebook say, and the ledger this start writes. Every record is kept as a row beside the
 * batch that holds it, so a former ledger's document is never loaded. Rows: {@code record/<grant>/<start>/<n>}.
 */
final class Ledgers implements AutoCloseable {
    /** There while a session of this device is open: after a crash it says where there is something to settle. */
    private static final String OPEN_SESSION = "open-session";

    private static final String RECORD = "record/";
    private static final System.Logger LOG = System.getLogger(Ledgers.class.getName());
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Desk desk;
    private final Pending pending;
    private final LedgerId mine;
    private final ExecutionView view;
    private @Nullable Written written;
    private int rows;

    /** The document of {@link #mine}, from its first record on. */
    private record Written(LedgerDocument document, BatchWriter writer, DocumentLog log) {}

    Ledgers(Desk desk, Pending pending) {
        this.desk = desk;
        this.pending = pending;
        this.mine = desk.freshLedger();
        this.view = new ExecutionView(Rights.of(
                Map.of(desk.grant(), Rights.Holder.creator(desk.identity().device(), desk.person()))));
        view.addAll(stored());
    }

    ExecutionView view() {
        return view;
    }

    LedgerId mine() {
        return mine;
    }

    /** All of them in one change; what they change in the view. */
    Changes write(List<LedgerRecord> records) {
        var ledger = written();
        for (var batch : ledger.writer.write(ledger.document.write(records))) pending.add(ledger.log.append(batch));
        var attributed = new ArrayList<Attributed>();
        for (var record : records) {
            pending.add(desk.log().putView(row(rows++), encode(record)));
            attributed.add(new Attributed(mine.grant(), mine.start(), record));
        }
        var changes = view.addAll(attributed);
        if (!changes.sessions().isEmpty()) markOpenSession();
        return changes;
    }

    /** Whether the notebook was left with an open session. */
    static boolean isUnsettled(NotebookLog log) {
        return log.view(OPEN_SESSION).isPresent();
    }

    @Override
    public void close() {
        if (written != null) written.document.close();
        written = null;
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
        return new Written(
                LedgerDocument.create(writer.actor()), writer, desk.log().document(name));
    }

    private List<Attributed> stored() {
        var records = new ArrayList<Attributed>();
        desk.log().views(RECORD, (name, row) -> {
            switch (RecordJson.decode(JSON.readTree(row.toArray()))) {
                case Parsed.Ok<LedgerRecord>(var record) -> records.add(attributed(name, record));
                case Parsed.Malformed<LedgerRecord>(var reason) ->
                    LOG.log(Level.WARNING, "{0} is not used: {1}", name, reason);
            }
            return true;
        });
        return records;
    }

    private String row(int n) {
        return RECORD + mine.grant() + "/" + mine.start() + "/" + String.format(Locale.ROOT, "%08x", n);
    }

    private static Attributed attributed(String row, LedgerRecord record) {
        var parts = row.split("/", -1);
        return new Attributed(GrantId.parse(parts[1]), LedgerStart.parse(parts[2]), record);
    }

    private static Bytes encode(LedgerRecord record) {
        return Bytes.wrap(JSON.writeValueAsBytes(RecordJson.encode(record)));
    }
}
