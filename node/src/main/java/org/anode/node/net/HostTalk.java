package org.anode.node.net;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.host.Offer;
import org.anode.node.replicate.PeerId;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.Parsed;

/**
 * What those in a notebook's room would run for each other (EX-5, EX-18): each host tells each peer, again and again, and what
 * was not repeated for {@link #GONE_MS} by the receiver's clock is over; time in which this process was suspended does not
 * count (SY-11). Any thread.
 */
final class HostTalk {
    /** After that a host that says nothing is gone (EX-9). */
    static final long GONE_MS = 15_000;

    private static final long SAY_EVERY_TICKS = 3;

    /** A tick that comes so late was not late: this process did not run. */
    private static final long SUSPENDED_MS = 5_000;

    private final Room room;
    private final LongSupplier nowMs;
    private final Map<PeerId, Heard> heard = new HashMap<>();
    private final Set<PeerId> present = new HashSet<>();
    private long ticks;
    private long tickedMs;

    private record Heard(Offer offer, long atMs) {}

    /** Where it is said. */
    interface Room {
        /** Must not block. */
        void send(PeerId to, Bytes message);

        void turn(Consumer<OpenNotebook> what);
    }

    HostTalk(Room room, LongSupplier nowMs) {
        this.room = room;
        this.nowMs = nowMs;
        this.tickedMs = nowMs.getAsLong();
    }

    void connected(PeerId peer) {
        synchronized (this) {
            present.add(peer);
        }
        say(Set.of(peer));
    }

    synchronized void gone(PeerId peer) {
        present.remove(peer);
        heard.remove(peer);
    }

    /** What is none of these messages is of a later version. */
    synchronized void received(PeerId peer, Bytes message) {
        if (present.contains(peer) && OfferCodec.decode(message) instanceof Parsed.Ok<Offer>(var offer))
            heard.put(peer, new Heard(offer, nowMs.getAsLong()));
    }

    /** To be called about every second. */
    void tick() {
        Set<PeerId> to;
        synchronized (this) {
            forget();
            to = ++ticks % SAY_EVERY_TICKS == 0 ? Set.copyOf(present) : Set.of();
        }
        say(to);
    }

    private void forget() {
        long now = nowMs.getAsLong();
        long passed = now - tickedMs;
        tickedMs = now;
        if (passed > SUSPENDED_MS) heard.replaceAll((_, one) -> new Heard(one.offer, one.atMs + passed));
        heard.values().removeIf(one -> now - one.atMs > GONE_MS);
    }

    /** To all: who may run here, or who is a member, is another. */
    void sayAgain() {
        Set<PeerId> to;
        synchronized (this) {
            to = Set.copyOf(present);
        }
        say(to);
    }

    private void say(Set<PeerId> to) {
        if (to.isEmpty()) return;
        room.turn(open -> {
            for (var peer : to) open.offer(peer.device()).ifPresent(offer -> room.send(peer, OfferCodec.encode(offer)));
        });
    }

    /** The devices that would run something for this one. */
    synchronized Map<DeviceId, Offer> inSight() {
        var found = new TreeMap<DeviceId, Offer>();
        heard.forEach((peer, one) -> found.put(peer.device(), one.offer));
        return found;
    }
}
