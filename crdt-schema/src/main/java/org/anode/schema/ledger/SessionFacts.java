package org.anode.schema.ledger;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import org.anode.schema.ExecId;
import org.anode.schema.GrantId;
import org.anode.schema.ledger.LedgerRecord.ControlKind;
import org.anode.schema.ledger.LedgerRecord.Ended;
import org.anode.schema.ledger.LedgerRecord.Session;

/** All that ledgers say about one session id, whether it counts or not. */
final class SessionFacts {
    final TreeMap<LedgerId, Session> opens = new TreeMap<>();
    final TreeMap<LedgerId, Ended> ends = new TreeMap<>();

    /** Everything that was ever pinned or assigned to it or started in it. */
    final Set<ExecId> execs = new HashSet<>();

    final Set<Asked> asked = new HashSet<>();

    /** A restart, shutdown or dropped: who asked for it decides whether it counts. */
    record Asked(GrantId by, ControlKind kind) {}
}
