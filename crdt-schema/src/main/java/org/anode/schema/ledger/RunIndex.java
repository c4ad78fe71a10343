package org.anode.schema.ledger;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.anode.schema.CellId;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.GrantId;
import org.anode.schema.SessionId;

/** The derived runs, found by what others ask for. Each put costs the logarithm of what it sits among. */
final class RunIndex {
    private final Map<ExecId, Run> runs = new HashMap<>();
    private final TreeMap<Place, Run> all = new TreeMap<>();
    private final Map<CellId, TreeMap<Place, Run>> cells = new HashMap<>();
    private final Map<SessionId, TreeMap<Place, Run>> queues = new HashMap<>();
    private final Map<DeviceId, TreeMap<Place, Run>> hosts = new HashMap<>();
    private final TreeMap<Place, Run> open = new TreeMap<>();
    private final Map<Batch, BatchRuns> batches = new HashMap<>();

    /** The id of a run-all is its author's own: nobody else's run joins it (EX-12). */
    private record Batch(GrantId author, String id) {}

    private record BatchRuns(Set<ExecId> members, Set<ExecId> failed) {
        BatchRuns() {
            this(new HashSet<>(), new HashSet<>());
        }
    }

    Optional<Run> get(ExecId exec) {
        return Optional.ofNullable(runs.get(exec));
    }

    Collection<Run> all() {
        return all.values();
    }

    NavigableMap<Place, Run> ofCell(CellId cell) {
        return cells.getOrDefault(cell, new TreeMap<>());
    }

    Set<CellId> cells() {
        return cells.keySet();
    }

    List<Run> queue(SessionId session) {
        return List.copyOf(queues.getOrDefault(session, new TreeMap<>()).values());
    }

    List<Run> waitingFor(DeviceId host) {
        return List.copyOf(hosts.getOrDefault(host, new TreeMap<>()).values());
    }

    List<Run> open() {
        return List.copyOf(open.values());
    }

    /** Whether another member of its batch failed; what the run itself was does not count. */
    boolean batchFailed(Run run) {
        return batch(run)
                .map(batches::get)
                .filter(b -> b.failed().size() > (b.failed().contains(run.exec()) ? 1 : 0))
                .isPresent();
    }

    /**
     * Puts what a run has become in the place of what it was.
     *
     * @return the runs whose state hangs on the change: the batch of a run that failed now, or no longer
     */
    Set<ExecId> replace(ExecId exec, Optional<Run> now) {
        var before = get(exec);
        before.ifPresent(this::remove);
        now.ifPresent(this::put);
        var touched = new HashSet<ExecId>();
        before.flatMap(RunIndex::batch).ifPresent(b -> touched.addAll(mark(b, exec, Optional.empty())));
        now.flatMap(RunIndex::batch).ifPresent(b -> touched.addAll(mark(b, exec, now)));
        return touched;
    }

    private void put(Run run) {
        runs.put(run.exec(), run);
        var place = Place.of(run.request());
        all.put(place, run);
        cells.computeIfAbsent(run.cell(), _ -> new TreeMap<>()).put(place, run);
        waiting(run).ifPresent(queue -> queue.put(place, run));
    }

    private void remove(Run run) {
        runs.remove(run.exec());
        var place = Place.of(run.request());
        all.remove(place);
        ofCell(run.cell()).remove(place);
        waiting(run).ifPresent(queue -> queue.remove(place));
    }

    /** The queue a run waits in. */
    private Optional<Map<Place, Run>> waiting(Run run) {
        if (run.state() == RunState.ASSIGNED)
            return run.session().map(s -> queues.computeIfAbsent(s, _ -> new TreeMap<>()));
        if (run.state() != RunState.PENDING || run.request().session().isPresent()) return Optional.empty();
        if (run.request().origin().isPresent()) return Optional.empty();
        return Optional.of(run.request()
                .host()
                .map(d -> hosts.computeIfAbsent(d, _ -> new TreeMap<>()))
                .orElse(open));
    }

    private static Optional<Batch> batch(Run run) {
        return run.request().batch().map(id -> new Batch(run.author().grant(), id));
    }

    private Set<ExecId> mark(Batch key, ExecId exec, Optional<Run> now) {
        var batch = batches.computeIfAbsent(key, _ -> new BatchRuns());
        boolean failedBefore = !batch.failed().isEmpty();
        batch.members().remove(exec);
        batch.failed().remove(exec);
        now.ifPresent(_ -> batch.members().add(exec));
        now.filter(r -> r.state() == RunState.ERROR)
                .ifPresent(_ -> batch.failed().add(exec));
        return failedBefore == batch.failed().isEmpty() ? Set.copyOf(batch.members()) : Set.of();
    }
}
