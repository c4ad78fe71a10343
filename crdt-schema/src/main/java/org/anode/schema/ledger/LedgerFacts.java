package org.anode.schema.ledger;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.anode.schema.CellId;
import org.anode.schema.ExecId;
import org.anode.schema.GrantId;
import org.anode.schema.SessionId;
import org.anode.schema.ledger.LedgerRecord.Assignment;
import org.anode.schema.ledger.LedgerRecord.Bid;
import org.anode.schema.ledger.LedgerRecord.Control;
import org.anode.schema.ledger.LedgerRecord.ControlKind;
import org.anode.schema.ledger.LedgerRecord.Ended;
import org.anode.schema.ledger.LedgerRecord.Finished;
import org.anode.schema.ledger.LedgerRecord.Request;
import org.anode.schema.ledger.LedgerRecord.Session;
import org.anode.schema.ledger.LedgerRecord.Started;

/**
 * Everything the ledgers said, by what it is about, and what became stale by it. Knows no rights; drops only what
 * exceeds the limits of sequences (EX-19).
 */
final class LedgerFacts {
    final Map<LedgerId, Climb> sequences = new HashMap<>();
    final Map<LedgerId, Climb> generations = new HashMap<>();
    final Map<GrantId, Long> latestStart = new HashMap<>();
    final Map<ExecId, RunFacts> runs = new HashMap<>();
    final Map<SessionId, SessionFacts> sessions = new HashMap<>();
    final Map<CellId, TreeMap<Place, Set<GrantId>>> clears = new HashMap<>();
    final Map<String, TreeMap<Long, Set<GrantId>>> bids = new HashMap<>();
    long topSeq;

    final Set<ExecId> staleRuns = new LinkedHashSet<>();
    final Set<SessionId> staleSessions = new LinkedHashSet<>();
    final Set<CellId> staleCells = new HashSet<>();

    private final Map<GrantId, Set<SessionId>> sessionsOfGrant = new HashMap<>();

    void everythingIsStale() {
        staleSessions.addAll(sessions.keySet());
        staleRuns.addAll(runs.keySet());
        staleCells.addAll(clears.keySet());
    }

    void take(Attributed record) {
        noteStart(record.ledger());
        switch (record.record()) {
            case Request r -> climb(sequences, record, r.seq());
            case Control c -> climb(sequences, record, c.seq());
            case Session s -> climb(generations, record, s.generation());
            case Bid b -> climb(generations, record, b.generation());
            case Assignment _, Started _, Finished _, Ended _ -> count(record);
        }
    }

    private void noteStart(LedgerId ledger) {
        var number = ledger.start().number();
        var before = latestStart.getOrDefault(ledger.grant(), 0L);
        if (number <= before) return;
        latestStart.put(ledger.grant(), number);
        staleSessions.addAll(sessionsOfGrant.getOrDefault(ledger.grant(), Set.of()));
    }

    private void climb(Map<LedgerId, Climb> climbs, Attributed record, long value) {
        climbs.computeIfAbsent(record.ledger(), _ -> new Climb())
                .offer(value, record)
                .forEach(this::count);
    }

    private void count(Attributed a) {
        var ledger = a.ledger();
        switch (a.record()) {
            case Request r -> countRequest(ledger, r);
            case Control c -> countControl(ledger, c);
            case Bid b ->
                bids.computeIfAbsent(b.scope(), _ -> new TreeMap<>())
                        .computeIfAbsent(b.generation(), _ -> new HashSet<>())
                        .add(ledger.grant());
            case Session s -> countSession(ledger, s);
            case Ended e -> {
                if (RunFacts.keep(of(e.session()).ends, ledger, e)) staleSessions.add(e.session());
            }
            case Assignment x -> {
                if (RunFacts.keep(of(x.exec()).assignments, ledger, x)) touch(x.exec(), x.session());
            }
            case Started x -> {
                if (RunFacts.keep(of(x.exec()).starts, ledger, x)) touch(x.exec(), x.session());
            }
            case Finished x -> {
                if (RunFacts.keep(of(x.exec()).finishes, ledger, x)) staleRuns.add(x.exec());
            }
        }
    }

    private void countRequest(LedgerId ledger, Request request) {
        topSeq = Math.max(topSeq, request.seq());
        if (!RunFacts.keep(of(request.id()).requests, ledger, request)) return;
        staleRuns.add(request.id());
        request.session().ifPresent(s -> touch(request.id(), s));
    }

    private void countSession(LedgerId ledger, Session session) {
        if (!RunFacts.keep(of(session.id()).opens, ledger, session)) return;
        sessionsOfGrant.computeIfAbsent(ledger.grant(), _ -> new HashSet<>()).add(session.id());
        staleSessions.add(session.id());
    }

    private void countControl(LedgerId ledger, Control control) {
        topSeq = Math.max(topSeq, control.seq());
        switch (control.kind()) {
            case CANCEL, INTERRUPT -> control.exec().ifPresent(e -> askRun(ledger.grant(), e, control.kind()));
            case RESTART, SHUTDOWN, DROPPED -> control.session().ifPresent(s -> askSession(ledger, s, control.kind()));
            case CLEAR -> control.cell().ifPresent(c -> clear(ledger.grant(), c, control));
        }
    }

    private void askRun(GrantId by, ExecId exec, ControlKind kind) {
        if (of(exec).asked.add(new RunFacts.Asked(by, kind))) staleRuns.add(exec);
    }

    private void askSession(LedgerId by, SessionId session, ControlKind kind) {
        if (of(session).asked.add(new SessionFacts.Asked(by.grant(), kind))) staleSessions.add(session);
    }

    private void clear(GrantId by, CellId cell, Control control) {
        var place = new Place(control.seq(), control.id());
        clears.computeIfAbsent(cell, _ -> new TreeMap<>())
                .computeIfAbsent(place, _ -> new HashSet<>())
                .add(by);
        staleCells.add(cell);
    }

    private void touch(ExecId exec, SessionId session) {
        of(session).execs.add(exec);
        staleRuns.add(exec);
    }

    RunFacts of(ExecId id) {
        return runs.computeIfAbsent(id, _ -> new RunFacts());
    }

    SessionFacts of(SessionId id) {
        return sessions.computeIfAbsent(id, _ -> new SessionFacts());
    }
}
