package org.anode.node.net;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.anode.node.doc.HostsHere;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.host.BidMachine;
import org.anode.node.host.BidMessage;
import org.anode.node.host.InputMessage;
import org.anode.node.host.Offer;
import org.anode.node.replicate.PeerId;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.Parsed;

/**
 * What those in a notebook's room would run for each other (EX-5, EX-18): each host tells each peer, again and again, and what
 * was not repeated for {@link BidMachine#SILENT_MS} by the receiver's clock is over; time in which this process was suspended does not
 * count (SY-11). Any thread.
 */
final class HostTalk implements HostsHere {
    private static final long SAY_EVERY_TICKS = 3;

    private static final long TICK_MS = 1_000;

    private final Room room;
    private final SealedAnswers answers;
    private final LongSupplier nowMs;
    private final Repeated<Optional<Offer>> heard;
    private final Map<PeerId, Bytes> present = new HashMap<>();
    private long ticks;

    /** Where it is said. */
    interface Room extends Speaking {
        /** Who can be reached, or would run what, is another. Must not block. */
        void changed();
    }

    HostTalk(Room room, SealedAnswers answers, LongSupplier nowMs) {
        this.room = room;
        this.answers = answers;
        this.nowMs = nowMs;
        this.heard = new Repeated<>(BidMachine.SILENT_MS, TICK_MS, nowMs.getAsLong());
    }

    /** @param agreementKey for what is sealed for it */
    void connected(PeerId peer, Bytes agreementKey) {
        synchronized (this) {
            present.put(peer, agreementKey);
        }
        say(Set.of(peer));
    }

    void gone(PeerId peer) {
        boolean wasHost;
        synchronized (this) {
            present.remove(peer);
            wasHost = heard.remove(peer);
        }
        if (wasHost) changed();
    }

    /** What is none of these messages is of a later version. */
    void received(PeerId peer, Bytes message) {
        if (!(HostCodec.decode(message) instanceof Parsed.Ok<HostMessage>(var said))) return;
        switch (said) {
            case HostMessage.Beat(var offer) -> heard(peer, offer);
            case HostMessage.Bidding(var person, var bid) ->
                room.turn(open -> open.heardBid(peer.device(), person, bid));
            case HostMessage.Inputting(var input) -> room.turn(open -> open.heardInput(peer.device(), input));
            case HostMessage.SealedAnswer(var exec, var nr, var sealed) ->
                answers.opened(exec, nr, sealed)
                        .ifPresent(answer -> room.turn(open -> open.heardInput(peer.device(), answer)));
        }
    }

    private void heard(PeerId peer, Optional<Offer> offer) {
        if (isNews(peer, offer)) changed();
    }

    private synchronized boolean isNews(PeerId peer, Optional<Offer> now) {
        return present.containsKey(peer)
                && !heard.put(peer, now, nowMs.getAsLong()).equals(Optional.of(now));
    }

    /** To be called about every second. */
    void tick() {
        if (forget()) changed();
        if (++ticks % SAY_EVERY_TICKS == 0) sayAgain();
    }

    private void changed() {
        room.changed();
        room.turn(OpenNotebook::hostsChanged);
    }

    private synchronized boolean forget() {
        return heard.forget(nowMs.getAsLong());
    }

    /** To all: who may run here, or who is a member, is another. */
    void sayAgain() {
        say(present());
    }

    private synchronized Set<PeerId> present() {
        return Set.copyOf(present.keySet());
    }

    private List<PeerId> present(DeviceId device) {
        return present().stream().filter(peer -> peer.device().equals(device)).toList();
    }

    private void say(Set<PeerId> to) {
        if (to.isEmpty()) return;
        room.turn(open -> {
            if (open.hosts())
                for (var peer : to) room.send(peer, HostCodec.encode(new HostMessage.Beat(open.offer(peer.device()))));
        });
    }

    @Override
    public synchronized Map<DeviceId, Offer> offers() {
        var found = new TreeMap<DeviceId, Offer>();
        heard.all().forEach((peer, offer) -> offer.ifPresent(one -> found.put(peer.device(), one)));
        return found;
    }

    @Override
    public synchronized Set<DeviceId> heard() {
        return heard.all().keySet().stream().map(PeerId::device).collect(Collectors.toSet());
    }

    @Override
    public boolean isSomebodyHere() {
        return !present().isEmpty();
    }

    @Override
    public void say(InputMessage message) {
        var encoded = HostCodec.encode(new HostMessage.Inputting(message));
        for (var peer : present()) room.send(peer, encoded);
    }

    @Override
    public void say(DeviceId to, InputMessage message) {
        for (var peer : present(to)) encoded(peer, message).ifPresent(encoded -> room.send(peer, encoded));
    }

    private Optional<Bytes> encoded(PeerId peer, InputMessage message) {
        if (!(message instanceof InputMessage.Answered answer))
            return Optional.of(HostCodec.encode(new HostMessage.Inputting(message)));
        return agreementKey(peer).flatMap(key -> answers.sealed(key, answer)).map(HostCodec::encode);
    }

    private synchronized Optional<Bytes> agreementKey(PeerId peer) {
        return Optional.ofNullable(present.get(peer));
    }

    @Override
    public void say(DeviceId to, String person, BidMessage message) {
        var encoded = HostCodec.encode(new HostMessage.Bidding(person, message));
        for (var peer : present(to)) room.send(peer, encoded);
    }
}
