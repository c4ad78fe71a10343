package org.anode.node.host;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.anode.kernel.KernelEvent;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.anode.schema.ledger.LedgerRecord;
import org.anode.schema.ledger.LedgerRecord.FinishState;
import org.anode.schema.ledger.LedgerRecord.Request;
import org.anode.schema.ledger.SessionView;
import org.jspecify.annotations.Nullable;

/**
 * The host of one scope of a notebook (EX-3): which requests run here, in which order, and how each is settled. It takes an
 * event and the time and answers with effects; it has at most one session, and a session has at most one run.
 *
 * <p>Invariants: an execution id is taken up once (EX-14); a session's record and first assignments are synced before
 * its kernel is started (EX-8); a started record comes before its source is handed over (EX-8); whatever ends a
 * session settles, in the same change, everything that was given to it (EX-13).
 */
public final class HostMachine {
    /** How long a request waits for the heads it names (EX-2): a peer's changes take a moment, more is a failure. */
    public static final long HEADS_WAIT_MS_MAX = 10_000;

    /** Requests waiting at one host: far more than a run-all of a large notebook, little enough to hold their texts. */
    public static final int QUEUE_MAX = 10_000;

    /** What its sessions run. */
    public static final String SPEC = "graalpy";

    private static final String STOPPED = "The node stopped.";
    private static final String RESTARTED = "The kernel was restarted.";
    private static final String SUPERSEDED = "Another computer went on.";
    private static final String SHUT_DOWN = "The kernel was shut down.";

    private final DeviceId me;
    private final String scope;
    private final Supplier<SessionId> freshSession;
    private final LongSupplier nextGeneration;
    private final Set<ExecId> taken;
    private final long idleMs;
    private final Set<String> failedBatches = new HashSet<>();
    private final RunQueue queue = new RunQueue();
    private final Set<ExecId> held = new HashSet<>(); // open requests that must not start yet
    private final Set<ExecId> assigned = new HashSet<>(); // those whose text is not known yet
    private @Nullable HostSession session;
    private Effects effects = new Effects();

    /**
     * @param scope          whom the sessions of this host serve, {@code "all"} or {@code "own/<person>"}
     * @param freshSession   gives an id never given before, by anybody
     * @param nextGeneration gives one more than the highest generation known
     * @param taken          what this device took up before, in whatever scope, so that it is not run again; added to
     * @param idleMs         after so long without a run or a question a session ends; 0: never
     */
    public HostMachine(
            DeviceId me,
            String scope,
            Supplier<SessionId> freshSession,
            LongSupplier nextGeneration,
            Set<ExecId> taken,
            long idleMs) {
        this.me = me;
        this.scope = scope;
        this.freshSession = freshSession;
        this.nextGeneration = nextGeneration;
        this.taken = taken;
        this.idleMs = idleMs;
    }

    /** The open session of this host. */
    public Optional<SessionId> session() {
        return Optional.ofNullable(session).map(s -> s.id);
    }

    /** Whether there is a session whose kernel takes commands. */
    public boolean isReady() {
        return session != null && session.ready;
    }

    /** What runs now. */
    public Optional<ExecId> running() {
        return Optional.ofNullable(session).map(s -> s.run).map(r -> r.request().id());
    }

    /** The requests whose text is not known yet; worth a look whenever changes were applied. */
    public List<Request> waiting() {
        return queue.waiting();
    }

    /** When {@link HostEvent.Ticked} is wanted next. */
    public OptionalLong nextTickMs() {
        return LongStream.concat(queue.firstDeadlineMs().stream(), idleUntilMs().stream())
                .min();
    }

    /** When the session ends if nobody uses it; none while it has something to do. */
    private OptionalLong idleUntilMs() {
        var idle = session;
        if (idleMs == 0 || idle == null || !idle.isFree() || queue.size() > 0) return OptionalLong.empty();
        return OptionalLong.of(idle.usedMs() + idleMs);
    }

    /** @param nowMs of a clock that never goes back */
    public List<HostEffect> on(HostEvent event, long nowMs) {
        effects = new Effects();
        switch (event) {
            case HostEvent.RequestMerged(var request, var source) -> takeUp(request, source, nowMs);
            case HostEvent.Given(var generation, var requests) -> given(generation, requests, nowMs);
            case HostEvent.Released(var may, var elsewhere) -> released(may, elsewhere);
            case HostEvent.SourceArrived(var exec, var source) ->
                queue.takeWaiting(exec).ifPresent(w -> resolve(w.request(), source, w.deadlineMs()));
            case HostEvent.ControlMerged(var control) -> obey(control, nowMs);
            case HostEvent.StopAsked(var exec) -> interrupt(exec);
            case HostEvent.EndAsked(var id, var restart) ->
                open(id).ifPresent(s -> close(s, restart ? RESTARTED : SHUT_DOWN, nowMs));
            case HostEvent.Superseded(var id) -> open(id).ifPresent(s -> superseded(s, nowMs));
            case HostEvent.Used() -> session().flatMap(this::open).ifPresent(s -> s.used(nowMs));
            case HostEvent.KernelReady(var id) -> open(id).ifPresent(s -> ready(s, nowMs));
            case HostEvent.OutputsStored(var exec, var end) -> outputsStored(exec, end);
            case HostEvent.RunEnded ended -> open(ended.session()).ifPresent(s -> runEnded(s, ended, nowMs));
            case HostEvent.KernelDied(var id, var reason) -> open(id).ifPresent(s -> end(s, reason, nowMs));
            case HostEvent.NodeStopping() -> session().flatMap(this::open).ifPresent(s -> close(s, STOPPED, nowMs));
            case HostEvent.Ticked() -> ticked(nowMs);
        }
        startNext(nowMs);
        return effects.all();
    }

