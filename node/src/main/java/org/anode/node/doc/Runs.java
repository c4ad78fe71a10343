package org.anode.node.doc;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.anode.kernel.KernelCommand;
import org.anode.kernel.KernelEvent;
import org.anode.node.Refusal;
import org.anode.node.host.HostEffect;
import org.anode.node.host.HostEvent;
import org.anode.node.host.HostMachine;
import org.anode.node.host.KernelHost;
import org.anode.node.host.Source;
import org.anode.schema.CellId;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.anode.schema.cells.Cell;
import org.anode.schema.ledger.LedgerRecord;
import org.anode.schema.ledger.LedgerRecord.Control;
import org.anode.schema.ledger.LedgerRecord.FinishState;
import org.anode.schema.ledger.LedgerRecord.Finished;
import org.anode.schema.ledger.LedgerRecord.Request;
import org.anode.schema.ledger.Run;
import org.anode.schema.ledger.RunState;
import org.anode.schema.ledger.SessionView;
import org.anode.schema.ledger.Settlement;

/**
 * The runs of an open notebook: turns wishes into records, tells the {@link HostMachine} what became known and carries
 * out what it wants. A run touches no document but this start's ledger and its session's outputs.
 */
final class Runs {
    private static final String NOBODY_ANSWERS =
            "input() can not be answered here: give the value in the cell, or run it"
                    + " while the notebook's page is open.\n";

    private static final String NOT_TO_STOP =
            "This computer may not stop what others run elsewhere: ask an admin of the notebook to let it.";

    private final Pending pending;
    private final Cells cells;
    private final Ledgers ledgers;
    private final Outputs outputs;
    private final Desk desk;
    private final Asking asking;
    private final KernelHost kernels;
    private final HostMachine host;
    private final Dialogue dialogue;
    private final LongSupplier nowMs;
    private final Consumer<NotebookEvent> announce;
    private KernelEvent.Ready ready = new KernelEvent.Ready("", "", false, 0);
    private Optional<KernelState> toldKernel = Optional.empty();
    private long startedMs;

