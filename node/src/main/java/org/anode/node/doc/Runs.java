package org.anode.node.doc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anode.kernel.KernelEvent;
import org.anode.node.Refusal;
import org.anode.node.host.BidMessage;
import org.anode.node.host.HostEvent;
import org.anode.node.host.KernelHost;
import org.anode.node.host.Offer;
import org.anode.node.host.Permit;
import org.anode.node.host.Target;
import org.anode.schema.CellId;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.anode.schema.cells.Cell;
import org.anode.schema.ledger.Attempt;
import org.anode.schema.ledger.Changes;
import org.anode.schema.ledger.LedgerRecord;
import org.anode.schema.ledger.LedgerRecord.Control;
import org.anode.schema.ledger.LedgerRecord.ControlKind;
import org.anode.schema.ledger.LedgerRecord.FinishState;
import org.anode.schema.ledger.LedgerRecord.Finished;
import org.anode.schema.ledger.LedgerRecord.Request;
import org.anode.schema.ledger.Rights;
import org.anode.schema.ledger.Run;
import org.anode.schema.ledger.RunState;
import org.anode.schema.ledger.SessionView;
import org.anode.schema.ledger.Settlement;

/**
 * The runs of an open notebook: turns wishes into records, and takes what is asked of this computer, by whomever, to the
 * lane of the scope that it is served in.
 */
final class Runs {
    /** Kernels that one notebook keeps here: each takes much memory. */
    static final int LANES_MAX = 8;

    private static final String NOT_TO_STOP =
            "This computer may not stop what others run elsewhere: ask an admin of the notebook to let it.";
    private static final String NOBODY_HERE =
            "No computer that would run it can be reached now; try again when one of the others is there.";
    private static final String WAITS_FOR_HOST = "Waiting for a computer that runs it …";
    private static final String WAITS_FOR_GONE =
            "Waiting for a computer that can not be reached now; it can be run elsewhere.";
    private static final String WAITS_ELSEWHERE = "Waiting for the computer that is to run it …";
    private static final String NOT_GONE =
            "That run has ended, or its computer can be reached: interrupt it there, then run the cell again.";
    private static final String TOO_MANY_KERNELS =
            "Kernels of too many people run on that computer already; try again later.";

    private final Desk desk;
    private final Ledgers ledgers;
    private final Outputs outputs;
    private final Asking asking;
    private final KernelHost kernels;
    private final Consumer<NotebookEvent> announce;
    private final Function<String, Lane> newLane;
    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private final Lane own;
    private final OpenRuns openRuns;

    /** What this device took up, in whatever scope, or answered. */
    private final Set<ExecId> taken = new HashSet<>();

    private HostsHere here = HostsHere.NONE;

    private final Set<ExecId> interrupted = new HashSet<>();

    /** @param newLane for a scope, with what this device took up */
    Runs(
            Desk desk,
            Cells cells,
            Ledgers ledgers,
            Outputs outputs,
            KernelHost kernels,
            Consumer<NotebookEvent> announce,
            LongSupplier nowMs,
            LaneMaker newLane) {
        this.desk = desk;
        this.asking = new Asking(desk, cells, ledgers);
        this.ledgers = ledgers;
        this.outputs = outputs;
        this.kernels = kernels;
        this.announce = announce;
        takeFormer();
        this.newLane = scope -> newLane.make(scope, taken, this::write);
        this.own = lane(SessionView.scopeOf(desk.person()));
        this.openRuns = new OpenRuns(desk, ledgers, nowMs, new Giving());
        settleFormerStarts(desk);
    }

    /** Makes a lane. */
    @FunctionalInterface
    interface LaneMaker {
        /** As the constructor of {@link Lane}. */
        Lane make(String scope, Set<ExecId> taken, Consumer<List<LedgerRecord>> write);
    }

    /** The lane that serves this computer's own person: the session for all where there is one (EX-3). */
    private Lane mine() {
        return Optional.ofNullable(lanes.get(SessionView.SCOPE_ALL))
                .filter(all -> all.session().isPresent())
                .orElse(own);
    }

    private Lane lane(String scope) {
        return lanes.computeIfAbsent(scope, newLane);
    }

    /** What is known at the start is not run again (EX-8); what nobody has taken can still be (EX-6). */
    private void takeFormer() {
        ledgers.view().runs().stream().map(Run::exec).forEach(taken::add);
        ledgers.view().open().stream().map(Run::exec).forEach(taken::remove);
    }

