package org.anode.node.transport;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.anode.node.identity.SigningKey;
import org.anode.relay.client.RelayAddress;
import org.anode.relay.client.RelayLoops;
import org.anode.relay.wire.JoinRefusal;
import org.anode.relay.wire.Signer;

/**
 * Rooms at one relay, over as many connections as the relay's limit of rooms asks for. Connects with the first room, and
 * again whenever a connection breaks; rooms stay joined, their links go and come. The relay is not trusted.
 */
public final class RelayTransport implements Transport {
    private static final System.Logger LOG = System.getLogger(RelayTransport.class.getName());

    /** Until the relay says how many rooms a connection may have. */
    private static final int ROOMS_PER_LINE = 64;

    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("relay").start(task);

    private final RelayAddress relay;
    private final Signer signer;
    private final RelayLoops loops;
    private final TransportLimits most;
    private final RandomGenerator random;
    private final Runnable onStatus;
    private final AtomicLong links = new AtomicLong();
    private final LongAdder malformed = new LongAdder();
    private final Map<RoomId, RelaySeat> seats = new HashMap<>();
    private final List<RelayLine> lines = new ArrayList<>();
    private TransportLimits limits;
    private int roomsPerLine = ROOMS_PER_LINE;
    private boolean closed;

    /**
     * @param key      who this node is to this relay; another one at every relay
     * @param loops    the caller's, to be closed after this
     * @param onStatus runs when {@link #status} may be another; must not block
     */
    public RelayTransport(
            RelayAddress relay,
            SigningKey key,
            RelayLoops loops,
            TransportLimits limits,
            RandomGenerator random,
            Runnable onStatus) {
        this.relay = relay;
        this.signer = new RelaySigner(key);
        this.loops = loops;
        this.most = limits;
        this.limits = limits;
        this.random = random;
        this.onStatus = onStatus;
    }

    @Override
    public synchronized TransportLimits limits() {
        return limits;
    }

    @Override
    public synchronized Room join(RoomPass room, RoomListener listener) {
        if (seats.containsKey(room.id())) throw new IllegalStateException("in this room already");
        most.checkRooms(seats.size());
        var seat = new RelaySeat(this, room, listener);
        seats.put(room.id(), seat);
        if (closed) seat.close();
        else place(seat);
        return seat;
    }

    /** Onto the first connection that has room. */
    void place(RelaySeat seat) {
        for (var line : lines) {
            if (line.rooms() >= roomsPerLine) continue;
            line.take(seat);
            return;
        }
        var line = new RelayLine(this);
        lines.add(line);
        line.take(seat);
    }

    void left(RelaySeat seat) {
        seats.remove(seat.id());
    }

    /** The relay says what it takes. */
    void takes(int frameBytesMax, int roomsMax) {
        roomsPerLine = Math.max(1, roomsMax);
        int frame = Math.max(1, Math.min(most.frameBytesMax(), frameBytesMax - RelayFrame.OVERHEAD_BYTES));
        limits = most.withFrames(frame);
    }

    void notJoined(JoinRefusal why) {
        LOG.log(Level.DEBUG, "{0} lets a room wait: {1}", relay, why);
    }

    /** How it stands; the best of its connections. */
    public synchronized RelayStatus status() {
        RelayStatus best = new RelayStatus.Unused();
        for (var line : lines) {
            var one = line.status();
            if (one instanceof RelayStatus.Connected) return one;
            if (!(one instanceof RelayStatus.Unused)) best = one;
        }
        return best;
    }

    /** How many frames came that are none. */
    public long malformed() {
        return malformed.sum();
    }

    void countMalformed() {
        malformed.increment();
    }

    void statusChanged() {
        THREADS.execute(onStatus);
    }

    /** For one room. */
    Inbox inbox(RoomListener listener, Runnable onBug) {
        return new Inbox(listener, most, THREADS, onBug);
    }

    LinkId newLink() {
        return new LinkId(links.incrementAndGet());
    }

    RelayAddress relay() {
        return relay;
    }

    Signer signer() {
        return signer;
    }

    RelayLoops loops() {
        return loops;
    }

    RandomGenerator random() {
        return random;
    }

    boolean isClosed() {
        return closed;
    }

    long nowMs() {
        return System.nanoTime() / 1_000_000;
    }

    @Override
    public synchronized void close() {
        if (closed) return;
        closed = true;
        List.copyOf(seats.values()).forEach(RelaySeat::close);
        lines.forEach(RelayLine::hangUp);
    }
}
