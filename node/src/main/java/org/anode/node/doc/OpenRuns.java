package org.anode.node.doc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.anode.node.host.BidEffect;
import org.anode.node.host.BidEvent;
import org.anode.node.host.BidMachine;
import org.anode.node.host.BidMessage;
import org.anode.node.host.BidMessage.Held;
import org.anode.node.host.HostMachine;
import org.anode.node.host.Permit;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.anode.schema.ledger.LedgerRecord;
import org.anode.schema.ledger.LedgerRecord.Bid;
import org.anode.schema.ledger.LedgerRecord.Request;
import org.anode.schema.ledger.Rights.Holder;
import org.anode.schema.ledger.Run;
import org.anode.schema.ledger.SessionView;

/** The requests that name nobody (EX-6): who of those that host takes them, for each person that asks. */
final class OpenRuns {
    private static final long TICK_MS = 1_000;

    private final Desk desk;
    private final Ledgers ledgers;
    private final LongSupplier nowMs;
    private final Hosting hosting;
    private final Map<String, BidMachine> machines = new TreeMap<>();
    private final Map<String, BidEvent.Viewed> told = new HashMap<>();
    private final long beganMs;
    private HostsHere here = HostsHere.NONE;
    private Set<DeviceId> reach = Set.of();
    private long tickedMs;

    /** What becomes of those that this device gets. */
    interface Hosting {
        void write(List<LedgerRecord> records);

        /** @return the session that has them now, in one synced change; none of them starts yet; empty if they are refused */
        Optional<SessionId> give(String scope, long generation, List<Request> requests);

        void release(SessionId session, Set<ExecId> may, Set<ExecId> elsewhere);

        /** Whether the session is one of this device's that takes something new. */
        boolean isOpenHere(SessionId session);
    }

    OpenRuns(Desk desk, Ledgers ledgers, LongSupplier nowMs, Hosting hosting) {
        this.desk = desk;
        this.ledgers = ledgers;
        this.nowMs = nowMs;
        this.hosting = hosting;
        this.beganMs = nowMs.getAsLong();
    }

    void see(HostsHere hosts) {
        here = hosts;
    }

    private final class Records implements BidMachine.Takers {
        @Override
        public List<BidMachine.Taker> of(ExecId exec) {
            return ledgers.view().takers(exec).stream()
                    .map(taker -> new BidMachine.Taker(
                            taker.session().id(), taker.session().generation(), taker.started()))
                    .toList();
        }

        @Override
        public boolean hasEnded(SessionId session) {
            return ledgers.view().session(session).filter(one -> !one.live()).isPresent();
        }
    }

    private BidMachine machine(String person) {
        return machines.computeIfAbsent(person, _ -> newMachine());
    }

    /** It knows who is here: it is told again only when that changes. */
    private BidMachine newMachine() {
        var made = new BidMachine(desk.identity().device(), new Records(), beganMs);
        made.on(new BidEvent.Reached(reach), nowMs.getAsLong());
        return made;
    }

    /** The ledgers, rights or who is here changed, or time passed. */
    void look() {
        var open = ledgers.view().open().stream()
                .collect(Collectors.groupingBy(run -> run.requester().person()));
        open.keySet().forEach(this::machine);
        reached();
        for (var person : List.copyOf(machines.keySet())) look(person, open.getOrDefault(person, List.of()));
    }

    private void reached() {
        var now = here.heard().stream()
                .filter(device -> ledgers.holder(device).filter(Holder::host).isPresent())
                .collect(Collectors.toSet());
        if (now.equals(reach)) return;
        reach = now;
        for (var person : List.copyOf(machines.keySet())) tell(person, new BidEvent.Reached(now));
    }

    private void look(String person, List<Run> open) {
        var sessions = new HashMap<SessionId, Held>();
        for (var session : ledgers.view().sessions())
            if (session.live() && session.isFor(person))
                sessions.put(session.id(), new Held(session.host(), session.generation()));
        var may = open.stream()
                .filter(run -> desk.permit(run.requester()) instanceof Permit.Granted)
                .map(Run::exec)
                .collect(Collectors.toSet());
        var mine = ledgers.view().currentFor(person).map(SessionView::id).filter(hosting::isOpenHere);
        var now = new BidEvent.Viewed(may, sessions, mine, top(person));
        if (!now.equals(told.put(person, now))) tell(person, now);
    }

    private long top(String person) {
        var view = ledgers.view();
        return Math.max(view.topGeneration(SessionView.SCOPE_ALL), view.topGeneration(SessionView.scopeOf(person)));
    }

    /** Of a member that hosts, about a member: else a liar could have this node keep any number of persons. */
    void heard(DeviceId from, String person, BidMessage message) {
        reached();
        if (ledgers.holder(from).filter(Holder::host).isEmpty() || !ledgers.isPerson(person)) return;
        boolean isNew = !machines.containsKey(person);
        machine(person);
        if (isNew) look();
        tell(person, new BidEvent.Heard(from, message));
    }

    private void tell(String person, BidEvent event) {
        for (var effect : machine(person).on(event, nowMs.getAsLong())) carryOut(person, effect);
    }

    private void carryOut(String person, BidEffect effect) {
        switch (effect) {
            case BidEffect.WriteBid(var generation) ->
                hosting.write(
                        List.of(new Bid(desk.freshName(), SessionView.scopeOf(person), generation, HostMachine.SPEC)));
            case BidEffect.Say(var to, var message) -> here.say(to, person, message);
            case BidEffect.Open(var generation, var execs) ->
                give(generation, execs)
                        .ifPresentOrElse(
                                session -> tell(person, new BidEvent.SessionOpened(session)),
                                () -> tell(person, new BidEvent.NothingOpened()));
            case BidEffect.Assign(var _, var execs) -> give(top(person), execs);
            case BidEffect.Release(var session, var may, var elsewhere) -> hosting.release(session, may, elsewhere);
        }
        look();
    }

    /** All are one person's, so that one scope serves them. */
    private Optional<SessionId> give(long generation, Set<ExecId> execs) {
        var runs = execs.stream()
                .flatMap(exec -> ledgers.view().run(exec).stream())
                .toList();
        for (var run : runs)
            if (desk.permit(run.requester()) instanceof Permit.Granted(var scope))
                return hosting.give(
                        scope, generation, runs.stream().map(Run::request).toList());
        return Optional.empty();
    }

    void tick() {
        if (machines.isEmpty() || nowMs.getAsLong() - tickedMs < TICK_MS) return;
        tickedMs = nowMs.getAsLong();
        look();
        for (var person : List.copyOf(machines.keySet())) tell(person, new BidEvent.Ticked());
    }

    /** When {@link #tick} is wanted. */
    OptionalLong nextTickMs() {
        boolean busy = machines.values().stream().anyMatch(BidMachine::isBusy);
        return busy ? OptionalLong.of(tickedMs + TICK_MS) : OptionalLong.empty();
    }
}
