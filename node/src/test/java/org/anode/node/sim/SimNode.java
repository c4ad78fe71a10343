package org.anode.node.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.anode.node.identity.Identity;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Statement;
import org.anode.node.replicate.Effect;
import org.anode.node.replicate.Event;
import org.anode.node.replicate.Heard;
import org.anode.node.replicate.Notice;
import org.anode.node.replicate.PeerId;
import org.anode.node.replicate.ReplicationMachine;
import org.anode.node.replicate.Samples;
import org.anode.node.store.Notebooks;
import org.anode.schema.Bytes;
import org.anode.schema.cells.CellsView;
import org.jspecify.annotations.Nullable;

/** A computer: its disk, its clock, and the process that runs on it or does not. */
final class SimNode implements SimProcess.Surroundings {
    /** Messages for a suspended process that its system keeps. */
    private static final int INBOX_MAX = 200;

    private static final int SYNC_MS_MAX = 30;
    private static final double CRASH_CHANCE = 0.001;

    final String name;
    final Identity identity;
    final SimDisk disk = new SimDisk();
    final List<SimProcess.Edit> edits = new ArrayList<>();
    final Map<SimNode, Long> seen = new LinkedHashMap<>();
    private final World world;
    private final Wires wires;
    private final Supplier<Flaw> flaws;
    private final double clockRate;
    private final long clockMs;
    private @Nullable SimProcess process;
    private Optional<Villain> villain = Optional.empty();
    private long sessions;
    private long suspendedUntilMs;
    private final Deque<Event> inbox = new ArrayDeque<>();
    private boolean syncDue;
    private boolean careful;

    SimNode(World world, Wires wires, Identity identity, Supplier<Flaw> flaws) {
        this.world = world;
        this.wires = wires;
        this.identity = identity;
        this.name = identity.deviceName();
        this.flaws = flaws;
        this.clockRate = 0.9 + world.random.nextDouble() * 0.2;
        this.clockMs = world.random.nextInt(1_000_000);
        disk.write(new Notebooks(disk).create(Samples.NOTEBOOK, Samples.ROOT.encoded()));
        disk.sync();
    }

    void corrupt(Villain by) {
        villain = Optional.of(by);
    }

    Optional<Villain> villain() {
        return villain;
    }

    Optional<SimProcess> process() {
        return Optional.ofNullable(process);
    }

    boolean isUp() {
        return process != null;
    }

    boolean isAwake() {
        return isUp() && world.nowMs() >= suspendedUntilMs;
    }

    /** No more crashes of its own. */
    void beCareful() {
        careful = true;
        suspendedUntilMs = 0;
        wake();
    }

    private long clock() {
        return clockMs + (long) (world.nowMs() * clockRate);
    }

    PeerId id() {
        return new PeerId(identity.device(), sessions);
    }

    void start() {
        if (isUp()) return;
        sessions++;
        world.note(name + " starts");
        process = new SimProcess(world, this, identity, flaws.get(), disk, sessions);
        scheduleTick(sessions);
        wires.lookAround();
    }

    /** The process ends; what it wrote is there. */
    void kill() {
        if (process == null) return;
        world.note(name + " is killed");
        world.saw(Seen.KILL);
        end();
    }

    /** The power goes: some of what was not synced is not there. */
    void losePower() {
        int unsynced = disk.unsyncedWrites();
        int kept = world.random.nextInt(unsynced + 1);
        world.note(name + " loses power and " + (unsynced - kept) + " writes");
        world.saw(Seen.POWER_LOSS);
        if (kept < unsynced) world.saw(Seen.TORN_WRITE);
        end();
        disk.losePower(kept);
    }

    private void end() {
        if (process != null) process.close();
        process = null;
        seen.clear();
        inbox.clear();
        syncDue = false;
        wires.lookAround();
        if (!careful) world.afterMs(200 + world.random.nextInt(4_000), this::start);
    }

    void suspend(long ms) {
        world.note(name + " is suspended for " + ms + " ms");
        world.saw(Seen.SUSPENDED);
        suspendedUntilMs = Math.max(suspendedUntilMs, world.nowMs() + ms);
        if (!inbox.isEmpty()) world.afterMs(ms, this::wake);
    }

    private void scheduleTick(long session) {
        world.afterMs((long) (ReplicationMachine.TICK_MS / clockRate), () -> {
            if (session != sessions || !isUp()) return;
            on(new Event.Tick());
            scheduleTick(session);
        });
    }

