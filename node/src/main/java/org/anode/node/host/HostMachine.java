package org.anode.node.host;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.anode.kernel.KernelEvent;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.anode.schema.ledger.LedgerRecord;
import org.anode.schema.ledger.LedgerRecord.FinishState;
import org.jspecify.annotations.Nullable;

/**
 * The host of one notebook: which requests run here, in which order, and how each is settled. It takes an event and
 * the time and answers with effects; it has at most one session, and a session has at most one run.
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

    private final DeviceId me;
    private final String scope;
    private final Supplier<SessionId> freshSession;
    private final Set<ExecId> taken;
    private final TreeSet<Queued> queue = new TreeSet<>(Queued.ORDER);
    private final Map<ExecId, Waiting> waiting = new HashMap<>();
    private final Set<String> failedBatches = new HashSet<>();
    private @Nullable Session session;
    private long generation;
    private List<HostEffect> effects = new ArrayList<>();

    /**
     * @param scope        whom the sessions of this host serve, {@code "all"} or {@code "own/<person>"}
     * @param freshSession gives an id never given before, by anybody
     * @param taken        what former starts took up, so that it is not run again
     * @param generation   the highest generation known
     */
    public HostMachine(
            DeviceId me, String scope, Supplier<SessionId> freshSession, Collection<ExecId> taken, long generation) {
        this.me = me;
        this.scope = scope;
        this.freshSession = freshSession;
        this.taken = new HashSet<>(taken);
        this.generation = generation;
    }

    /** The open session of this host. */
    public Optional<SessionId> session() {
        return Optional.ofNullable(session).map(s -> s.id);
    }

    /** What runs now. */
    public Optional<ExecId> running() {
        return Optional.ofNullable(session).map(s -> s.run).map(r -> r.request.id());
    }

    /** The requests whose text is not known yet; worth a look whenever changes were applied. */
    public List<LedgerRecord.Request> waiting() {
        return waiting.values().stream().map(Waiting::request).toList();
    }

    /** When {@link HostEvent.Ticked} is wanted next. */
    public OptionalLong nextTickMs() {
        return waiting.values().stream().mapToLong(Waiting::deadlineMs).min();
    }

    /** @param nowMs of a clock that never goes back */
    public List<HostEffect> on(HostEvent event, long nowMs) {
        effects = new ArrayList<>();
        switch (event) {
            case HostEvent.RequestMerged(var request, var source) -> takeUp(request, source, nowMs);
            case HostEvent.SourceArrived(var exec, var source) -> sourceArrived(exec, source, nowMs);
            case HostEvent.ControlMerged(var control) -> obey(control, nowMs);
            case HostEvent.KernelReady(var id) -> kernelReady(id, nowMs);
            case HostEvent.OutputsStored(var exec, var end) -> outputsStored(exec, end);
            case HostEvent.RunEnded ended -> runEnded(ended, nowMs);
            case HostEvent.KernelDied(var id, var reason) -> {
                if (isOpen(id)) endSession(reason, nowMs);
            }
            case HostEvent.NodeStopping() -> closeSession("The node stopped.", nowMs);
            case HostEvent.Ticked() -> expire(nowMs);
        }
        return effects;
    }

    private void takeUp(LedgerRecord.Request request, Source source, long nowMs) {
        if (!isForMe(request) || !taken.add(request.id())) return;
        if (request.batch().filter(failedBatches::contains).isPresent()) finishUnstarted(request, Outcome.BATCH_FAILED);
        else if (queue.size() + waiting.size() >= QUEUE_MAX) finishUnstarted(request, Outcome.QUEUE_FULL);
        else resolve(request, source, nowMs + HEADS_WAIT_MS_MAX);
        next(nowMs);
    }

    /** Pinned to my open session, or asking this host for one (EX-5). */
    private boolean isForMe(LedgerRecord.Request request) {
        return request.session()
                .map(this::isOpen)
                .orElseGet(() -> request.host().filter(me::equals).isPresent());
    }

    private void resolve(LedgerRecord.Request request, Source source, long deadlineMs) {
        switch (source) {
            case Source.Found(var name, var text) -> {
                if (hash(text).equals(request.sourceHash())) enqueue(new Queued(request, name, text));
                else finishUnstarted(request, Outcome.HASH_MISMATCH);
            }
            case Source.NoSuchCell() -> finishUnstarted(request, Outcome.NO_SUCH_CELL);
            case Source.NotYet() -> waiting.put(request.id(), new Waiting(request, deadlineMs));
        }
    }

    private void sourceArrived(ExecId exec, Source source, long nowMs) {
        var waited = waiting.remove(exec);
        if (waited == null) return;
        resolve(waited.request, source, waited.deadlineMs);
        next(nowMs);
    }

    private void expire(long nowMs) {
        for (var late : removeWaiting(w -> w.deadlineMs <= nowMs)) finishUnstarted(late, Outcome.SOURCE_NOT_AVAILABLE);
    }

    private void enqueue(Queued run) {
        queue.add(run);
        if (session != null) {
            write(new LedgerRecord.Assignment(run.request.id(), session.id));
        } else {
            session = new Session(freshSession.get());
            var serves = scope.equals("all") ? "all" : "owner";
            write(new LedgerRecord.Session(session.id, scope, ++generation, "graalpy", serves));
            write(new LedgerRecord.Assignment(run.request.id(), session.id));
            syncWrites();
            effects.add(new HostEffect.StartKernel(session.id));
        }
    }

    private void kernelReady(SessionId id, long nowMs) {
        if (session == null || !session.id.equals(id)) return;
        session.ready = true;
        next(nowMs);
    }

    /** Starts the first of the queue if the kernel is free (EX-15). */
    private void next(long nowMs) {
        if (session == null || !session.ready || session.run != null) return;
        var run = queue.pollFirst();
        if (run == null) return;
        session.run = run;
        session.startedMs = nowMs;
        session.outputsEnd = 0;
        var count = ++session.count;
        write(new LedgerRecord.Started(run.request.id(), session.id, count));
        effects.add(new HostEffect.Execute(session.id, run.request.id(), run.name, run.text, count));
    }

    private void outputsStored(ExecId exec, long end) {
        if (session != null && session.isAt(exec)) session.outputsEnd = end;
    }

    private void runEnded(HostEvent.RunEnded ended, long nowMs) {
        if (session == null || !session.id.equals(ended.session()) || !session.isAt(ended.exec())) return;
        var request = session.finishRun();
        var outcome =
                switch (ended.status()) {
                    case OK -> new Outcome(FinishState.OK, null);
                    case ERROR -> new Outcome(FinishState.ERROR, null);
                    case INTERRUPTED -> new Outcome(FinishState.ERROR, "It was interrupted.");
                };
        finish(request, outcome, ended.tookMs(), session.outputsEnd);
        if (ended.status() != KernelEvent.Status.OK) failBatch(request);
        next(nowMs);
    }

    /** EX-12: the rest of the batch, and what of it arrives later. */
    private void failBatch(LedgerRecord.Request request) {
        if (request.batch().isEmpty()) return;
        failedBatches.add(request.batch().get());
        for (var member : removeUnstarted(r -> r.batch().equals(request.batch())))
            finishUnstarted(member, Outcome.BATCH_FAILED);
    }

    /** EX-11: a control reaches what it names, nothing else. */
    private void obey(LedgerRecord.Control control, long nowMs) {
        switch (control.kind()) {
            case CANCEL -> control.exec().ifPresent(this::cancel);
            case INTERRUPT -> control.exec().ifPresent(this::interrupt);
            case RESTART ->
                control.session().filter(this::isOpen).ifPresent(s -> closeSession("It was restarted.", nowMs));
            case SHUTDOWN ->
                control.session().filter(this::isOpen).ifPresent(s -> closeSession("It was shut down.", nowMs));
            case CLEAR, DROPPED -> {}
        }
    }

    /** A cancel that overtakes its request is remembered; a run that has started is past cancelling. */
    private void cancel(ExecId exec) {
        taken.add(exec);
        for (var request : removeUnstarted(r -> r.id().equals(exec))) finishUnstarted(request, Outcome.CANCELLED);
    }

    private void interrupt(ExecId exec) {
        if (session != null && session.isAt(exec)) effects.add(new HostEffect.InterruptKernel(session.id));
        else cancel(exec);
    }

    private void closeSession(String reason, long nowMs) {
        if (session == null) return;
        var id = session.id;
        endSession(reason, nowMs);
        effects.add(new HostEffect.CloseKernel(id));
    }

    /** EX-13: the end, the run it cut off and everything queued, in one change. */
    private void endSession(String reason, long nowMs) {
        var ending = session;
        if (ending == null) return;
        write(new LedgerRecord.Ended(ending.id, reason));
        if (ending.run != null) {
            var cutOff = ending.finishRun();
            finish(cutOff, new Outcome(FinishState.LOST, reason), nowMs - ending.startedMs, ending.outputsEnd);
            cutOff.batch().ifPresent(failedBatches::add);
        }
        var sessionEnded = new Outcome(FinishState.CANCELLED, reason);
        for (var request : removeUnstarted(r -> true)) finishUnstarted(request, sessionEnded);
        session = null;
    }

    private boolean isOpen(SessionId id) {
        return session != null && session.id.equals(id);
    }

    private List<LedgerRecord.Request> removeUnstarted(Predicate<LedgerRecord.Request> which) {
        var removed = new ArrayList<LedgerRecord.Request>();
        for (var run : queue) if (which.test(run.request)) removed.add(run.request);
        queue.removeIf(run -> which.test(run.request));
        removed.addAll(removeWaiting(w -> which.test(w.request)));
        return removed;
    }

    private List<LedgerRecord.Request> removeWaiting(Predicate<Waiting> which) {
        var removed =
                waiting.values().stream().filter(which).map(Waiting::request).toList();
        removed.forEach(request -> waiting.remove(request.id()));
        return removed;
    }

    private void finishUnstarted(LedgerRecord.Request request, Outcome outcome) {
        finish(request, outcome, 0, 0);
    }

    private void finish(LedgerRecord.Request request, Outcome outcome, long tookMs, long outputsEnd) {
        var reason = Optional.ofNullable(outcome.reason);
        write(new LedgerRecord.Finished(request.id(), outcome.state, reason, OptionalLong.of(tookMs), outputsEnd));
    }

    /** Records with no effect between them go into one change. */
    private void write(LedgerRecord record) {
        var records = new ArrayList<LedgerRecord>();
        if (!effects.isEmpty() && effects.getLast() instanceof HostEffect.Write(var before, var synced) && !synced) {
            records.addAll(before);
            effects.removeLast();
        }
        records.add(record);
        effects.add(new HostEffect.Write(records, false));
    }

    private void syncWrites() {
        if (effects.removeLast() instanceof HostEffect.Write(var records, var synced))
            effects.add(new HostEffect.Write(records, true));
    }

    private static BlobId hash(String source) {
        return new BlobId(Bytes.utf8(source).sha256());
    }

    /** A request whose text is known. */
    private record Queued(LedgerRecord.Request request, String name, String text) {
        static final Comparator<Queued> ORDER =
                Comparator.<Queued>comparingLong(run -> run.request.seq()).thenComparing(run -> run.request.id());
    }

    private record Waiting(LedgerRecord.Request request, long deadlineMs) {}

    private record Outcome(FinishState state, @Nullable String reason) {
        static final Outcome CANCELLED = new Outcome(FinishState.CANCELLED, "It was cancelled.");
        static final Outcome BATCH_FAILED = new Outcome(FinishState.CANCELLED, "An earlier cell failed.");
        static final Outcome QUEUE_FULL =
                new Outcome(FinishState.REFUSED, "Too many runs are waiting here already; try again later.");
        static final Outcome NO_SUCH_CELL =
                new Outcome(FinishState.ERROR, "no-such-cell: the cell this run was asked for does not exist.");
        static final Outcome HASH_MISMATCH = new Outcome(
                FinishState.ERROR, "hash-mismatch: the cell does not hold the text this run was asked for.");
        static final Outcome SOURCE_NOT_AVAILABLE = new Outcome(
                FinishState.ERROR, "source-not-available: the text this run was asked for did not arrive in time.");
    }

    /** The open session: its kernel, and what runs in it. */
    private static final class Session {
        final SessionId id;
        boolean ready;
        long count;

        @Nullable
        Queued run;

        long startedMs;
        long outputsEnd;

        Session(SessionId id) {
            this.id = id;
        }

        boolean isAt(ExecId exec) {
            return run != null && run.request.id().equals(exec);
        }

        LedgerRecord.Request finishRun() {
            var finished = Objects.requireNonNull(run).request;
            run = null;
            return finished;
        }
    }
}
