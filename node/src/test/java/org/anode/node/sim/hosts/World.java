package org.anode.node.sim.hosts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.host.Permit;
import org.anode.node.host.RunPolicy;
import org.anode.node.host.RunPolicy.Rule;
import org.anode.node.replicate.Event;
import org.anode.node.sim.Timeline;
import org.anode.schema.CellId;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.anode.schema.ledger.LedgerRecord;
import org.anode.schema.ledger.Rights.Holder;

/** One simulation: the computers, what is between them, and what really happened. */
final class World {
    static final double CRASH_AT_WRITE = 0.002;
    static final double CRASH_AT_HANDOVER = 0.05;
    private static final double CRASH_AFTER_TAKING = 0.2;
    private static final int TRACE_MAX = 300;
    private static final long SOON_MS = 1_500;
    private static final long BACK_MS_MIN = 500;
    private static final long BACK_MS_MAX = 40_000;
    private static final long RESYNC_MS = 5_000;
    private static final double POWER_CHANCE = 0.3;

    final Timeline<Seen> time;
    final Links links;
    final Journal journal = new Journal();
    final List<Computer> computers = new ArrayList<>();
    final Flaw flaw;
    private final RunPolicy policy;
    private final List<Integer> identities = new ArrayList<>(List.of(0, 1, 2, 3, 4));
    private boolean crashing;
    private long kernelMs = 4_000;

    World(long seed, Rule rule, Flaw flaw) {
        this.time = new Timeline<>(seed, Seen.class, TRACE_MAX);
        this.links = new Links(time, computers, seed);
        this.policy = new RunPolicy(rule, Set.of());
        this.flaw = flaw;
        Collections.shuffle(identities, time.random);
    }

    /** Whoever it is: they trust each other. */
    Permit permit(Holder asks) {
        return policy.permit(asks, true);
    }

    Computer host() {
        return computer(true);
    }

    /** It runs nothing, not even its own. */
    Computer guest() {
        return computer(false);
    }

    private Computer computer(boolean hosts) {
        int number = computers.size();
        var made = new Computer(this, number, People.ALL.get(identities.get(number)), hosts);
        computers.add(made);
        return made;
    }

    List<Computer> hosts() {
        return computers.stream().filter(Computer::hosts).toList();
    }

    /** How long a cell runs at most. */
    void kernelMs(long max) {
        kernelMs = max;
    }

    long kernelMs() {
        return kernelMs;
    }

    /** From now on processes end where it hurts, now and then, and come back. */
    void crashing(boolean whether) {
        crashing = whether;
    }

    boolean crashes(double chance) {
        return crashing && time.chance(chance) && isAllUp();
    }

    private boolean isAllUp() {
        return computers.stream().allMatch(one -> one.lives() == 0 || one.isUp());
    }

    /** Before others have what it wrote. */
    void mayCrashSoon(Computer computer) {
        if (crashes(CRASH_AFTER_TAKING)) time.within(SOON_MS, () -> mayCrash(computer));
    }

    /** One is down at most: of two that die others are left who knew what they did. */
    void mayCrash(Computer computer) {
        if (!crashing || !isAllUp()) return;
        computer.crash(time.chance(POWER_CHANCE));
        time.afterMs(time.between(BACK_MS_MIN, BACK_MS_MAX), computer::start);
    }

    /**
     * Asks for a run of what its person sees in the cell now.
     *
     * @return none if it could not
     */
    Optional<ExecId> ask(Computer computer, CellId cell) {
        int before = journal.count();
        computer.turn(open -> ask(computer, open, cell));
        return journal.count() == before ? Optional.empty() : journal.latest();
    }

    private void ask(Computer computer, OpenNotebook open, CellId cell) {
        var seen = open.view().cells().get(cell);
        if (seen == null) throw new IllegalStateException("no cell " + cell);
        var exec = open.run(List.of(cell.value())).getFirst();
        time.saw(Seen.ASKED);
        if (open.sessions().isEmpty()) time.saw(Seen.ASKED_WITHOUT_SESSION);
        var request = open.run(exec).orElseThrow().request();
        if (request.host().isEmpty() && request.session().isEmpty()) time.saw(Seen.OPEN_REQUEST);
        time.note(computer + " asks " + whom(request) + " for " + exec);
        journal.add(new Journal.Asked(exec, computer, seen.source(), time.nowMs()));
    }

    private String whom(LedgerRecord.Request request) {
        return request.session()
                .map(SessionId::value)
                .or(() -> request.host().map(this::named))
                .orElse("nobody");
    }

    String named(DeviceId device) {
        return computers.stream()
                .filter(one -> one.identity.device().equals(device))
                .findFirst()
                .map(Computer::toString)
                .orElse("somebody");
    }

    /** Nothing more goes wrong; all tell each other once more what they have. */
    void rest(long ms) {
        time.note("rest");
        crashing = false;
        computers.forEach(Computer::wake);
        links.calm();
        time.run(RESYNC_MS);
        for (var one : computers) one.turn(open -> open.replication().on(new Event.Resync()));
        time.run(ms - RESYNC_MS);
    }

    void close() {
        computers.forEach(Computer::close);
    }
}
