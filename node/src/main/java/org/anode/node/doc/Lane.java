package org.anode.node.doc;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.anode.kernel.KernelCommand;
import org.anode.kernel.KernelEvent;
import org.anode.node.host.HostEffect;
import org.anode.node.host.HostEvent;
import org.anode.node.host.HostMachine;
import org.anode.node.host.KernelHost;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.anode.schema.ledger.LedgerRecord;
import org.anode.schema.ledger.LedgerRecord.Request;
import org.anode.schema.ledger.Run;
import org.anode.schema.ledger.RunState;

/**
 * The runs of one scope of an open notebook that this computer hosts (EX-3), with one kernel at a time: tells the {@link
 * HostMachine} what became known and carries out what it wants. A run touches no document but this start's ledger and its
 * session's outputs.
 */
final class Lane {
    private static final String NOBODY_ANSWERS =
            "input() can not be answered here: give the value in the cell, or run it"
                    + " while the notebook's page is open.\n";

    private final Pending pending;
    private final Sources sources;
    private final Ledgers ledgers;
    private final OwnOutputs outputs;
    private final KernelHost kernels;
    private final HostMachine host;
    private final Dialogue dialogue;
    private final LongSupplier nowMs;
    private final Consumer<NotebookEvent> announce;
    private final Consumer<List<LedgerRecord>> write;
    private KernelEvent.Ready ready = new KernelEvent.Ready("", "", false, 0);
    private Optional<KernelState> toldKernel = Optional.empty();
    private long startedMs;

    /**
     * @param scope of its sessions
     * @param taken what this device took up before; added to
     * @param write records into this start's ledger
     */
    Lane(
            Desk desk,
            String scope,
            Set<ExecId> taken,
            Pending pending,
            Sources sources,
            Ledgers ledgers,
            OwnOutputs outputs,
            Inputs inputs,
            KernelHost kernels,
            LongSupplier nowMs,
            Consumer<NotebookEvent> announce,
            Consumer<List<LedgerRecord>> write) {
        this.pending = pending;
        this.sources = sources;
        this.ledgers = ledgers;
        this.outputs = outputs;
        this.kernels = kernels;
        this.nowMs = nowMs;
        this.announce = announce;
        this.write = write;
        this.host = new HostMachine(
                desk.identity().device(),
                scope,
                desk::freshSession,
                () -> ledgers.view().nextGeneration(scope, ledgers.mine()),
                taken,
                kernels.idleMs());
        this.dialogue = new Dialogue(inputs, host, kernels, nowMs, () -> tell(new HostEvent.Used()));
    }

    /** A request that this computer is to serve in this scope; again does nothing. */
    void merged(Request request) {
        tell(new HostEvent.RequestMerged(request, sources.of(request)));
    }

    /** Open requests that this computer is to serve (EX-6): none of them starts before {@link #release}. */
    void give(long generation, List<Request> requests) {
        tell(new HostEvent.Given(
                generation,
                requests.stream()
                        .map(request -> new HostEvent.RequestMerged(request, sources.of(request)))
                        .toList()));
    }

    void release(Set<ExecId> may, Set<ExecId> elsewhere) {
        tell(new HostEvent.Released(may, elsewhere));
    }

    /** What somebody wants of a run or the session; what ends the session loses nothing that was put out. */
    void control(HostEvent event) {
        if (endsSession(event)) finishAllOutputs();
        tell(event);
    }

    /** What was interrupted may still put something out. */
    private boolean endsSession(HostEvent event) {
        return switch (event) {
            case HostEvent.ControlMerged(var control) ->
                control.session().isPresent() && control.session().equals(host.session());
            case HostEvent.EndAsked _ -> true;
            default -> false;
        };
    }

    /** What the kernel of the open session said. */
    void kernelSaid(SessionId session, KernelEvent event) {
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
                    KernelEvent.Clear _ -> {
                if (host.session().equals(Optional.of(session))) output(event);
            }
            case KernelEvent.Completed completed -> dialogue.completed(completed);
            case KernelEvent.Inspected inspected -> dialogue.inspected(inspected);
            case KernelEvent.VariablesListed listed -> dialogue.variablesListed(listed);
        }
    }

    /** It may be of a run that ended: a thread or task of its may go on. */
    private void output(KernelEvent event) {
        var owner = outputs.owner(event);
        if (owner.isEmpty()) return;
        announce.accept(new NotebookEvent.Live(owner.get(), event));
        outputs.add(event);
        storeDueOutputs();
    }

    /** The cell shows why it has no end. */
    private void died(SessionId session, String reason) {
        host.running()
                .ifPresent(e -> output(new KernelEvent.Failure(e.value(), "KernelDied", reason, List.of(reason))));
        finishAllOutputs();
        tell(new HostEvent.KernelDied(session, reason));
        kernels.close(session);
    }

    /** Where nobody can answer, a cell that waits for ever would be worse. */
    private void asked(SessionId session, KernelEvent.InputRequest request) {
        var exec = host.running().filter(running -> running.value().equals(request.run()));
        if (exec.isEmpty()) return;
        dialogue.asked(exec.get(), request, () -> {
            output(new KernelEvent.Stream(request.run(), "stderr", NOBODY_ANSWERS));
            kernels.interrupt(session);
        });
    }

    /** What people and the kernel ask each other. */
    Dialogue dialogue() {
        return dialogue;
    }

    private void storeDueOutputs() {
        var now = nowMs.getAsLong();
        if (outputs.dueMs().orElse(Long.MAX_VALUE) <= now) outputs.store(now);
    }

    private void finishAllOutputs() {
        outputs.finishAll();
        outputsFinished();
    }

    private void finishOutputs() {
        outputs.finish();
        outputsFinished();
    }

    /** EX-16: outputs first. */
    private void outputsFinished() {
        host.running()
                .ifPresent(e ->
                        tell(new HostEvent.OutputsStored(e, outputs.count(e).orElse(0))));
    }

    /** Settles everything and closes the kernel; nothing of this notebook's session outlives it. */
    void stop() {
        finishAllOutputs();
        tell(new HostEvent.NodeStopping());
    }

    /** The open session. */
    Optional<SessionId> session() {
        return host.session();
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
        for (var request : host.waiting()) tell(new HostEvent.SourceArrived(request.id(), sources.of(request)));
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
                write.accept(records);
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
}
