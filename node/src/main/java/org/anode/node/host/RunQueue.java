package org.anode.node.host;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.anode.schema.ExecId;
import org.anode.schema.ledger.LedgerRecord.Request;

/** The requests a host took up and has not started: those it could start, and those whose text is not known yet. */
final class RunQueue {
    private final TreeSet<Ready> ready = new TreeSet<>(Ready.ORDER);
    private final Map<ExecId, Waiting> waiting = new HashMap<>();

    /**
     * A request whose text is known.
     *
     * @param name how the cell is called in tracebacks
     */
    record Ready(Request request, String name, String text) {
        /** EX-15. */
        static final Comparator<Ready> ORDER =
                Comparator.<Ready>comparingLong(run -> run.request.seq()).thenComparing(run -> run.request.id());
    }

    record Waiting(Request request, long deadlineMs) {}

    int size() {
        return ready.size() + waiting.size();
    }

    void add(Ready run) {
        ready.add(run);
    }

    void add(Waiting run) {
        waiting.put(run.request.id(), run);
    }

    /** The one to start next of those that may, not queued any more. */
    Optional<Ready> poll(Predicate<ExecId> may) {
        var first = ready.stream().filter(run -> may.test(run.request.id())).findFirst();
        first.ifPresent(ready::remove);
        return first;
    }

    /** One whose text was not known, not queued any more. */
    Optional<Waiting> takeWaiting(ExecId exec) {
        return Optional.ofNullable(waiting.remove(exec));
    }

    List<Request> waiting() {
        return waiting.values().stream().map(Waiting::request).toList();
    }

    OptionalLong firstDeadlineMs() {
        return waiting.values().stream().mapToLong(Waiting::deadlineMs).min();
    }

    List<Request> removeLate(long nowMs) {
        return removeWaiting(run -> run.deadlineMs <= nowMs);
    }

    /** Takes those out, in the order in which they would have run. */
    List<Request> remove(Predicate<Request> which) {
        var removed = new ArrayList<Request>();
        for (var run : ready) if (which.test(run.request)) removed.add(run.request);
        ready.removeIf(run -> which.test(run.request));
        removed.addAll(removeWaiting(run -> which.test(run.request)));
        return removed;
    }

    private List<Request> removeWaiting(Predicate<Waiting> which) {
        var removed =
                waiting.values().stream().filter(which).map(Waiting::request).toList();
        removed.forEach(request -> waiting.remove(request.id()));
        return removed;
    }
}
