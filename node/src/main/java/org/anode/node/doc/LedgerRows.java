package org.anode.node.doc;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.anode.node.store.NotebookLog;
import org.anode.node.store.Store.Change;
import org.anode.schema.Bytes;
import org.anode.schema.GrantId;
import org.anode.schema.LedgerStart;
import org.anode.schema.Parsed;
import org.anode.schema.ledger.Attributed;
import org.anode.schema.ledger.LedgerId;
import org.anode.schema.ledger.LedgerRecord;
import org.anode.schema.ledger.RecordJson;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every record of every ledger as a row beside the batch that holds it, so that a former ledger's document is not loaded
 * to know it. Rows: {@code record/<grant>/<start>/…}, ending with a number where this device wrote the ledger, else with
 * the record's section and key.
 */
final class LedgerRows {
    private static final String RECORD = "record/";
    private static final System.Logger LOG = System.getLogger(LedgerRows.class.getName());
    private static final JsonMapper JSON = JsonMapper.shared();

    private final NotebookLog log;

    LedgerRows(NotebookLog log) {
        this.log = log;
    }

    /** The row of this start's n-th record. */
    Change put(LedgerId ledger, int n, LedgerRecord record) {
        return log.putView(prefix(ledger) + String.format(Locale.ROOT, "%08x", n), encode(record));
    }

    /** The row of a record somebody else wrote. */
    Change put(LedgerId ledger, LedgerRecord record) {
        return log.putView(name(ledger, record), encode(record));
    }

    /** What the row of a record somebody else wrote says other than this. */
    boolean differs(LedgerId ledger, LedgerRecord record) {
        return log.view(name(ledger, record))
                .filter(row -> !row.equals(encode(record)))
                .isPresent();
    }

    List<Change> delete(LedgerId ledger) {
        var changes = new ArrayList<Change>();
        log.views(prefix(ledger), (name, _) -> changes.add(log.deleteView(name)));
        return changes;
    }

    List<Attributed> all() {
        var records = new ArrayList<Attributed>();
        log.views(RECORD, (name, row) -> {
            switch (RecordJson.decode(JSON.readTree(row.toArray()))) {
                case Parsed.Ok<LedgerRecord>(var record) -> records.add(attributed(name, record));
                case Parsed.Malformed<LedgerRecord>(var reason) ->
                    LOG.log(Level.WARNING, "{0} is not used: {1}", name, reason);
            }
            return true;
        });
        return records;
    }

    private static String key(LedgerRecord record) {
        return RecordJson.Section.of(record).word() + "/" + record.key();
    }

    private static String name(LedgerId ledger, LedgerRecord record) {
        return prefix(ledger) + key(record);
    }

    private static String prefix(LedgerId ledger) {
        return RECORD + ledger.grant() + "/" + ledger.start() + "/";
    }

    private static Attributed attributed(String row, LedgerRecord record) {
        var parts = row.split("/", -1);
        return new Attributed(GrantId.parse(parts[1]), LedgerStart.parse(parts[2]), record);
    }

    private static Bytes encode(LedgerRecord record) {
        return Bytes.wrap(JSON.writeValueAsBytes(RecordJson.encode(record)));
    }
}
