package org.anode.node.doc;

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
import java.util.stream.Collectors;
import org.anode.node.host.HostEvent;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.anode.schema.ledger.LedgerRecord;
import org.anode.schema.ledger.Run;
import org.anode.schema.ledger.SessionView;

/**
 * The kernels of a notebook here, one lane for each scope that is served (EX-3), and the records that this computer writes
 * about runs.
 */
final class Lanes {
    /** Kernels that one notebook keeps here: each takes much memory. */
    static final int LANES_MAX = 8;

    private final Desk desk;
    private final Ledgers ledgers;
    private final Consumer<NotebookEvent> announce;
    private final Function<String, Lane> newLane;
    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private final Lane own;

    /** What this device took up, in whatever scope, or answered. */
    private final Set<ExecId> taken = new HashSet<>();

    /** Makes a lane. */
    @FunctionalInterface
    interface Maker {
        /** As the constructor of {@link Lane}. */
        Lane make(String scope, Set<ExecId> taken, Consumer<List<LedgerRecord>> write);
    }

    Lanes(Desk desk, Ledgers ledgers, Consumer<NotebookEvent> announce, Maker maker) {
        this.desk = desk;
        this.ledgers = ledgers;
        this.announce = announce;
        takeFormer();
        this.newLane = scope -> maker.make(scope, taken, this::write);
        this.own = lane(SessionView.scopeOf(desk.person()));
    }

    /** What is known at the start is not run again (EX-8); what nobody has taken can still be (EX-6). */
    private void takeFormer() {
        ledgers.view().runs().stream().map(Run::exec).forEach(taken::add);
        ledgers.view().open().stream().map(Run::exec).forEach(taken::remove);
    }

    /** @return false if it was before */
    boolean take(ExecId exec) {
        return taken.add(exec);
    }

    boolean hasTaken(ExecId exec) {
        return taken.contains(exec);
    }

    /** Whether another one can be had, or is there. */
    boolean hasRoomFor(String scope) {
        return lanes.containsKey(scope) || lanes.size() < LANES_MAX;
    }

    List<Lane> all() {
        return List.copyOf(lanes.values());
    }

    void control(HostEvent event) {
        for (var lane : lanes.values()) lane.control(event);
    }

    /** The lane that serves this computer's own person: the session for all where there is one (EX-3). */
    Lane mine() {
        return Optional.ofNullable(lanes.get(SessionView.SCOPE_ALL))
                .filter(all -> all.session().isPresent())
                .orElse(own);
    }

    Lane lane(String scope) {
        return lanes.computeIfAbsent(scope, newLane);
    }

    Optional<Lane> of(SessionId session) {
        return lanes.values().stream()
                .filter(lane -> lane.session().filter(session::equals).isPresent())
                .findFirst();
    }

    /** Settles everything and closes the kernels; nothing of this notebook's sessions outlives it. */
    void stop() {
        lanes.values().forEach(Lane::stop);
    }

    boolean hasSession() {
        return lanes.values().stream().anyMatch(lane -> lane.session().isPresent());
    }

    Set<ExecId> running() {
        return lanes.values().stream().flatMap(lane -> lane.running().stream()).collect(Collectors.toSet());
    }

    /** The kernel of this person's open session here. */
    Optional<KernelState> kernel() {
        return mine().kernel();
    }

    /** Why the last one of this start ended, as a sentence; empty while one is open. */
    Optional<String> kernelEnded() {
        if (hasSession()) return Optional.empty();
        return ledgers.view().sessions().stream()
                .filter(session -> session.ledger().equals(ledgers.mine()) && session.isFor(desk.person()))
                .max(Comparator.comparingLong(SessionView::generation))
                .flatMap(SessionView::ended);
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

    void write(List<LedgerRecord> records) {
        var changes = ledgers.write(records);
        for (var exec : changes.runs())
            ledgers.view().run(exec).ifPresent(run -> announce.accept(new NotebookEvent.RunChanged(run)));
        for (var cell : changes.cells()) announce.accept(new NotebookEvent.ShownChanged(cell));
    }
}