    void receive(PeerId from, Bytes message) {
        villain.ifPresent(v -> v.hear(from, message));
        on(new Event.Received(from, Heard.read(message)));
    }

    /** The process gets to know it; if it is suspended, when it wakes up. */
    void on(Event event) {
        if (process == null) return;
        if (isAwake()) {
            wake();
            handle(event);
        } else if (inbox.size() < INBOX_MAX || !(event instanceof Event.Received)) {
            if (inbox.isEmpty()) world.afterMs(suspendedUntilMs - world.nowMs(), this::wake);
            inbox.add(event);
        }
    }

    /** What came meanwhile, in its order. */
    private void wake() {
        while (isAwake() && !inbox.isEmpty()) handle(inbox.remove());
    }

    private void handle(Event event) {
        carefully(() -> ifUp(p -> p.on(event, clock())));
    }

    void edit(boolean cells) {
        if (!isAwake()) return;
        wake();
        carefully(() -> ifUp(p -> p.edit(clock(), cells)));
    }

    /** What its admin says; empty if it is none, or the node went down over it. */
    Optional<SealedStatement> state(Statement.Body body) {
        if (!isAwake()) return Optional.empty();
        wake();
        var said = process().flatMap(process -> process.sealed(body));
        said.map(Event.Stated::new).ifPresent(this::handle);
        var kept = new Notebooks(disk).log(Samples.NOTEBOOK).statements();
        if (said.isEmpty() || !kept.contains(said.get().encoded())) return Optional.empty();
        disk.sync(); // nobody is told that somebody is a member, or none any more, before that is on the disk
        world.note(name + " states " + said.get().hash() + ": " + said.get().statement());
        wires.stated(said.get());
        return said;
    }

    private void ifUp(java.util.function.Consumer<SimProcess> what) {
        if (process != null) what.accept(process);
    }

    private void carefully(Runnable what) {
        try {
            what.run();
        } catch (Crash crash) {
            if (world.random.nextBoolean()) losePower();
            else kill();
        }
    }

    @Override
    public void mayCrash(Effect effect) {
        if (careful || !world.chance(CRASH_CHANCE)) return;
        world.saw(
                switch (effect) {
                    case Effect.StoreBatches _ -> Seen.CRASH_AT_STORE;
                    case Effect.Apply _ -> Seen.CRASH_AT_APPLY;
                    case Effect.Send _ -> Seen.CRASH_AT_SEND;
                    case Effect.StoreStatements _,
                            Effect.SetAside _,
                            Effect.Rebuild _,
                            Effect.NewActor _,
                            Effect.SendPreview _,
                            Effect.ShowPreview _,
                            Effect.Report _ -> Seen.CRASH_ELSEWHERE;
                });
        throw new Crash();
    }

    @Override
    public void send(List<PeerId> to, Bytes message) {
        for (var peer : to) wires.send(this, peer, message);
    }

    @Override
    public void written(SimProcess.Edit edit) {
        world.saw(Seen.EDIT);
        world.note(name + " writes " + edit.header.hash() + " of "
                + edit.header.document().text());
        edits.add(edit);
        wires.signed.add(edit.header.document(), edit.changes, true);
    }

    @Override
    public void previewed(CellsView preview) {
        world.saw(Seen.PREVIEW);
        world.note(name + " shows a preview of " + preview.heads());
        wires.signed.check(preview);
    }

    /** One sync a few milliseconds later serves all that was written till then (SY-4). */
    @Override
    public void wrote() {
        if (syncDue) return;
        syncDue = true;
        long session = sessions;
        world.afterMs(1 + world.random.nextInt(SYNC_MS_MAX), () -> {
            if (session != sessions || process == null) return;
            syncDue = false;
            disk.sync();
            process.saved();
        });
    }

    @Override
    public void noticed(Notice notice) {
        world.note(name + " notices " + notice);
        switch (notice) {
            case Notice.BadInput _ -> world.saw(Seen.BAD_INPUT);
            case Notice.Contradiction found -> {
                world.saw(Seen.CONTRADICTION);
                wires.requireHostile(found.grant());
            }
            case Notice.BadRecord bad -> throw new Violation("what is stored can not be read: " + bad.reason());
            case Notice.OwnKeysElsewhere _ -> world.saw(Seen.OWN_KEYS_ELSEWHERE);
            case Notice.NotConverging _,
                    Notice.SameDevice _,
                    Notice.SetAside _,
                    Notice.TooManyActors _,
                    Notice.TooManyPeers _,
                    Notice.TooMuchParked _ -> {}
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
