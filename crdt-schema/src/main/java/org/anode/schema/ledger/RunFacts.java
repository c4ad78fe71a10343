package org.anode.schema.ledger;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.anode.schema.GrantId;
import org.anode.schema.SessionId;
import org.anode.schema.ledger.LedgerRecord.Assignment;
import org.anode.schema.ledger.LedgerRecord.ControlKind;
import org.anode.schema.ledger.LedgerRecord.Finished;
import org.anode.schema.ledger.LedgerRecord.Request;
import org.anode.schema.ledger.LedgerRecord.Started;

/** All that ledgers say about one execution id, whether it counts or not. */
final class RunFacts {
    final TreeMap<LedgerId, Request> requests = new TreeMap<>();
    final TreeMap<LedgerId, Assignment> assignments = new TreeMap<>();
    final TreeMap<LedgerId, Started> starts = new TreeMap<>();
    final TreeMap<LedgerId, Finished> finishes = new TreeMap<>();
    final Set<Asked> asked = new HashSet<>();

    /** A cancel or interrupt: who asked for it decides whether it counts, so one of a kind and grant is enough. */
    record Asked(GrantId by, ControlKind kind) {}

    /**
     * Keeps one record per ledger. A ledger that holds two under one key (only a broken or hostile writer makes one) is
     * read as if it held the one whose canonical form is lower.
     */
    static <R extends LedgerRecord> boolean keep(Map<LedgerId, R> records, LedgerId ledger, R record) {
        var before = records.get(ledger);
        if (before != null && (before.equals(record) || CANONICAL.compare(before, record) <= 0)) return false;
        records.put(ledger, record);
        return true;
    }

    private static final Comparator<LedgerRecord> CANONICAL =
            Comparator.comparing(r -> RecordJson.encode(r).toString());

    /** The finish record for a session held by {@code holder} (VIEW-2). */
    Optional<Finished> finishFor(LedgerId holder) {
        return ownOrLater(finishes, holder);
    }

    Optional<Started> startIn(LedgerId holder, SessionId session) {
        return Optional.ofNullable(starts.get(holder)).filter(s -> s.session().equals(session));
    }

    boolean isAssigned(LedgerId holder, SessionId session) {
        var assignment = assignments.get(holder);
        return assignment != null && assignment.session().equals(session);
    }

    /** The record in {@code holder} itself, else the one in the earliest later start of the same grant. */
    static <R> Optional<R> ownOrLater(NavigableMap<LedgerId, R> records, LedgerId holder) {
        var own = records.get(holder);
        if (own != null) return Optional.of(own);
        return records.tailMap(holder, false).entrySet().stream()
                .takeWhile(e -> e.getKey().grant().equals(holder.grant()))
                .filter(e -> e.getKey().isLaterStartOf(holder))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