    Runs(
            Desk desk,
            Pending pending,
            Cells cells,
            Ledgers ledgers,
            Outputs outputs,
            Inputs inputs,
            KernelHost kernels,
            LongSupplier nowMs,
            Consumer<NotebookEvent> announce) {
        this.pending = pending;
        this.desk = desk;
        this.asking = new Asking(desk, cells, ledgers);
        this.cells = cells;
        this.ledgers = ledgers;
        this.outputs = outputs;
        this.kernels = kernels;
        this.nowMs = nowMs;
        this.announce = announce;
        var scope = SessionView.scopeOf(desk.person());
        this.host = new HostMachine(
                desk.identity().device(),
                scope,
                desk::freshSession,
                () -> ledgers.view().nextGeneration(scope, ledgers.mine()),
                ledgers.view().runs().stream().map(Run::exec).toList());
        this.dialogue = new Dialogue(inputs, host, kernels, nowMs);
        settleFormerStarts(desk);
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

    /** Asks for runs of {@code wanted}, in this order. */
    List<ExecId> request(List<Cell> wanted) {
        desk.requireMayRun();
        if (wanted.isEmpty()) return List.of();
        var requests = asking.requests(wanted);
        write(List.copyOf(requests));
        for (var request : requests) tell(new HostEvent.RequestMerged(request, source(request)));
        return requests.stream().map(Request::id).toList();
    }

    /** EX-2: where the heads are the current ones, the view holds the text. */
    private Source source(Request request) {
        if (!request.heads().equals(cells.view().heads())) return new Source.NotYet();
        var visible = cells.view().visible();
        for (int i = 0; i < visible.size(); i++)
            if (visible.get(i).id().equals(request.cell()))
                return new Source.Found("Cell " + (i + 1), visible.get(i).source());
        return new Source.NoSuchCell();
    }

    /**
     * Interrupts what runs and cancels what waits, each by its name (EX-11); with {@code execs} only those.
     *
     * @throws Refusal if one of them is not for this device to stop
     */
    List<ExecId> interrupt(Optional<List<ExecId>> execs) {
        desk.requireMayWrite();
        var running = host.running();
        var here = unfinished();
        var meant = waitingFirst(execs.orElse(here));
        if (!meant.stream().allMatch(exec -> here.contains(exec) || ledgers.mayStop(exec)))
            throw new Refusal(NOT_TO_STOP);
        control(meant.stream()
                .map(e -> running.filter(e::equals).isPresent() ? asking.interrupt(e) : asking.cancel(e))
                .toList());
        return meant;
    }

    private List<ExecId> unfinished() {
        var queued = host.session().map(ledgers.view()::queue).orElse(List.of()).stream()
                .map(Run::exec);
        return Stream.concat(queued, host.running().stream()).distinct().toList();
    }

    /** So that none of them starts where the running one was interrupted. */
    private List<ExecId> waitingFirst(List<ExecId> execs) {
        var running = host.running();
        var waiting = execs.stream().filter(e -> running.filter(e::equals).isEmpty());
        return Stream.concat(waiting, running.stream().filter(execs::contains)).toList();
    }

    /** Ends the session, if there is one; the next request opens another. */
    void restart() {
        desk.requireMayWrite();
        finishOutputs();
        host.session().ifPresent(session -> control(List.of(asking.restart(session))));
    }

    void clear(List<CellId> cleared) {
        desk.requireMayWrite();
        control(cleared.stream().map(asking::clear).toList());
    }

    private void control(List<Control> controls) {
        if (controls.isEmpty()) return;
        write(List.copyOf(controls));
        for (var control : controls) tell(new HostEvent.ControlMerged(control));
    }

    /** What the kernel of {@code session} said. */
    void kernelSaid(SessionId session, KernelEvent event) {
        if (host.session().filter(session::equals).isEmpty()) return;
        switch (event) {
            case KernelEvent.Ready said -> {
                ready = said;
                tell(new HostEvent.KernelReady(session));
            }
            case KernelEvent.Finished(var run, var status, var tookMs) -> {
                finishOutputs();
                tell(new HostEvent.RunEnded(session, new ExecId(run), status, tookMs));
            }
            case KernelEvent.Died(var cause, var reason) -> died(session, reason);
            case KernelEvent.InputRequest request -> asked(session, request);
            case KernelEvent.Stream _,
                    KernelEvent.Display _,
                    KernelEvent.Result _,
                    KernelEvent.Failure _,
                    KernelEvent.Clear _ -> output(event);
            case KernelEvent.Completed completed -> dialogue.completed(completed);
            case KernelEvent.Inspected inspected -> dialogue.inspected(inspected);
        }
    }

    private void output(KernelEvent event) {
        var running = host.running();
        if (running.isEmpty()) return;
        announce.accept(new NotebookEvent.Live(running.get(), event));
        outputs.add(event);
        storeDueOutputs();
    }

    /** The cell shows why it has no end. */
    private void died(SessionId session, String reason) {
        host.running()
                .ifPresent(e -> output(new KernelEvent.Failure(e.value(), "KernelDied", reason, List.of(reason))));
        finishOutputs();
        tell(new HostEvent.KernelDied(session, reason));
        kernels.close(session);
    }

    /** Where nobody can answer, a cell that waits for ever would be worse. */
    private void asked(SessionId session, KernelEvent.InputRequest request) {
        var exec = host.running().filter(running -> running.value().equals(request.run()));
        if (exec.isEmpty() || dialogue.asked(exec.get(), request)) return;
        output(new KernelEvent.Stream(request.run(), "stderr", NOBODY_ANSWERS));
        kernels.interrupt(session);
    }

    /** What people and the kernel ask each other. */
    Dialogue dialogue() {
        return dialogue;
    }

    private void storeDueOutputs() {
        var now = nowMs.getAsLong();
        if (outputs.dueMs().orElse(Long.MAX_VALUE) <= now) outputs.store(now);
    }

    /** EX-16: outputs first. */
    private void finishOutputs() {
        outputs.finish();
        host.running().ifPresent(e -> tell(new HostEvent.OutputsStored(e, outputs.count(e))));
    }

    /** Settles everything and closes the kernel; nothing of this notebook's session outlives it. */
    void stop() {
        finishOutputs();
        tell(new HostEvent.NodeStopping());
    }

    /** Whatever happened before: no kernel outlives its notebook. */
    void closeKernels() {
        kernels.closeAll();
    }

    boolean hasSession() {
        return host.session().isPresent();
    }

    Optional<ExecId> running() {
        return host.running();
    }

    /** What a run asked for now waits for, as a sentence; nothing if it runs. */
    Optional<String> waitsFor(ExecId exec) {
        if (!hasSession()) return Optional.empty();
        if (!host.isReady()) return Optional.of("Waiting for the kernel to start …");
        return host.running()
                .filter(running -> !running.equals(exec))
                .flatMap(ledgers.view()::run)
                .map(running -> "Waiting for cell " + running.cell() + " to end …");
    }

    void tick() {
        var now = nowMs.getAsLong();
        storeDueOutputs();
        dialogue.tick();
        if (host.nextTickMs().orElse(Long.MAX_VALUE) <= now) tell(new HostEvent.Ticked());
    }

    /** When {@link #tick} is wanted. */
    OptionalLong nextTickMs() {
        return Stream.of(host.nextTickMs(), outputs.dueMs(), dialogue.dueMs())
                .flatMapToLong(OptionalLong::stream)
                .min();
    }

    /** Changes were applied: what waits for heads may know its text now. */
    void cellsChanged() {
        for (var request : host.waiting()) tell(new HostEvent.SourceArrived(request.id(), source(request)));
    }

    private void tell(HostEvent event) {
        for (var effect : host.on(event, nowMs.getAsLong())) carryOut(effect);
        dialogue.follow();
        tellKernel();
    }

    private void tellKernel() {
        var now = kernel();
        if (now.equals(toldKernel)) return;
        toldKernel = now;
        announce.accept(new NotebookEvent.KernelChanged(now));
    }

    /** The kernel of the open session. */
    Optional<KernelState> kernel() {
        if (!hasSession()) return Optional.empty();
        if (!host.isReady()) return Optional.of(new KernelState(KernelState.Phase.STARTING, "", false));
        var phase = host.running().isPresent() ? KernelState.Phase.BUSY : KernelState.Phase.IDLE;
        return Optional.of(new KernelState(phase, ready.language(), ready.jit()));
    }

    /** What waits for the kernel, in order. */
    List<Run> waiting() {
        return host.session().map(ledgers.view()::queue).orElse(List.of()).stream()
                .filter(run -> run.state() != RunState.EXECUTING)
                .toList();
    }

    /** How long ago {@code exec} was handed to the kernel, while it runs. */
    OptionalLong startedAgoMs(ExecId exec) {
        return host.running().filter(exec::equals).isPresent()
                ? OptionalLong.of(nowMs.getAsLong() - startedMs)
                : OptionalLong.empty();
    }

    private void carryOut(HostEffect effect) {
        switch (effect) {
            case HostEffect.Write(var records, var synced) -> {
                write(records);
                if (synced) pending.writeSynced();
            }
            case HostEffect.StartKernel(var session) -> kernels.start(session);
            case HostEffect.Execute run -> execute(run);
            case HostEffect.InterruptKernel(var session) -> {
                dialogue.interrupted();
                kernels.interrupt(session);
            }
            case HostEffect.CloseKernel(var session) -> kernels.close(session);
        }
    }

    private void execute(HostEffect.Execute run) {
        startedMs = nowMs.getAsLong();
        outputs.begin(run.session(), run.exec(), run.count());
        pending.write();
        kernels.send(run.session(), new KernelCommand.Execute(run.exec().value(), run.name(), run.text(), run.count()));
    }

    private void write(List<LedgerRecord> records) {
        var changes = ledgers.write(records);
        for (var exec : changes.runs())
            ledgers.view().run(exec).ifPresent(run -> announce.accept(new NotebookEvent.RunChanged(run)));
        for (var cell : changes.cells()) announce.accept(new NotebookEvent.ShownChanged(cell));
    }
}
