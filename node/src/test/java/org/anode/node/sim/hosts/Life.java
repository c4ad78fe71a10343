package org.anode.node.sim.hosts;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.anode.node.doc.HostsOver;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.doc.SteppedNotebook;
import org.anode.node.host.BidMessage;
import org.anode.node.net.SteppedHosts;
import org.anode.node.replicate.Event;
import org.anode.node.replicate.Heard;
import org.anode.node.replicate.PeerId;
import org.anode.node.replicate.WireCodec;
import org.anode.node.sim.Crash;
import org.anode.node.sim.Violation;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;

/** One life of a process: the real open notebook and the real talk of hosts, on a simulated disk, network and clock. */
final class Life implements LifeStore.Hooks {
    private static final long TURN_MS = 200;
    private static final long TALK_MS = 1_000;
    private static final String NO_RUNS = "Nothing is run here.";

    private final World world;
    private final Computer computer;
    private final long number;
    private final LifeStore store;
    private final SteppedNotebook notebook;
    private final SteppedHosts talk;
    private final Deque<Consumer<OpenNotebook>> turns = new ArrayDeque<>();
    private boolean inTurn;

    Life(World world, Computer computer, long number) {
        this.world = world;
        this.computer = computer;
        this.number = number;
        this.store = new LifeStore(world.flaw.store(computer.disk, number), this);
        var desk = People.deskOf(
                computer.identity,
                store,
                new SeededRandom(world.time.random.nextLong()),
                computer.hosts() ? Optional.empty() : Optional.of(NO_RUNS),
                world::permit);
        var kernels = new SimKernels(world.time, this::happens, world::kernelMs, this::begun);
        this.notebook = new SteppedNotebook(desk, kernels, computer::nowMs, turn -> turn(turn::take));
        this.talk = new SteppedHosts(
                computer.identity,
                (to, message) -> world.links.send(computer, Links.Kind.HOSTS, to, message),
                this::turn,
                computer::nowMs);
    }

    void begin() {
        turn(open -> {
            open.replication()
                    .connect((to, message) -> to.forEach(
                            peer -> world.links.send(computer, Links.Kind.LOG, peer, WireCodec.encode(message))));
            open.seeHosts(world.flaw.hosts(new Noted(), this));
        });
        world.time.within(TURN_MS, this::pass);
        world.time.within(TALK_MS, this::tick);
    }

    private boolean isOver() {
        return computer.life().filter(now -> now == this).isEmpty();
    }

    private void happens(Runnable what) {
        computer.happens(number, what);
    }

    private void pass() {
        if (isOver()) return;
        happens(() -> {
            if (notebook.isDue()) turn(_ -> {});
            world.time.afterMs(TURN_MS, this::pass);
        });
    }

    private void tick() {
        if (isOver()) return;
        happens(() -> {
            var before = talk.here().heard();
            talk.tick();
            var now = talk.here().heard();
            for (var device : before) if (!now.contains(device)) lost(device);
            world.time.afterMs(TALK_MS, this::tick);
        });
    }

    /** It has said nothing for long. */
    private void lost(DeviceId device) {
        for (var other : world.links.computers())
            if (other.identity.device().equals(device) && other.isUp()) world.links.lostSight(computer, other);
    }

    /** One after the other, as the notebook's thread takes them. */
    void turn(Consumer<OpenNotebook> what) {
        turns.add(what);
        if (inTurn) return;
        inTurn = true;
        while (!turns.isEmpty()) notebook.turn(turns.remove());
        inTurn = false;
    }

    void connected(PeerId peer) {
        turn(open -> open.replication().on(new Event.Connected(peer)));
        talk.connected(peer);
    }

    void gone(PeerId peer) {
        talk.gone(peer);
        turn(open -> open.replication().on(new Event.Gone(peer)));
    }

    void received(PeerId from, Links.Kind kind, Bytes message) {
        switch (kind) {
            case LOG -> turn(open -> open.replication().on(new Event.Received(from, Heard.read(message))));
            case HOSTS -> talk.received(from, message);
        }
    }

    /** The real ones; what is said to them is noted. */
    private final class Noted extends HostsOver {
        Noted() {
            super(talk.here());
        }

        @Override
        public void say(DeviceId to, String person, BidMessage message) {
            world.time.note(computer + " tells " + world.named(to) + " " + message);
            super.say(to, person, message);
        }
    }

    /** As if {@code from} had said it. */
    void pretend(DeviceId from, String person, BidMessage message) {
        turn(open -> open.heardBid(from, person, message));
    }

    private void begun(SimKernels.Scripted kernel, ExecId exec, String text) {
        var sessions = notebook.begun(exec);
        if (sessions.size() != 1) throw new Violation("EX-8 " + exec + " is handed over, and begun in " + sessions);
        var session = sessions.getFirst();
        kernel.serves(session);
        world.time.saw(Seen.BEGUN);
        world.time.note(computer + " runs " + exec + " in " + session);
        if (notebook.view().session(session).filter(notebook.view()::isDetached).isPresent())
            throw new Violation("EX-7 " + exec + " begins in " + session + ", which another one displaced");
        world.journal.add(new Journal.Begun(exec, computer, number, session, text, world.time.nowMs()));
        if (world.crashes(World.CRASH_AT_HANDOVER)) throw new Crash();
    }

    SteppedNotebook notebook() {
        return notebook;
    }

    /** As {@code kill -9} does. */
    void end() {
        store.end();
        notebook.kill();
    }

    @Override
    public boolean endsHere() {
        return world.crashes(World.CRASH_AT_WRITE);
    }

    @Override
    public void wrote() {
        computer.wrote();
    }

    @Override
    public void synced() {
        world.mayCrashSoon(computer);
    }
}