    /** EX-8: former sessions of this device end, what was given to them is settled, nothing runs again by itself. */
    private void settleFormerStarts(Desk desk) {
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

    /** Others that would run something for this device are asked there from now on. */
    void seeHosts(HostsHere hosts) {
        here = hosts;
        openRuns.see(hosts);
    }

    /** What a host says about a person's open requests. */
    void heardBid(DeviceId from, String person, BidMessage message) {
        openRuns.heard(from, person, message);
    }

    /** What this device would run for another one (EX-18). */
    Optional<Offer> offer(DeviceId to) {
        return ledgers.holder(to)
                .map(desk::permit)
                .flatMap(permit -> permit instanceof Permit.Granted(var scope)
                        ? Optional.of(new Offer(scope.equals(SessionView.SCOPE_ALL)))
                        : Optional.empty());
    }

    /** What this device, and those that can be reached, would run for it. */
    Map<DeviceId, Offer> offers() {
        return asker().hosts();
    }

    private Target.Asker asker() {
        var device = desk.identity().device();
        return new Target.Asker(desk.notebook(), device, desk.person(), offer(device), here.offers());
    }

    /** The device that what is asked for now would go to; empty while there is none (EX-6). */
    Optional<DeviceId> usualHost() {
        var target = Target.choose(asker(), ledgers.view());
        return target.session()
                .flatMap(ledgers.view()::session)
                .map(SessionView::host)
                .or(target::host);
    }

    /** The devices that have a kernel for this computer's person: its own, or one for all. */
    Set<DeviceId> kernelHosts() {
        return ledgers.view().sessions().stream()
                .filter(session -> session.live() && session.isFor(desk.person()))
                .map(SessionView::host)
                .collect(Collectors.toSet());
    }

    /** @throws Refusal if nobody would run it */
    private Target target(Optional<DeviceId> on) {
        var asker = asker();
        if (on.isPresent()) return Target.on(on.get(), asker, ledgers.view());
        var target = Target.choose(asker, ledgers.view());
        boolean mayWait =
                ledgers.holder(asker.device()).filter(Rights.Holder::run).isPresent();
        if (target.equals(Target.NOBODY) && !mayWait)
            throw new Refusal(desk.noRuns().orElse(NOBODY_HERE));
        return target;
    }

    /**
     * Asks for runs of {@code wanted}, in this order.
     *
     * @param on the device that is to run them
     */
    List<ExecId> request(List<Cell> wanted, Optional<DeviceId> on) {
        desk.requireMayWrite();
        if (wanted.isEmpty()) return List.of();
        var requests = asking.requests(wanted, target(on));
        write(List.copyOf(requests));
        var execs = requests.stream().map(Request::id).toList();
        execs.forEach(this::heard);
        openRuns.look();
        return execs;
    }

    /** What ledgers of others say, or what rights have changed, may concern kernels here. */
    void heard(Changes changes) {
        if (!changes.sessions().isEmpty()) lanes.values().forEach(this::heardOfSessions);
        changes.runs().stream()
                .flatMap(exec -> ledgers.view().run(exec).stream())
                .sorted(Comparator.comparingLong((Run run) -> run.request().seq())
                        .thenComparing(Run::exec))
                .map(Run::exec)
                .forEach(this::heard); // looked up anew: what was done for one may have changed the next
        openRuns.look();
    }

    private void heard(ExecId exec) {
        ledgers.view().run(exec).ifPresent(run -> {
            if (!taken.contains(exec) && !run.state().isEnd()) offer(run);
            else if (run.interruptAsked() && interrupted.add(exec)) stopAsked(exec);
            else if (run.state() == RunState.CANCELLED) stopAsked(exec);
        });
    }

    private void stopAsked(ExecId exec) {
        for (var lane : lanes.values()) lane.control(new HostEvent.StopAsked(exec));
    }

    /** What this computer is asked to run (EX-5), if its owner lets it (EX-18). */
    private void offer(Run run) {
        if (isOfFormerStart(run)) return;
        var request = run.request();
        var asked = request.session().flatMap(this::laneOf);
        boolean named = request.session().isEmpty()
                && request.host().filter(desk.identity().device()::equals).isPresent();
        if (asked.isEmpty() && !named) return;
        switch (desk.permit(run.requester())) {
            case Permit.Granted(var scope) -> serve(request, asked, scope);
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
        else if (lanes.containsKey(scope) || lanes.size() < LANES_MAX)
            lane(scope).merged(request);
        else refuse(request, TOO_MANY_KERNELS);
    }

    private void refuse(Request request, String reason) {
        if (!taken.add(request.id())) return;
        write(List.of(new Finished(request.id(), FinishState.REFUSED, Optional.of(reason), OptionalLong.empty(), 0)));
    }

    /** What bidding gives to this computer. */
    private final class Giving implements OpenRuns.Hosting {
        @Override
        public void write(List<LedgerRecord> records) {
            Runs.this.write(records);
        }

        @Override
        public Optional<SessionId> give(String scope, long generation, List<Request> requests) {
            var lane = lane(scope);
            lane.give(generation, requests);
            var session = lane.session();
            heardOfSessions(lane); // another may have come meanwhile
            return session;
        }

        @Override
        public void release(SessionId session, Set<ExecId> may, Set<ExecId> elsewhere) {
            laneOf(session).ifPresent(lane -> lane.release(may, elsewhere));
        }

        @Override
        public boolean isOpenHere(SessionId session) {
            return laneOf(session).isPresent();
        }
    }

    private Optional<Lane> laneOf(SessionId session) {
        return lanes.values().stream()
                .filter(lane -> lane.session().filter(session::equals).isPresent())
                .findFirst();
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

    /**
     * Interrupts what runs and cancels what waits, each by its name (EX-11); with {@code execs} only those.
     *
     * @throws Refusal if one of them is not for this device to stop
     */
    List<ExecId> interrupt(Optional<List<ExecId>> execs) {
        desk.requireMayWrite();
        var here = unfinished();
        var meant = waitingFirst(execs.orElse(here));
        if (!meant.stream().allMatch(exec -> here.contains(exec) || ledgers.mayStop(exec)))
            throw new Refusal(NOT_TO_STOP);
        control(meant.stream()
                .map(e -> isRunning(e) ? asking.interrupt(e) : asking.cancel(e))
                .toList());
        return meant;
    }

    /** Here, or, as far as is known, elsewhere: what has not begun is cancelled. */
    private boolean isRunning(ExecId exec) {
        return runningHere().contains(exec)
                || ledgers.view()
                        .run(exec)
                        .filter(run -> run.state() == RunState.EXECUTING)
                        .isPresent();
    }

    private Set<ExecId> runningHere() {
        return lanes.values().stream().flatMap(lane -> lane.running().stream()).collect(Collectors.toSet());
    }

    /** Of the session that this computer's person has here, and what the person asked of one elsewhere. */
    private List<ExecId> unfinished() {
        var mine = mine();
        var here = mine.session().map(ledgers.view()::queue).orElse(List.of()).stream();
        var there = elsewhere().map(session -> ledgers.view().queue(session.id())).orElse(List.of()).stream()
                .filter(run -> run.requester().person().equals(desk.person()));
        return Stream.concat(Stream.concat(here, there).map(Run::exec), mine.running().stream())
                .distinct()
                .toList();
    }

    /** The session that serves this computer's person, if it is on another one. */
    private Optional<SessionView> elsewhere() {
        return ledgers.view()
                .currentFor(desk.person())
                .filter(session -> !session.host().equals(desk.identity().device()));
    }

    /** So that none of them starts where the running one was interrupted. */
    private List<ExecId> waitingFirst(List<ExecId> execs) {
        var running = runningHere();
        var ordered =
                new ArrayList<>(execs.stream().filter(e -> !running.contains(e)).toList());
        execs.stream().filter(running::contains).forEach(ordered::add);
        return ordered;
    }

    /** Ends the session, if there is one; the next request opens another. */
    void restart() {
        desk.requireMayWrite();
        var session = mine().session().or(() -> elsewhere().map(SessionView::id));
        if (session.isPresent() && !ledgers.mayEnd(session.get())) throw new Refusal(NOT_TO_STOP);
        session.ifPresent(one -> control(List.of(asking.restart(one))));
    }

    void clear(List<CellId> cleared) {
        desk.requireMayWrite();
        control(cleared.stream().map(asking::clear).toList());
    }

    private void control(List<Control> controls) {
        if (controls.isEmpty()) return;
        write(List.copyOf(controls));
        for (var control : controls) for (var lane : lanes.values()) lane.control(new HostEvent.ControlMerged(control));
    }

    /** What the kernel of {@code session} said. */
    void kernelSaid(SessionId session, KernelEvent event) {
        laneOf(session).ifPresent(lane -> {
            lane.kernelSaid(session, event);
            if (lane.session().isEmpty()) takeWaiting();
        });
    }

    /** What named this computer while a displaced session went on here, which takes nothing new (EX-7). */
    private void takeWaiting() {
        ledgers.view().waitingFor(desk.identity().device()).stream()
                .map(Run::exec)
                .forEach(this::heard);
    }

    /** What people and the kernel ask each other. */
    Dialogue dialogue() {
        return mine().dialogue();
    }

    /** Settles everything and closes the kernels; nothing of this notebook's sessions outlives it. */
    void stop() {
        lanes.values().forEach(Lane::stop);
    }

    /** Whatever happened before: no kernel outlives its notebook. */
    void closeKernels() {
        kernels.closeAll();
    }

    boolean hasSession() {
        return lanes.values().stream().anyMatch(lane -> lane.session().isPresent());
    }

    Optional<ExecId> running() {
        return mine().running();
    }

    /** What a run asked for now waits for, as a sentence; nothing if it runs. */
    Optional<String> waitsFor(ExecId exec) {
        var run = ledgers.view().run(exec).filter(one -> !one.state().isEnd());
        if (run.isEmpty()) return Optional.empty();
        var host = host(run.get());
        if (host.isEmpty()) return Optional.of(WAITS_FOR_HOST);
        if (host.get().equals(desk.identity().device())) return mine().waitsFor(exec);
        if (isGone(run.get())) return Optional.of(WAITS_FOR_GONE);
        return run.get().state() == RunState.EXECUTING ? Optional.empty() : Optional.of(WAITS_ELSEWHERE);
    }

    /** The device that is to run it, or does; empty while none has it. */
    Optional<DeviceId> host(Run run) {
        return run.shown()
                .map(Attempt::host)
                .or(() ->
                        run.request().session().flatMap(ledgers.view()::session).map(SessionView::host))
                .or(() -> run.request().host());
    }

    /** Whether it has not ended, and the computer that is to run it, or does, can not be reached now (EX-9). */
    boolean isGone(Run run) {
        return !run.state().isEnd()
                && host(run)
                        .filter(host -> !host.equals(desk.identity().device())
                                && !here.heard().contains(host))
                        .isPresent();
    }

    /**
     * Asks for a run again, of the same text, where it can be run now: its computer can not be reached. What has not begun is
     * taken back in the same change (EX-7).
     *
     * @throws Refusal if it can be reached, or the run has ended
     */
    ExecId runElsewhere(ExecId exec) {
        desk.requireMayWrite();
        var run = ledgers.view().run(exec).filter(this::isGone).orElseThrow(() -> new Refusal(NOT_GONE));
        var again = asking.again(run.request(), target(Optional.empty()));
        var records = new ArrayList<LedgerRecord>();
        if (run.state() != RunState.EXECUTING) records.add(asking.cancel(exec));
        records.add(again);
        write(records);
        heard(again.id());
        openRuns.look();
        return again.id();
    }

    void tick() {
        lanes.values().forEach(Lane::tick);
        openRuns.tick();
    }

    /** When {@link #tick} is wanted. */
    OptionalLong nextTickMs() {
        return Stream.concat(lanes.values().stream().map(Lane::nextTickMs), Stream.of(openRuns.nextTickMs()))
                .flatMapToLong(OptionalLong::stream)
                .min();
    }

    /** Changes were applied: what waits for heads may know its text now. */
    void cellsChanged() {
        lanes.values().forEach(Lane::cellsChanged);
    }

    /** The kernel of this person's open session here. */
    Optional<KernelState> kernel() {
        return mine().kernel();
    }

    /** What waits for it, in order. */
    List<Run> waiting() {
        return mine().waiting();
    }

    /** How long ago {@code exec} was handed to a kernel here, while it runs. */
    OptionalLong startedAgoMs(ExecId exec) {
        return lanes.values().stream()
                .map(lane -> lane.startedAgoMs(exec))
                .flatMapToLong(OptionalLong::stream)
                .findFirst();
    }

    private void write(List<LedgerRecord> records) {
        var changes = ledgers.write(records);
        for (var exec : changes.runs())
            ledgers.view().run(exec).ifPresent(run -> announce.accept(new NotebookEvent.RunChanged(run)));
        for (var cell : changes.cells()) announce.accept(new NotebookEvent.ShownChanged(cell));
    }
}
