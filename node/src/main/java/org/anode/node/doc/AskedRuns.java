package org.anode.node.doc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.anode.node.host.Source;
import org.anode.schema.ExecId;
import org.anode.schema.ledger.LedgerRecord.Request;
import org.anode.schema.ledger.Run;

/** The runs that wait for the owner of this computer to let them (EX-18), in the order in which they came. */
final class AskedRuns {
    /** An answer that takes longer is no. */
    static final long ANSWER_WAIT_MS_MAX = 10 * 60_000;

    /** More than anybody reads. */
    static final int ASKED_MAX = 1_000;

    private final Sources sources;
    private final Consumer<NotebookEvent> announce;
    private final Map<ExecId, Asked> waiting = new LinkedHashMap<>();

    /** @param untilMs when it counts as refused */
    private record Asked(Run run, Source source, long untilMs) {}

    AskedRuns(Sources sources, Consumer<NotebookEvent> announce) {
        this.sources = sources;
        this.announce = announce;
    }

    boolean has(ExecId exec) {
        return waiting.containsKey(exec);
    }

    boolean isFull() {
        return waiting.size() >= ASKED_MAX;
    }

    void add(Run run, long nowMs) {
        waiting.put(run.exec(), new Asked(run, sources.of(run.request()), nowMs + ANSWER_WAIT_MS_MAX));
        announce.accept(new NotebookEvent.RunsAsked());
    }

    /** It waits no more. */
    Optional<Request> take(ExecId exec) {
        var asked = Optional.ofNullable(waiting.remove(exec));
        if (asked.isPresent()) announce.accept(new NotebookEvent.RunsAsked());
        return asked.map(one -> one.run.request());
    }

    /** What was not answered in time waits no more. */
    List<Request> takeLate(long nowMs) {
        var late = waiting.values().stream()
                .filter(one -> one.untilMs <= nowMs)
                .map(one -> one.run.exec())
                .toList();
        return late.stream().flatMap(exec -> take(exec).stream()).toList();
    }

    OptionalLong dueMs() {
        return waiting.values().stream().mapToLong(Asked::untilMs).min();
    }

    /** Texts that were not here may have come. */
    void cellsChanged() {
        boolean came = false;
        for (var entry : waiting.entrySet()) came |= entry.getValue().source instanceof Source.NotYet && comes(entry);
        if (came) announce.accept(new NotebookEvent.RunsAsked());
    }

    private boolean comes(Map.Entry<ExecId, Asked> entry) {
        var one = entry.getValue();
        var source = sources.of(one.run.request());
        if (source instanceof Source.NotYet) return false;
        entry.setValue(new Asked(one.run, source, one.untilMs));
        return true;
    }

    List<RunAsk> all() {
        var all = new ArrayList<RunAsk>();
        for (var one : waiting.values()) {
            var text = one.source instanceof Source.Found(var _, var found)
                    ? Optional.of(found)
                    : Optional.<String>empty();
            all.add(new RunAsk(
                    one.run.exec(), one.run.cell(), one.run.requester().device(), text));
        }
        return all;
    }
}
