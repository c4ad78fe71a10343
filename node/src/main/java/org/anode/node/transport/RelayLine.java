package org.anode.node.transport;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.anode.relay.client.ClientLimits;
import org.anode.relay.client.Ended;
import org.anode.relay.client.Reconnect;
import org.anode.relay.client.RelayClient;
import org.anode.relay.client.RelayListener;
import org.anode.relay.wire.JoinRefusal;
import org.anode.relay.wire.MemberId;
import org.anode.relay.wire.RequestId;
import org.anode.relay.wire.RoomHandle;
import org.anode.schema.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a relay and the rooms on it; it is made again as long as there are some. Guarded by its transport.
 */
final class RelayLine {
    /** A room that was left may be about to be followed by another, as when a secret changes. */
    private static final long LINGER_MS = 10_000;

    /** After which a relay that was too busy for a room, or had none left, is asked again, at a random time. */
    private static final int ASK_AGAIN_MS_MAX = 10_000;

    private final RelayTransport transport;
    private final Reconnect reconnect;
    private final Set<RelaySeat> seats = new LinkedHashSet<>();
    private final Map<RequestId, RelaySeat> asked = new HashMap<>();
    private final Map<RoomHandle, RelaySeat> entered = new HashMap<>();

    private @Nullable Ears ears;
    private @Nullable RelayClient client;
    private boolean waiting;
    private boolean looking;
    private RelayStatus status = new RelayStatus.Unused();

    RelayLine(RelayTransport transport) {
        this.transport = transport;
        this.reconnect = new Reconnect(transport.random());
    }

    RelayStatus status() {
        return seats.isEmpty() ? new RelayStatus.Unused() : status;
    }

    int rooms() {
        return seats.size();
    }

    void take(RelaySeat seat) {
        seats.add(seat);
        seat.sitAt(this);
        if (client == null && !waiting) dial();
        else if (status instanceof RelayStatus.Connected) ask(seat);
    }

    void leave(RelaySeat seat) {
        seats.remove(seat);
        var handle = seat.handle();
        if (handle != null && client != null) {
            entered.remove(handle);
            client.leave(handle);
        }
        if (seats.isEmpty()) transport.loops().after(LINGER_MS, this::hangUpIfIdle);
    }

    private void hangUpIfIdle() {
        synchronized (transport) {
            if (seats.isEmpty()) hangUp();
        }
    }

    void hangUp() {
        ears = null; // nothing more is heard
        if (client != null) client.close();
        client = null;
        status = new RelayStatus.Unused();
    }

    boolean send(RoomHandle room, MemberId to, ByteBuffer payload) {
        return client != null && client.send(room, to, payload);
    }

    /** Somebody does not say how far it got; nothing else may happen that has it looked at. */
    void lookAgain() {
        if (looking) return;
        looking = true;
        transport.loops().after(Pacing.LOST_AFTER_MS, () -> {
            synchronized (transport) {
                looking = false;
                seats.forEach(RelaySeat::pump);
            }
        });
    }

    private void dial() {
        waiting = false;
        if (seats.isEmpty() || client != null || transport.isClosed()) return;
        if (status instanceof RelayStatus.Unused) become(new RelayStatus.Connecting());
        var hearing = new Ears();
        ears = hearing;
        client = RelayClient.connect(
                transport.loops(), transport.relay(), transport.signer(), ClientLimits.DEFAULT, hearing);
    }

    private void become(RelayStatus now) {
        if (now.equals(status)) return;
        status = now;
        transport.statusChanged();
    }

    private void ask(RelaySeat seat) {
        if (client != null) asked.put(client.join(seat.signer()), seat);
    }

    private void askLater(RelaySeat seat) {
        transport.loops().after(transport.random().nextInt(ASK_AGAIN_MS_MAX), () -> {
            synchronized (transport) {
                boolean wanted = seats.contains(seat) && seat.handle() == null && !asked.containsValue(seat);
                if (wanted && status instanceof RelayStatus.Connected) ask(seat);
            }
        });
    }

    /** What the relay takes is less than what was thought. */
    private void makeRoom(int roomsMax) {
        for (var seat : List.copyOf(seats)) {
            if (seats.size() <= roomsMax) return;
            seats.remove(seat);
            transport.place(seat);
        }
    }

    private void welcome(int frameBytesMax, int roomsMax) {
        reconnect.welcome(transport.nowMs());
        transport.takes(frameBytesMax, roomsMax);
        makeRoom(Math.max(1, roomsMax));
        become(new RelayStatus.Connected());
        seats.forEach(this::ask);
    }

    private void joined(RequestId request, RoomHandle handle, List<MemberId> members) {
        var seat = asked.remove(request);
        if (seat == null || !seats.contains(seat)) {
            if (client != null) client.leave(handle);
            return;
        }
        entered.put(handle, seat);
        seat.entered(handle, members);
    }

    private void notJoined(RequestId request, JoinRefusal why) {
        var seat = asked.remove(request);
        if (seat == null || !seats.contains(seat)) return;
        transport.notJoined(why);
        askLater(seat);
    }

    private void ended(Ended why) {
        ears = null;
        client = null;
        asked.clear();
        entered.values().forEach(RelaySeat::cutOff);
        entered.clear();
        waiting = true;
        transport.loops().after(reconnect.endedMs(transport.nowMs()), () -> {
            synchronized (transport) {
                dial();
            }
        });
        become(new RelayStatus.Away(RelayWords.of(why)));
    }

    /** What one connection says; one that was given up is not listened to. */
    private final class Ears implements RelayListener {
        private void hear(Runnable what) {
            synchronized (transport) {
                if (this.equals(ears)) what.run();
            }
        }

        private void in(RoomHandle room, Consumer<RelaySeat> what) {
            hear(() -> {
                var seat = entered.get(room);
                if (seat != null) what.accept(seat);
            });
        }

        @Override
        public void welcome(int frameBytesMax, int roomsMax) {
            hear(() -> RelayLine.this.welcome(frameBytesMax, roomsMax));
        }

        @Override
        public void joined(RequestId request, RoomHandle room, MemberId me, List<MemberId> members) {
            hear(() -> RelayLine.this.joined(request, room, members));
        }

        @Override
        public void notJoined(RequestId request, JoinRefusal why) {
            hear(() -> RelayLine.this.notJoined(request, why));
        }

        @Override
        public void up(RoomHandle room, MemberId member) {
            in(room, seat -> seat.up(member));
        }

        @Override
        public void gone(RoomHandle room, MemberId member) {
            in(room, seat -> seat.gone(member));
        }

        @Override
        public void frame(RoomHandle room, MemberId from, byte[] payload) {
            in(room, seat -> seat.frame(from, Bytes.wrap(payload)));
        }

        @Override
        public void resync(RoomHandle room) {
            in(room, RelaySeat::resync);
        }

        @Override
        public void unblocked() {
            hear(() -> seats.forEach(RelaySeat::pump));
        }

        @Override
        public void draining(int seconds) {
            hear(() -> reconnect.draining(seconds, transport.nowMs()));
        }

        @Override
        public void ended(Ended why) {
            hear(() -> RelayLine.this.ended(why));
        }
    }
}
