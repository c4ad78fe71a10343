package org.anode.node.doc;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.anode.node.host.BidMessage;
import org.anode.node.host.HostEvent;
import org.anode.node.host.Permit;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.anode.schema.ledger.Changes;
import org.anode.schema.ledger.LedgerRecord;
import org.anode.schema.ledger.LedgerRecord.ControlKind;
import org.anode.schema.ledger.LedgerRecord.FinishState;
import org.anode.schema.ledger.LedgerRecord.Finished;
import org.anode.schema.ledger.LedgerRecord.Request;
import org.anode.schema.ledger.Run;
import org.anode.schema.ledger.RunState;
import org.anode.schema.ledger.SessionView;
import org.anode.schema.ledger.Settlement;

/** What is asked of this computer, by whomever: taken to the lane of the scope that it is served in, or refused. */
final class Hosting {
    private static final String NOT_LET = "The owner of that computer did not let it run.";
    private static final String NOT_ANSWERED = "Nobody at that computer let it run in time.";
    private static final String TOO_MANY_ASKED =
            "The owner of that computer is asked too much already; try again later.";
    private static final String TOO_MANY_KERNELS =
            "Kernels of too many people run on that computer already; try again later.";

    private final Desk desk;
    private final Ledgers ledgers;
    private final Lanes lanes;
    private final AskedRuns asked;
    private final OpenRuns openRuns;
    private final LongSupplier nowMs;
    private final Set<ExecId> interrupted = new HashSet<>();

    Hosting(Desk desk, Ledgers ledgers, Lanes lanes, Outputs outputs, AskedRuns asked, LongSupplier nowMs) {
        this.desk = desk;
        this.ledgers = ledgers;
        this.lanes = lanes;
        this.asked = asked;
        this.nowMs = nowMs;
        this.openRuns = new OpenRuns(desk, ledgers, nowMs, new Giving());
        settleFormerStarts(outputs);
    }

    /** Others that host are heard there from now on. */
    void see(HostsHere hosts) {
        openRuns.see(hosts);
    }

    /** What a host says about a person's open requests. */
    void heardBid(DeviceId from, String person, BidMessage message) {
        openRuns.heard(from, person, message);
    }

    /** What was just written here may be asked of this computer. */
    void written(List<ExecId> execs) {
        execs.forEach(this::look);
        openRuns.look();
    }

    void tick() {
        for (var late : asked.takeLate(nowMs.getAsLong())) refuse(late, NOT_ANSWERED);
        openRuns.tick();
    }

    /** When {@link #tick} is wanted. */
    OptionalLong nextTickMs() {
        return LongStream.concat(openRuns.nextTickMs().stream(), asked.dueMs().stream())
                .min();
    }

    /** Changes were applied: texts that were not here may be known now. */
    void cellsChanged() {
        asked.cellsChanged();
    }

    /** EX-8: former sessions of this device end, what was given to them is settled, nothing runs again by itself. */
    private void settleFormerStarts(Outputs outputs) {
        var view = ledgers.view();
        var unheard = view.waitingFor(desk.identity().device()).stream()
                .map(run -> new Finished(
                        run.exec(),
                        FinishState.CANCELLED,
                        Optional.of("The node was stopped before this started."),
                        OptionalLong.empty(),
                        0));
        var records = Stream.concat(Settlement.atStart(view, ledgers.mine(), outputs::count).stream(), unheard)
                .toList();
        if (!records.isEmpty() && desk.obstacle().isEmpty()) ledgers.write(records);
        ledgers.settled();
    }

    /** What ledgers of others say, or what rights have changed, may concern kernels here. */
    void heard(Changes changes) {
        if (!changes.sessions().isEmpty()) {
            lanes.all().forEach(this::heardOfSessions);
            takeWaiting();
        }
        changes.runs().stream()
                .flatMap(exec -> ledgers.view().run(exec).stream())
                .sorted(Comparator.comparingLong((Run run) -> run.request().seq())
                        .thenComparing(Run::exec))
                .map(Run::exec)
                .forEach(this::look); // looked up anew: what was done for one may have changed the next
        openRuns.look();
    }

    /** What named this computer while a displaced session went on here, which takes nothing new (EX-7). */
    void takeWaiting() {
        ledgers.view().waitingFor(desk.identity().device()).stream()
                .map(Run::exec)
                .forEach(this::look);
    }

    private void look(ExecId exec) {
        ledgers.view().run(exec).ifPresent(run -> {
            if (run.state().isEnd()) asked.take(exec);
            if (!lanes.hasTaken(exec) && !run.state().isEnd()) offer(run);
            else if (run.interruptAsked() && interrupted.add(exec)) stopAsked(exec);
            else if (run.state() == RunState.CANCELLED) stopAsked(exec);
        });
    }