    private static void ready(HostSession session, long nowMs) {
        session.ready = true;
        session.used(nowMs);
    }

    private void ticked(long nowMs) {
        settle(queue.removeLate(nowMs), Outcome.SOURCE_NOT_AVAILABLE);
        if (session != null && idleUntilMs().orElse(Long.MAX_VALUE) <= nowMs) close(session, idle(), nowMs);
    }

    private String idle() {
        return "It was not used for " + TimeUnit.MILLISECONDS.toMinutes(idleMs) + " min.";
    }

    private void takeUp(Request request, Source source, long nowMs) {
        if (!isForMe(request) || isSuperseded() || !taken.add(request.id())) return;
        if (request.batch().filter(failedBatches::contains).isPresent()) settle(request, Outcome.BATCH_FAILED);
        else if (queue.size() >= QUEUE_MAX) settle(request, Outcome.QUEUE_FULL);
        else resolve(request, source, nowMs + HEADS_WAIT_MS_MAX);
    }

    /** What is asked of it goes to the session that counts. */
    private boolean isSuperseded() {
        return session != null && session.superseded;
    }

    /** EX-6, EX-8: the session and what it is given in one synced change; nothing of it starts before it is released. */
    private void given(long generation, List<HostEvent.RequestMerged> requests, long nowMs) {
        if (isSuperseded()) return;
        boolean opens = session == null;
        if (opens) openSession(generation);
        for (var one : requests) {
            var exec = one.request().id();
            if (!taken.add(exec)) continue;
            held.add(exec);
            assigned.add(exec);
            effects.write(new LedgerRecord.Assignment(exec, Objects.requireNonNull(session).id));
        }
        effects.sync();
        if (opens) effects.then(new HostEffect.StartKernel(Objects.requireNonNull(session).id));
        for (var one : requests)
            if (held.contains(one.request().id())) resolve(one.request(), one.source(), nowMs + HEADS_WAIT_MS_MAX);
    }

    private void released(Set<ExecId> may, Set<ExecId> elsewhere) {
        held.removeAll(may);
        held.removeAll(elsewhere);
        settleQueued(request -> elsewhere.contains(request.id()), Outcome.ELSEWHERE);
    }

    private void openSession(long generation) {
        var opened = new HostSession(freshSession.get());
        session = opened;
        var serves = scope.equals(SessionView.SCOPE_ALL) ? "all" : "owner";
        effects.write(new LedgerRecord.Session(opened.id, scope, generation, SPEC, serves));
    }

    /** Pinned to my open session, or asking this host for one (EX-5). */
    private boolean isForMe(Request request) {
        return request.session().isPresent()
                ? request.session().flatMap(this::open).isPresent()
                : request.host().filter(me::equals).isPresent();
    }

    /** EX-2: exactly the text its author saw, or nothing. */
    private void resolve(Request request, Source source, long deadlineMs) {
        switch (source) {
            case Source.Found(var name, var text) -> {
                if (hash(text).equals(request.sourceHash())) enqueue(new RunQueue.Ready(request, name, text));
                else settle(request, Outcome.HASH_MISMATCH);
            }
            case Source.NoSuchCell() -> settle(request, Outcome.NO_SUCH_CELL);
            case Source.NotYet() -> queue.add(new RunQueue.Waiting(request, deadlineMs));
        }
    }

    private void enqueue(RunQueue.Ready run) {
        queue.add(run);
        var exec = run.request().id();
        if (assigned.remove(exec)) return;
        boolean opens = session == null;
        if (opens) openSession(nextGeneration.getAsLong());
        var to = Objects.requireNonNull(session).id;
        effects.write(new LedgerRecord.Assignment(exec, to));
        if (!opens) return;
        effects.sync();
        effects.then(new HostEffect.StartKernel(to));
    }

    /** The first of the queue, if the kernel is free (EX-15). */
    private void startNext(long nowMs) {
        if (session == null || !session.isFree()) return;
        var to = session;
        queue.poll(exec -> !held.contains(exec)).ifPresent(run -> start(to, run, nowMs));
    }

