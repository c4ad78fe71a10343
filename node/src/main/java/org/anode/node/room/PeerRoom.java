package org.anode.node.room;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anode.node.NodeFailure;
import org.anode.node.identity.Agreement;
import org.anode.node.identity.DeviceKeys;
import org.anode.node.replicate.PeerId;
import org.anode.node.transport.LinkId;
import org.anode.node.transport.RoomCipher;
import org.anode.node.transport.RoomListener;
import org.anode.node.transport.Transport;
import org.anode.node.transport.Way;
import org.anode.schema.Bytes;

/**
 * A room as those in it see it: peers who proved their device, and messages of theirs. Over as many transports as are
 * attached. The shell of {@link RoomMachine}.
 *
 * <p>Any thread may call; nothing here blocks for long. Two locks: {@code telling} is held while something happens and the
 * listener hears of it, so that it hears one thing at a time; the room's own, inside it, guards the machine and is never
 * held while the listener runs.
 */
public final class PeerRoom implements AutoCloseable {
    /** The longest message of replication (5 MiB), and what others put around it. */
    public static final int MESSAGE_BYTES_MAX = (5 << 20) + (64 << 10);

    /** How soon a lost hello is said again. */
    private static final Duration TICK = Duration.ofSeconds(1);

    /** Who is told what happens in a room, one thing after another; may block. An exception ends the room: it is a bug. */
    public interface Listener {
        /** It is proven and can be sent to, from now until it is gone. */
        void connected(PeerId peer, Bytes deviceKey, Bytes agreementKey);

        void gone(PeerId peer);

        /** It is reached by another way than before ({@link #path}). */
        default void rerouted(PeerId peer) {}

        /** @param message from exactly this peer, unchanged, once */
        void received(PeerId peer, Lane lane, Bytes message);

        /** Messages may have been lost, from or to anybody (SY-7). */
        void resync();
    }

    private final RoomSecret secret;
    private final Listener listener;
    private final RoomMachine machine;
    private final Object telling = new Object();
    private final Thread ticker = Thread.ofVirtual().name("room-ticker").unstarted(this::tickAgainAndAgain);

    private final Attachments attachments = new Attachments();
    private boolean closed;

    /**
     * Nobody is in it until a transport is attached.
     *
     * @param context what hellos are for besides the room: the notebook's id
     */
    public PeerRoom(RoomSecret secret, Bytes context, DeviceKeys keys, SecureRandom random, Listener listener) {
        this(secret, self(secret, context, keys, random), random, listener);
        ticker.start();
    }

    private PeerRoom(RoomSecret secret, Self self, SecureRandom random, Listener listener) {
        this.secret = secret;
        this.listener = listener;
        this.machine = new RoomMachine(self, () -> Bytes.random(random, End.CHALLENGE_BYTES));
    }

    /** One for whose ticks the caller cares. */
    static PeerRoom withoutTicks(
            RoomSecret secret, Bytes context, DeviceKeys keys, SecureRandom random, Listener listener) {
        return new PeerRoom(secret, self(secret, context, keys, random), random, listener);
    }

    private static Self self(RoomSecret secret, Bytes context, DeviceKeys keys, SecureRandom random) {
        var session = Bytes.random(random, RoomCipher.SESSION_BYTES);
        return new Self(secret, context, keys, session, Bytes.random(random, Agreement.SECRET_BYTES));
    }

    /**
     * Joins the room there too; again does nothing. Of several ways that of the lowest rank is preferred.
     *
     * @throws NodeFailure if the transport is in too many rooms
     */
    public synchronized void attach(Way way) {
        if (closed) return;
        var pass = secret.pass();
        attachments.attach(way, pass, number -> new Ears(way.rank(pass.id()), number));
    }

    /** Leaves the room there; whoever was reached by no other transport is gone. Waits while the listener is told something. */
    public void detach(Transport transport) {
        find(transport).ifPresent(this::leave);
    }

    private synchronized Optional<Integer> find(Transport transport) {
        return attachments.find(transport);
    }