    private void stopAsked(ExecId exec) {
        lanes.control(new HostEvent.StopAsked(exec));
    }

    /** What this computer is asked to run (EX-5), if its owner lets it (EX-18). */
    private void offer(Run run) {
        if (isOfFormerStart(run) || asked.has(run.exec())) return;
        var request = run.request();
        var lane = request.session().flatMap(lanes::of);
        boolean named = request.session().isEmpty()
                && request.host().filter(desk.identity().device()::equals).isPresent();
        if (lane.isEmpty() && !named) return;
        switch (desk.permit(run.requester())) {
            case Permit.Granted(var scope) -> serve(request, lane, scope);
            case Permit.Asks _ -> ask(run);
            case Permit.Refused(var reason) -> refuse(request, reason);
        }
    }

    /** Nothing of an earlier start of this device is run by itself, also where its ledger comes back from others (EX-8). */
    private boolean isOfFormerStart(Run run) {
        return run.author().grant().equals(ledgers.mine().grant())
                && !run.author().equals(ledgers.mine());
    }

    private void serve(Request request, Optional<Lane> asked, String scope) {
        if (asked.isPresent()) asked.get().merged(request);
        else if (lanes.hasRoomFor(scope)) lanes.lane(scope).merged(request);
        else refuse(request, TOO_MANY_KERNELS);
    }

    private void ask(Run run) {
        if (asked.isFull()) refuse(run.request(), TOO_MANY_ASKED);
        else asked.add(run, nowMs.getAsLong());
    }

    /** What others want here and the owner is asked about. */
    List<RunAsk> asked() {
        return asked.all();
    }

    /** The owner lets them run, those that still want it. */
    void allow(List<ExecId> execs) {
        desk.requireMayWrite();
        for (var exec : execs)
            asked.take(exec).flatMap(request -> ledgers.view().run(exec)).ifPresent(this::allow);
        openRuns.look();
    }

    private void allow(Run run) {
        var scope = SessionView.scopeOf(run.requester().person());
        serve(run.request(), run.request().session().flatMap(lanes::of), scope);
    }

    void deny(List<ExecId> execs) {
        desk.requireMayWrite();
        for (var exec : execs) asked.take(exec).ifPresent(request -> refuse(request, NOT_LET));
    }

    /** Who may run here is decided anew: also about what the owner is asked. */
    void policyChanged() {
        for (var one : asked.all())
            if (asked.take(one.exec()).isPresent())
                ledgers.view().run(one.exec()).ifPresent(this::offer);
        openRuns.look();
    }

    private void refuse(Request request, String reason) {
        if (!lanes.take(request.id())) return;
        lanes.write(
                List.of(new Finished(request.id(), FinishState.REFUSED, Optional.of(reason), OptionalLong.empty(), 0)));
    }

    /** Somebody wants an end of the lane's session, or another session displaced it: that one's record says nothing of this. */
    private void heardOfSessions(Lane lane) {
        lane.session().flatMap(ledgers.view()::session).ifPresent(session -> {
            var asked = ledgers.view().asked(session);
            if (asked.contains(ControlKind.RESTART)) lane.control(new HostEvent.EndAsked(session.id(), true));
            else if (asked.contains(ControlKind.SHUTDOWN)) lane.control(new HostEvent.EndAsked(session.id(), false));
            else if (ledgers.view().isDetached(session)) lane.control(new HostEvent.Superseded(session.id()));
        });
    }

    /** What bidding gives to this computer. */
    private final class Giving implements OpenRuns.Hosting {
        @Override
        public void write(List<LedgerRecord> records) {
            lanes.write(records);
        }

        @Override
        public Optional<SessionId> give(String scope, long generation, List<Request> requests) {
            if (!lanes.hasRoomFor(scope)) {
                requests.forEach(request -> refuse(request, TOO_MANY_KERNELS));
                return Optional.empty();
            }
            var lane = lanes.lane(scope);
            lane.give(generation, requests);
            var session = lane.session();
            heardOfSessions(lane); // another may have come meanwhile
            return session;
        }

        @Override
        public void release(SessionId session, Set<ExecId> may, Set<ExecId> elsewhere) {
            lanes.of(session).ifPresent(lane -> lane.release(may, elsewhere));
        }

        @Override
        public boolean isOpenHere(SessionId session) {
            return lanes.of(session).isPresent();
        }
    }
}
