package org.anode.schema.ledger;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.anode.schema.CellId;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.GrantId;
import org.anode.schema.SessionId;
import org.anode.schema.ledger.LedgerRecord.ControlKind;

/**
 * What the ledgers of a notebook say about execution: a pure fold over attributed records. Whatever order they come in
 * and however often, the same set gives the same view. Adding a record costs what it touches, never a refold.
 *
 * <p>What the EX rules leave open is decided so:
 *
 * <ul>
 *   <li>VIEW-1 Only what a right covers counts; a session is held by the lowest ledger that wrote it with the right to
 *       host and whose grant its id names, and only assignments and starts in that ledger speak of it.
 *   <li>VIEW-2 {@code ended} and {@code finished} count in the ledger that holds the session or in a later start of the
 *       same grant. Where both wrote, the holder's own word wins; among later starts the earliest (EX-8).
 *   <li>VIEW-3 A session that ended settles, in every view and without a record, what it had: started runs are lost,
 *       others cancelled. A finish record says it better and replaces that.
 *   <li>VIEW-4 A run with {@code origin} (it came with a file) is what the {@code started} and {@code finished} records
 *       of the request's own ledger say, without a session record and with the right to edit; the request, else
 *       {@code started}, names the session whose outputs document it uses.
 *   <li>VIEW-5 Restart and shutdown of a session of one's own scope need <em>edit</em>, of any other <em>run</em>.
 *   <li>VIEW-6 A sequence or generation counts if it can be reached from 0 by steps of at most 2^32 within what its
 *       ledger holds (EX-19); writers stay below that reach, so nobody can shut the others out by climbing.
 *   <li>VIEW-7 A cancelled or refused attempt that never started wins only where no other attempt is alive or ran.
 * </ul>
 *
 * Not thread-safe: one owner.
 */
public final class ExecutionView {
    private final Rights rights;
    private final LedgerFacts facts = new LedgerFacts();
    private final RunIndex runs = new RunIndex();
    private final ScopeIndex scopes = new ScopeIndex();
    private final SessionRules sessionRules;
    private final RunRules runRules;

    public ExecutionView(Rights rights) {
        this.rights = rights;
        this.sessionRules = new SessionRules(rights, facts.latestStart);
        this.runRules = new RunRules(rights, scopes::get);
    }

    /** Takes one record in. */
    public Changes add(Attributed record) {
        return addAll(List.of(record));
    }

    /** Takes records in; cheaper than one by one. */
    public Changes addAll(Collection<Attributed> records) {
        records.forEach(facts::take);
        return settle();
    }

    /** To be called when {@link Rights} answer differently: derives everything again. */
    public Changes rightsChanged() {
        facts.everythingIsStale();
        return settle();
    }

    /** Sessions first, then the runs that hang on them, then the batches that hang on those. */
    private Changes settle() {
        var sessions = new HashSet<SessionId>();
        facts.staleSessions.forEach(id -> settleSession(id, sessions));
        facts.staleSessions.clear();
        var changed = new HashSet<ExecId>();
        while (!facts.staleRuns.isEmpty()) settleRun(facts.staleRuns.iterator().next(), changed);
        var changes = new Changes(changed, sessions, facts.staleCells);
        facts.staleCells.clear();
        return changes;
    }

    private void settleSession(SessionId id, Set<SessionId> changed) {
        var before = scopes.get(id);
        var now = sessionRules.derive(id, facts.of(id));
        changed.add(id);
        if (before.equals(now)) return;
        scopes.replace(id, now);
        facts.staleRuns.addAll(facts.of(id).execs);
    }

    private void settleRun(ExecId exec, Set<ExecId> changed) {
        facts.staleRuns.remove(exec);
        var before = runs.get(exec);
        var now = runRules.derive(facts.of(exec), runs::batchFailed);
        if (before.equals(now)) return;
        changed.add(exec);
        before.ifPresent(r -> facts.staleCells.add(r.cell()));
        now.ifPresent(r -> facts.staleCells.add(r.cell()));
        facts.staleRuns.addAll(runs.replace(exec, now));
    }

    public Optional<Run> run(ExecId exec) {
        return runs.get(exec);
    }

    /** Every request that counts, by (seq, execId). */
    public List<Run> runs() {
        return List.copyOf(runs.all());
    }

    /** The runs of a cell, by (seq, execId), cleared ones included. */
    public List<Run> runsOf(CellId cell) {
        return List.copyOf(runs.ofCell(cell).values());
    }

    /** The cells that have runs. */
    public Set<CellId> cells() {
        return new TreeSet<>(runs.cells());
    }

    /** What a cell shows: the run of its latest request, or nothing after a later clear. */
    public Optional<Run> shown(CellId cell) {
        var latest = runs.ofCell(cell).lastEntry();
        if (latest == null) return Optional.empty();
        boolean cleared =
                clearedAt(cell).filter(c -> c.compareTo(latest.getKey()) > 0).isPresent();
        return cleared ? Optional.empty() : Optional.of(latest.getValue());
    }