    private void start(HostSession to, RunQueue.Ready run, long nowMs) {
        var count = to.start(run, nowMs);
        var exec = run.request().id();
        effects.write(new LedgerRecord.Started(exec, to.id, count));
        effects.then(new HostEffect.Execute(to.id, exec, run.name(), run.text(), count));
    }

    private void outputsStored(ExecId exec, long end) {
        if (session != null && session.isAt(exec)) session.outputsEnd = end;
    }

    private void runEnded(HostSession in, HostEvent.RunEnded ended, long nowMs) {
        if (!in.isAt(ended.exec())) return;
        in.used(nowMs);
        var request = in.finishRun();
        finish(request, outcome(ended.status()), OptionalLong.of(ended.tookMs()), in.outputsEnd);
        if (ended.status() != KernelEvent.Status.OK) request.batch().ifPresent(this::failBatch);
        if (in.superseded) close(in, SUPERSEDED, nowMs);
    }

    /** Another session of the scope counts: this one finishes what it runs, takes nothing new, and ends (EX-4, EX-7). */
    private void superseded(HostSession session, long nowMs) {
        session.superseded = true;
        settleQueued(_ -> true, Outcome.SUPERSEDED);
        if (session.run == null) close(session, SUPERSEDED, nowMs);
    }

    private static Outcome outcome(KernelEvent.Status status) {
        return switch (status) {
            case OK -> Outcome.OK;
            case ERROR -> Outcome.FAILED;
            case INTERRUPTED -> Outcome.INTERRUPTED;
        };
    }

    /** EX-12: the rest of the batch, and what of it arrives later. */
    private void failBatch(String batch) {
        failedBatches.add(batch);
        settleQueued(request -> request.batch().filter(batch::equals).isPresent(), Outcome.BATCH_FAILED);
    }

    /** EX-11: a control reaches what it names, nothing else. */
    private void obey(LedgerRecord.Control control, long nowMs) {
        switch (control.kind()) {
            case CANCEL -> control.exec().ifPresent(this::cancel);
            case INTERRUPT -> control.exec().ifPresent(this::interrupt);
            case RESTART -> control.session().flatMap(this::open).ifPresent(s -> close(s, RESTARTED, nowMs));
            case SHUTDOWN -> control.session().flatMap(this::open).ifPresent(s -> close(s, SHUT_DOWN, nowMs));
            case CLEAR, DROPPED -> {}
        }
    }

    /** A cancel that overtakes its request is remembered; a run that has started is past cancelling. */
    private void cancel(ExecId exec) {
        taken.add(exec);
        settleQueued(request -> request.id().equals(exec), Outcome.CANCELLED);
    }

    private void interrupt(ExecId exec) {
        if (session != null && session.isAt(exec)) effects.then(new HostEffect.InterruptKernel(session.id));
        else cancel(exec);
    }

    private void close(HostSession closing, String reason, long nowMs) {
        end(closing, reason, nowMs);
        effects.then(new HostEffect.CloseKernel(closing.id));
    }

    /** EX-13: the end, the run it cut off and everything queued, in one change. */
    private void end(HostSession ending, String reason, long nowMs) {
        session = null;
        held.clear();
        assigned.clear();
        effects.write(new LedgerRecord.Ended(ending.id, reason));
        if (ending.run != null) cutOff(ending, reason, nowMs);
        settleQueued(_ -> true, new Outcome(FinishState.CANCELLED, reason));
    }

    private void cutOff(HostSession ending, String reason, long nowMs) {
        var request = ending.finishRun();
        var tookMs = OptionalLong.of(ending.runsForMs(nowMs));
        finish(request, new Outcome(FinishState.LOST, reason), tookMs, ending.outputsEnd);
        request.batch().ifPresent(failedBatches::add);
    }

    /** The session of this id, if it is the open one: what an ended one still says changes nothing (EX-3). */
    private Optional<HostSession> open(SessionId id) {
        return Optional.ofNullable(session).filter(s -> s.id.equals(id));
    }

    private void settleQueued(Predicate<Request> which, Outcome outcome) {
        settle(queue.remove(which), outcome);
    }

    private void settle(List<Request> requests, Outcome outcome) {
        requests.forEach(request -> settle(request, outcome));
    }

    private void settle(Request unstarted, Outcome outcome) {
        finish(unstarted, outcome, OptionalLong.empty(), 0);
    }

    private void finish(Request request, Outcome outcome, OptionalLong tookMs, long outputsEnd) {
        var reason = Optional.ofNullable(outcome.reason());
        effects.write(new LedgerRecord.Finished(request.id(), outcome.state(), reason, tookMs, outputsEnd));
    }

    private static BlobId hash(String source) {
        return new BlobId(Bytes.utf8(source).sha256());
    }
}
