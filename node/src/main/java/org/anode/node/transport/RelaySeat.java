package org.anode.node.transport;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.anode.relay.wire.MemberId;
import org.anode.relay.wire.RoomHandle;
import org.anode.relay.wire.Signer;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed.Malformed;
import org.anode.schema.Parsed.Ok;
import org.jspecify.annotations.Nullable;

/** A room at a relay: who is there, and what waits for whom. Guarded by its transport, but for {@link #id}. */
final class RelaySeat implements Room {
    private final class Peer {
        private final MemberId member;
        private final LinkId link;
        private final Pacing pacing;

        /** It missed a frame that found no place here. */
        private boolean lossWaits;

        Peer(MemberId member, LinkId link) {
            this.member = member;
            this.link = link;
            this.pacing = new Pacing(transport.limits().queueBytesPerLinkMax());
        }
    }

    private final RelayTransport transport;
    private final RoomPass pass;
    private final Inbox inbox;
    private final Map<LinkId, Peer> byLink = new LinkedHashMap<>();
    private final Map<MemberId, Peer> byMember = new LinkedHashMap<>();
    /** Members beyond what a room takes. */
    private final Set<MemberId> unseen = new LinkedHashSet<>();

    private @Nullable RelayLine line;
    private @Nullable RoomHandle handle;
    private boolean left;

    RelaySeat(RelayTransport transport, RoomPass pass, RoomListener listener) {
        this.transport = transport;
        this.pass = pass;
        this.inbox = transport.inbox(listener, this::close);
    }

    @Override
    public RoomId id() {
        return pass.id();
    }

    /** For the relay. */
    Signer signer() {
        return new RelaySigner(pass.key());
    }

    void sitAt(RelayLine chosen) {
        line = chosen;
    }

    @Nullable
    RoomHandle handle() {
        return handle;
    }

    // --- What the relay says --------------------------------------------------------------------------------------

    void entered(RoomHandle called, List<MemberId> members) {
        handle = called;
        members.forEach(this::up);
    }

    /** The connection is over, and whoever comes back is somebody new. */
    void cutOff() {
        handle = null;
        unseen.clear();
        List.copyOf(byMember.keySet()).forEach(this::gone);
    }

    void up(MemberId member) {
        if (byMember.containsKey(member)) return;
        if (byMember.size() >= transport.limits().linksPerRoomMax()) {
            unseen.add(member);
            return;
        }
        var peer = new Peer(member, transport.newLink());
        byMember.put(member, peer);
        byLink.put(peer.link, peer);
        inbox.up(peer.link);
    }

    void gone(MemberId member) {
        unseen.remove(member);
        var peer = byMember.remove(member);
        if (peer == null) return;
        byLink.remove(peer.link);
        inbox.gone(peer.link);
        var next = unseen.iterator();
        if (next.hasNext()) {
            var seen = next.next();
            next.remove();
            up(seen);
        }
    }

    void frame(MemberId from, Bytes encoded) {
        var peer = byMember.get(from);
        if (peer == null) return;
        switch (RelayFrame.decode(encoded)) {
            case Ok<RelayFrame>(RelayFrame.Data(long end, var frame)) -> {
                inbox.received(peer.link, frame);
                peer.pacing.heard(end).ifPresent(far -> acknowledge(peer, far));
            }
            case Ok<RelayFrame>(RelayFrame.Ack(long end)) -> {
                peer.pacing.acked(end, transport.nowMs());
                pump(peer);
            }
            case Ok<RelayFrame>(RelayFrame.Lost _) -> inbox.resync();
            case Malformed<RelayFrame> _ -> transport.countMalformed();
        }
    }

    private void acknowledge(Peer peer, long end) {
        if (line != null && handle != null) line.send(handle, peer.member, RelayFrame.ack(end));
    }

    void resync() {
        inbox.resync();
    }

    // --- What is sent ---------------------------------------------------------------------------------------------

    @Override
    public Sent send(LinkId to, Bytes frame) {
        synchronized (transport) {
            if (frame.size() > transport.limits().frameBytesMax()) return Sent.OVERSIZE;
            if (left) return Sent.CLOSED;
            var peer = byLink.get(to);
            return peer == null ? Sent.NO_LINK : send(peer, frame);
        }
    }

    @Override
    public Sent broadcast(Bytes frame) {
        synchronized (transport) {
            if (frame.size() > transport.limits().frameBytesMax()) return Sent.OVERSIZE;
            if (left) return Sent.CLOSED;
            for (var peer : List.copyOf(byLink.values())) send(peer, frame);
            return Sent.QUEUED;
        }
    }

    private Sent send(Peer peer, Bytes frame) {
        long waits = byLink.values().stream()
                .mapToLong(other -> other.pacing.waitingBytes())
                .sum();
        boolean taken = waits + Inbox.cost(frame) <= transport.limits().queueBytesMax() && peer.pacing.offer(frame);
        if (!taken) peer.lossWaits = true;
        pump(peer);
        return taken ? Sent.QUEUED : Sent.FULL;
    }

    /** Something may be sent again. */
    void pump() {
        for (var peer : byLink.values()) {
            peer.pacing.tick(transport.nowMs());
            pump(peer);
        }
    }

    private void pump(Peer peer) {
        if (line == null || handle == null) return;
        for (var frame = peer.pacing.next(); frame != null; frame = peer.pacing.next()) {
            if (!line.send(handle, peer.member, RelayFrame.data(peer.pacing.nextEnd(), frame))) return;
            peer.pacing.sent(transport.nowMs());
        }
        if (peer.pacing.isStuck()) line.lookAgain();
        else if (peer.lossWaits && line.send(handle, peer.member, RelayFrame.lost())) peer.lossWaits = false;
    }

    @Override
    public void close() {
        synchronized (transport) {
            if (left) return;
            left = true;
            inbox.close();
            transport.left(this);
            if (line != null) line.leave(this);
            byLink.clear();
            byMember.clear();
        }
    }
}