    private void leave(int transport) {
        synchronized (this) {
            attachments.leave(transport);
        }
        happen(new RoomEvent.Left(transport));
    }

    /**
     * To each of them that is connected. Does not block; what does not fit is dropped, and the other side hears
     * {@code resync}.
     *
     * @throws IllegalArgumentException if the message is longer than {@link #MESSAGE_BYTES_MAX}
     */
    public synchronized void send(List<PeerId> to, Lane lane, Bytes message) {
        if (message.size() > MESSAGE_BYTES_MAX)
            throw new IllegalArgumentException("message of " + message.size() + " bytes");
        if (closed) return;
        for (var peer : to) machine.route(peer).ifPresent(route -> send(route, lane, message));
    }

    /** To everybody who is connected, as {@link #send}. */
    public synchronized void broadcast(Lane lane, Bytes message) {
        send(machine.peers(), lane, message);
    }

    private void send(Route route, Lane lane, Bytes message) {
        attachments.frameBytesMax(route).ifPresent(max -> {
            var frames = machine.frames(route, lane, message, max);
            while (frames.hasNext()) if (!attachments.transmit(route, frames.next())) return;
        });
    }

    /** The way by which a peer is reached; none if it is not connected. */
    public synchronized Optional<Way> path(PeerId peer) {
        return machine.route(peer).flatMap(attachments::way);
    }

    public synchronized List<PeerId> peers() {
        return machine.peers();
    }

    /** How many frames came that were forged, of sessions not proven, played again or nothing at all. */
    public synchronized long malformed() {
        return machine.malformed();
    }

    /** Leaves on all transports; again does nothing. The listener hears nothing any more, but for what it hears now. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) return;
            closed = true;
            attachments.leaveAll();
        }
        ticker.interrupt();
    }

    private void tickAgainAndAgain() {
        try {
            while (!isClosed()) {
                Thread.sleep(TICK);
                tick();
            }
        } catch (InterruptedException _) {
            // closed
        }
    }

    void tick() {
        for (int transport : takeClosed()) leave(transport);
        happen(new RoomEvent.Tick());
    }

    private synchronized Set<Integer> takeClosed() {
        return attachments.takeClosed();
    }

    private void happen(RoomEvent event) {
        synchronized (telling) {
            try {
                for (var news : decide(event)) if (!isClosed()) tell(news);
            } catch (RuntimeException | Error e) {
                close();
                throw e;
            }
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized List<RoomEffect.News> decide(RoomEvent event) {
        var all = new ArrayList<RoomEffect.News>();
        for (var effect : closed ? List.<RoomEffect>of() : machine.handle(event)) {
            switch (effect) {
                case RoomEffect.Transmit(var to, var frame) -> attachments.transmit(to, frame);
                case RoomEffect.News news -> all.add(news);
            }
        }
        return all;
    }

    private void tell(RoomEffect.News news) {
        switch (news) {
            case RoomEffect.Connected(var peer, var deviceKey, var agreementKey) ->
                listener.connected(peer, deviceKey, agreementKey);
            case RoomEffect.Gone(var peer) -> listener.gone(peer);
            case RoomEffect.Received(var peer, var lane, var message) -> listener.received(peer, lane, message);
            case RoomEffect.Rerouted(var peer) -> listener.rerouted(peer);
            case RoomEffect.Resync() -> listener.resync();
        }
    }

    /** What one transport says. */
    private final class Ears implements RoomListener {
        private final long rank;
        private final int transport;

        Ears(long rank, int transport) {
            this.rank = rank;
            this.transport = transport;
        }

        @Override
        public void up(LinkId link) {
            happen(new RoomEvent.Up(new Route(rank, transport, link)));
        }

        @Override
        public void received(LinkId from, Bytes frame) {
            happen(new RoomEvent.Frame(new Route(rank, transport, from), frame));
        }

        @Override
        public void gone(LinkId link) {
            happen(new RoomEvent.Gone(new Route(rank, transport, link)));
        }

        @Override
        public void resync() {
            happen(new RoomEvent.Resync());
        }
    }
}
