package org.anode.node.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.anode.node.identity.Identity;
import org.anode.node.replicate.Effect;
import org.anode.node.replicate.Event;
import org.anode.node.replicate.Notice;
import org.anode.node.replicate.PeerId;
import org.anode.node.replicate.ReplicationMachine;
import org.anode.node.replicate.Samples;
import org.anode.node.store.Notebooks;
import org.anode.schema.Bytes;
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
    private int inbox;
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
        syncDue = false;
        wires.lookAround();
        if (!careful) world.after(200 + world.random.nextInt(4_000), this::start);
    }

    void suspend(long ms) {
        world.note(name + " is suspended for " + ms + " ms");
        world.saw(Seen.SUSPENDED);
        suspendedUntilMs = world.nowMs() + ms;
    }

    private void scheduleTick(long session) {
        world.after((long) (ReplicationMachine.TICK_MS / clockRate), () -> {
            if (session != sessions || !isUp()) return;
            on(new Event.Tick());
            scheduleTick(session);
        });
    }

    void receive(PeerId from, Bytes message) {
        villain.ifPresent(v -> v.hear(from, message));
        on(new Event.Received(from, message));
    }

    /** The process gets to know it; if it is suspended, when it wakes up. */
    void on(Event event) {
        if (process == null) return;
        long session = sessions;
        if (world.nowMs() >= suspendedUntilMs) {
            carefully(() -> ifUp(p -> p.on(event, clock())));
        } else if (inbox < INBOX_MAX) {
            inbox++;
            world.after(suspendedUntilMs - world.nowMs(), () -> {
                inbox--;
                if (session == sessions) on(event);
            });
        }
    }

    void edit(boolean cells) {
        if (world.nowMs() < suspendedUntilMs) return;
        carefully(() -> ifUp(p -> p.edit(clock(), cells)));
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
        if (effect instanceof Effect.StoreBatches || effect instanceof Effect.Apply || effect instanceof Effect.Send)
            mayCrashAt(effect);
    }

    private void mayCrashAt(Effect effect) {
        if (careful || !world.chance(CRASH_CHANCE)) return;
        world.saw(
                effect instanceof Effect.StoreBatches
                        ? Seen.CRASH_AT_STORE
                        : effect instanceof Effect.Apply ? Seen.CRASH_AT_APPLY : Seen.CRASH_AT_SEND);
        throw new Crash();
    }

    @Override
    public void send(Effect.Send send) {
        for (var to : send.to()) wires.send(this, to, org.anode.node.replicate.WireCodec.encode(send.message()));
    }

    @Override
    public void written(SimProcess.Edit edit) {
        world.saw(Seen.EDIT);
        world.note(name + " writes " + edit.header.hash() + " of "
                + edit.header.document().text());
        edits.add(edit);
    }

    /** One sync a few milliseconds later serves all that was written till then (SY-4). */
    @Override
    public void wrote() {
        if (syncDue) return;
        syncDue = true;
        long session = sessions;
        world.after(1 + world.random.nextInt(SYNC_MS_MAX), () -> {
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
