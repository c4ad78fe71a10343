package org.anode.node.host;

import java.util.List;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.anode.schema.ledger.LedgerRecord;

/** What the host wants done, in this order. */
public sealed interface HostEffect {
    /**
     * Write {@code records} in one change.
     *
     * @param synced whether they must be on the disk before the next effect (EX-8)
     */
    record Write(List<LedgerRecord> records, boolean synced) implements HostEffect {
        public Write {
            records = List.copyOf(records);
        }
    }

    record StartKernel(SessionId session) implements HostEffect {}

    /**
     * Hand a source to the kernel.
     *
     * @param name  how the cell is called in tracebacks
     * @param count the execution count
     */
    record Execute(SessionId session, ExecId exec, String name, String text, long count) implements HostEffect {}

    record InterruptKernel(SessionId session) implements HostEffect {}

    record CloseKernel(SessionId session) implements HostEffect {}
}