    private Optional<Place> clearedAt(CellId cell) {
        return facts.clears.getOrDefault(cell, new TreeMap<>()).descendingMap().entrySet().stream()
                .filter(e -> e.getValue().stream().anyMatch(g -> has(g, Rights.Holder::edit)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private boolean has(GrantId grant, Predicate<Rights.Holder> right) {
        return rights.holder(grant).filter(right).isPresent();
    }

    public Optional<SessionView> session(SessionId id) {
        return scopes.get(id);
    }

    /** Every session that counts, by id. */
    public List<SessionView> sessions() {
        return List.copyOf(scopes.all().values());
    }

    /** The current session of a scope (EX-4). */
    public Optional<SessionView> current(String scope) {
        return scopes.current(scope);
    }

    /** Where a request of {@code person} goes: the session that serves all, else the person's own (EX-3). */
    public Optional<SessionView> currentFor(String person) {
        return current(SessionView.SCOPE_ALL).or(() -> current(SessionView.scopeOf(person)));
    }

    /** Lives, but another session of its scope is current: it finishes what it runs, takes nothing new (EX-4). */
    public boolean isDetached(SessionView session) {
        return session.live()
                && current(session.scope())
                        .filter(c -> c.id().equals(session.id()))
                        .isEmpty();
    }

    /** Restart and shutdown, where asked with the right to. */
    public Set<ControlKind> asked(SessionView session) {
        return sessionRules.asked(session, facts.of(session.id()));
    }

    /** What waits for a session, in the order in which it runs (EX-15). */
    public List<Run> queue(SessionId session) {
        return runs.queue(session);
    }

    /** What names this host and has no session yet (EX-5), in order. */
    public List<Run> waitingFor(DeviceId host) {
        return runs.waitingFor(host);
    }

    /** What names nobody and was assigned by nobody (EX-6), in order. */
    public List<Run> open() {
        return runs.open();
    }

    /** The sessions that a request was given to, and whether each began it. */
    public List<Taker> takers(ExecId exec) {
        var known = facts.of(exec);
        return known.assignments.entrySet().stream()
                .flatMap(entry -> scopes.get(entry.getValue().session()).stream()
                        .filter(session -> session.ledger().equals(entry.getKey()))
                        .map(session -> new Taker(
                                session,
                                known.startIn(session.ledger(), session.id()).isPresent())))
                .toList();
    }

    /** @param started whether it handed the source over */
    public record Taker(SessionView session, boolean started) {}

    /** Everything pinned or assigned to a session, or started in it, that has no finish record, by (seq, execId). */
    public List<Unsettled> unsettled(SessionId session) {
        return scopes.get(session).stream()
                .flatMap(s -> facts.of(session).execs.stream()
                        .filter(e -> concerns(s, facts.of(e)))
                        .filter(e -> facts.of(e).finishFor(s.ledger()).isEmpty())
                        .map(e -> new Unsettled(
                                e, facts.of(e).startIn(s.ledger(), session).isPresent())))
                .sorted(Comparator.comparing(u -> placeOf(u.exec())))
                .toList();
    }

    private static boolean concerns(SessionView session, RunFacts facts) {
        return facts.startIn(session.ledger(), session.id()).isPresent()
                || facts.isAssigned(session.ledger(), session.id())
                || facts.requests.values().stream()
                        .anyMatch(r -> r.session().filter(session.id()::equals).isPresent());
    }

    private Place placeOf(ExecId exec) {
        return new Place(run(exec).map(r -> r.request().seq()).orElse(0L), exec.value());
    }

    /** A run without a finish record. */
    public record Unsettled(ExecId exec, boolean started) {}

    /** The sequence for the next request or control of a ledger: above all that count, within its reach. */
    public long nextSeq(LedgerId writer) {
        return Math.min(facts.topSeq + 1, reach(facts.sequences, writer));
    }

    /** The generation for the next session of a scope: above every bid and session that counts. */
    public long nextGeneration(String scope, LedgerId writer) {
        return Math.min(topGeneration(scope) + 1, reach(facts.generations, writer));
    }

    /** The highest generation that a bid or session of the scope counts with; 0 if there was none. */
    public long topGeneration(String scope) {
        return Math.max(scopes.topGeneration(scope), topBid(scope));
    }

    private long topBid(String scope) {
        return facts.bids.getOrDefault(scope, new TreeMap<>()).descendingMap().entrySet().stream()
                .filter(e -> e.getValue().stream().anyMatch(g -> has(g, Rights.Holder::host)))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(0L);
    }

    private static long reach(Map<LedgerId, Climb> climbs, LedgerId writer) {
        return climbs.getOrDefault(writer, new Climb()).reach();
    }
}
