package org.anode.node.sim.hosts;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.identity.Identity;
import org.anode.node.replicate.PeerId;
import org.anode.node.sim.Crash;
import org.anode.node.sim.SimDisk;
import org.anode.node.sim.Timeline;
import org.anode.schema.Bytes;
import org.jspecify.annotations.Nullable;

/** A computer: its disk, its clock, and the process that runs on it or does not. */
final class Computer {
    /** Messages for a suspended process that its system keeps. */
    private static final int INBOX_MAX = 500;

    /** Its peers drop a process that says nothing for so long. */
    private static final long PATIENCE_MS_MAX = 20_000;

    private static final long HOUR_MS = 3_600_000;
    private static final long SYNC_MS_MAX = 30;
    private static final double POWER_CHANCE = 0.3;

    final int number;
    final Identity identity;
    final SimDisk disk = new SimDisk();
    final Map<Computer, Long> seen = new HashMap<>();
    /** They have dropped this one, which does not know it. */
    final Set<Computer> dropped = new HashSet<>();

    private final World world;
    private final Timeline<Seen> time;
    private final boolean hosts;
    private final Deque<Runnable> inbox = new ArrayDeque<>();
    private @Nullable Life life;
    private long lives;
    private boolean suspended;
    private boolean silent;
    private boolean lostPower;
    private boolean syncDue;
    private long clockMs;

    Computer(World world, int number, Identity identity, boolean hosts) {
        this.world = world;
        this.time = world.time;
        this.number = number;
        this.identity = identity;
        this.hosts = hosts;
        disk.write(People.notebook());
        disk.sync();
    }

    /** Whether it runs what others ask for. */
    boolean hosts() {
        return hosts;
    }

    long lives() {
        return lives;
    }

    PeerId id() {
        return new PeerId(identity.device(), lives);
    }

    boolean isUp() {
        return life != null;
    }

    boolean isAwake() {
        return isUp() && !suspended;
    }

    /** Suspended for so long that others notice. */
    boolean isSilent() {
        return silent;
    }

    /** Whether something that its process wrote may be gone. */
    boolean lostPower() {
        return lostPower;
    }

    Optional<Life> life() {
        return Optional.ofNullable(life);
    }

    /** Of the process: never goes back while it lives. */
    long nowMs() {
        return clockMs + time.nowMs();
    }

    void start() {
        if (isUp()) return;
        lives++;
        time.note(this + " starts");
        clockMs = 2 * HOUR_MS + time.between(-HOUR_MS, HOUR_MS);
        carefully(() -> {
            var started = new Life(world, this, lives);
            life = started;
            started.begin();
        });
        world.links.lookAround();
    }

    /** @param more whether power goes too, and with it what was not synced */
    void crash(boolean more) {
        if (!isUp()) return;
        time.saw(Seen.CRASH);
        end();
        if (more) losePower();
        else time.note(this + " is killed");
        world.links.lookAround();
    }

    private void end() {
        var old = life;
        life = null;
        suspended = false;
        silent = false;
        seen.clear();
        dropped.clear();
        inbox.clear();
        syncDue = false;
        if (old != null) old.end();
    }

    private void losePower() {
        int unsynced = disk.unsyncedWrites();
        int kept = time.random.nextInt(unsynced + 1);
        time.note(this + " loses power and " + (unsynced - kept) + " writes");
        time.saw(Seen.POWER_LOSS);
        lostPower |= kept < unsynced;
        disk.losePower(kept);
    }

    /** No process runs on for that time, nor do kernels say anything; then its clock has gone on by {@code leapMs} more. */
    void suspend(long ms, long leapMs) {
        if (!isAwake()) return;
        time.saw(Seen.SUSPENDED);
        time.note(this + " is suspended for " + ms + " ms");
        suspended = true;
        long of = lives;
        time.afterMs(1 + time.random.nextLong(PATIENCE_MS_MAX), () -> {
            if (!suspended || of != lives) return;
            silent = true;
            world.links.leavesAlone(this);
            world.links.lookAround();
        });
        time.afterMs(ms, () -> {
            if (of == lives) resume(leapMs);
        });
    }

    /** Time passes at once for its process. */
    void leap(long ms) {
        time.saw(Seen.CLOCK_LEAP);
        time.note("the clock of " + this + " leaps " + ms + " ms");
        clockMs += ms;
    }

    private void resume(long leapMs) {
        if (!suspended) return;
        time.note(this + " goes on");
        suspended = false;
        silent = false;
        if (leapMs > 0) leap(leapMs);
        while (isAwake() && !inbox.isEmpty()) carefully(inbox.remove());
        world.links.lookAround();
    }

    void wake() {
        resume(0);
    }

    /** The process that runs now does it, unless it has ended; when it goes on, if it is suspended. */
    void happens(long of, Runnable what) {
        if (of != lives || !isUp()) return;
        if (suspended) inbox.add(what);
        else carefully(what);
    }

    private void carefully(Runnable what) {
        try {
            what.run();
        } catch (Crash crash) {
            time.saw(Seen.CRASH_IN_A_TURN);
            crash(time.chance(POWER_CHANCE));
            time.afterMs(time.between(200, 30_000), this::start);
        }
    }

    void received(PeerId from, Links.Kind kind, Bytes message) {
        if (suspended && inbox.size() >= INBOX_MAX) return;
        life().ifPresent(now -> happens(lives, () -> now.received(from, kind, message)));
    }

    void connected(PeerId peer) {
        life().ifPresent(now -> happens(lives, () -> now.connected(peer)));
    }

    void gone(PeerId peer) {
        life().ifPresent(now -> happens(lives, () -> now.gone(peer)));
    }

    /** Somebody at this computer does something now. */
    void turn(Consumer<OpenNotebook> what) {
        if (isAwake()) life().ifPresent(now -> happens(lives, () -> now.turn(what)));
    }

    /** One sync a few milliseconds later serves all that was written till then (SY-4). */
    void wrote() {
        if (syncDue) return;
        syncDue = true;
        long of = lives;
        time.within(SYNC_MS_MAX, () -> {
            if (of != lives || !isUp()) return;
            syncDue = false;
            disk.sync();
        });
    }

    /** For good. */
    void close() {
        end();
    }

    @Override
    public String toString() {
        return (hosts ? "host " : "guest ") + number;
    }
}
