package org.anode.node.doc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.anode.node.Refusal;
import org.anode.node.host.HostEvent;
import org.anode.schema.CellId;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.cells.Cell;
import org.anode.schema.ledger.LedgerRecord;
import org.anode.schema.ledger.LedgerRecord.Control;
import org.anode.schema.ledger.LedgerRecord.Request;
import org.anode.schema.ledger.Run;
import org.anode.schema.ledger.RunState;
import org.anode.schema.ledger.SessionView;

/** What people at this computer want of runs, here or elsewhere: turned into records. */
final class Requests {
    private static final String NOT_TO_STOP =
            "This computer may not stop what others run elsewhere: ask an admin of the notebook to let it.";
    private static final String NOT_GONE =
            "That run has ended, or its computer can be reached: interrupt it there, then run the cell again.";

    private final Desk desk;
    private final Cells cells;
    private final Ledgers ledgers;
    private final Lanes lanes;
    private final Hosting hosting;
    private final Places places;
    private final Asking asking;

    Requests(Desk desk, Cells cells, Ledgers ledgers, Lanes lanes, Hosting hosting, Places places) {
        this.desk = desk;
        this.cells = cells;
        this.ledgers = ledgers;
        this.lanes = lanes;
        this.hosting = hosting;
        this.places = places;
        this.asking = new Asking(desk, cells, ledgers);
    }

    /**
     * Asks for runs of {@code wanted}, in this order.
     *
     * @param on the device that is to run them
     */
    List<ExecId> request(List<Cell> wanted, Optional<DeviceId> on) {
        desk.requireMayWrite();
        if (wanted.isEmpty()) return List.of();
        var requests = asking.requests(wanted, places.target(on));
        lanes.write(List.copyOf(requests));
        var execs = requests.stream().map(Request::id).toList();
        hosting.written(execs);
        return execs;
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
        return lanes.running().contains(exec)
                || ledgers.view()
                        .run(exec)
                        .filter(run -> run.state() == RunState.EXECUTING)
                        .isPresent();
    }

    /** Of the session that this computer's person has here, and what the person asked of one elsewhere. */
    private List<ExecId> unfinished() {
        var mine = lanes.mine();
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
        var running = lanes.running();
        var ordered =
                new ArrayList<>(execs.stream().filter(e -> !running.contains(e)).toList());
        execs.stream().filter(running::contains).forEach(ordered::add);
        return ordered;
    }

    /**
     * Ends the session, if there is one; the next request opens another.
     *
     * @param on the device that has it; the usual one if there is none
     */
    void restart(Optional<DeviceId> on) {
        desk.requireMayWrite();
        var session = on.isPresent()
                ? places.session(on.get())
                : lanes.mine().session().or(() -> elsewhere().map(SessionView::id));
        if (session.isPresent() && !ledgers.mayEnd(session.get())) throw new Refusal(NOT_TO_STOP);
        session.ifPresent(one -> control(List.of(asking.restart(one))));
    }

    void clear(List<CellId> cleared) {
        desk.requireMayWrite();
        control(cleared.stream().map(asking::clear).toList());
    }

    private void control(List<Control> controls) {
        if (controls.isEmpty()) return;
        lanes.write(List.copyOf(controls));
        for (var control : controls) lanes.control(new HostEvent.ControlMerged(control));
    }

    /**
     * Asks for a run again, of the same text, where it can be run now: its computer can not be reached. What has not begun is
     * taken back in the same change (EX-7).
     *
     * @throws Refusal if it can be reached, or the run has ended
     */
    ExecId runElsewhere(ExecId exec) {
        desk.requireMayWrite();
        var run = ledgers.view().run(exec).filter(places::isGone).orElseThrow(() -> new Refusal(NOT_GONE));
        var again = asking.again(run.request(), places.target(Optional.empty()));
        var records = new ArrayList<LedgerRecord>();
        if (run.state() != RunState.EXECUTING) records.add(asking.cancel(exec));
        records.add(again);
        lanes.write(records);
        hosting.written(List.of(again.id()));
        return again.id();
    }

    /**
     * Others came, went, or would run something else: what waits for one that is gone is asked for elsewhere, where the
     * notebook says so and it has not begun (EX-7).
     */
    void hostsChanged() {
        if (desk.obstacle().isPresent() || !HostSettings.of(cells.view()).moves()) return;
        for (var run : ledgers.view().runs())
            if (run.author().equals(ledgers.mine()) && run.state() != RunState.EXECUTING && places.isGone(run))
                if (places.usualHost().isPresent()) runElsewhere(run.exec());
    }
}
