package org.anode.node.host;

import java.util.ArrayList;
import java.util.List;
import org.anode.node.host.HostEffect.Write;
import org.anode.schema.ledger.LedgerRecord;

/** The effects of one event, as they gather. Records with no effect between them go into one change. */
final class Effects {
    private final List<HostEffect> effects = new ArrayList<>();
    private List<LedgerRecord> records = new ArrayList<>();

    void write(LedgerRecord record) {
        records.add(record);
    }

    /** What was written so far must be on the disk before what comes next. */
    void sync() {
        endChange(true);
    }

    void then(HostEffect effect) {
        endChange(false);
        effects.add(effect);
    }

    List<HostEffect> all() {
        endChange(false);
        return effects;
    }

    private void endChange(boolean synced) {
        if (!records.isEmpty()) effects.add(new Write(records, synced));
        records = new ArrayList<>();
    }
}
