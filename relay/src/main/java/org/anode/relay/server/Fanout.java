package org.anode.relay.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * From one client to the members of its rooms (RL-8). Frames that were read at once and go to one room leave as one chunk:
 * encoded once for all members, written once to each. Belongs to the client's lane.
 */
final class Fanout {
    /** A chunk leaves when it has grown to this, so that a member that is behind misses no more at once. */
    private static final int CHUNK_BYTES = 64 << 10;

    private final Hub hub;
    private final Channel channel;
    private final Lane lane;
    private @Nullable ByteBuf chunk;
    private @Nullable Member<Connection> sender;
    private int frames;

    /** How large the last chunk became: the next one probably does too. */
    private int bytesLast;

    Fanout(Hub hub, Channel channel, Lane lane) {
        this.hub = hub;
        this.channel = channel;
        this.lane = lane;
    }

    /** The payload in {@code message} from {@code at} on, to all others; leaves with {@link #send} at the latest. */
    void broadcast(Member<Connection> me, ByteBuf message, int at, int payload) {
        if (me.room().members().length == 1) return;
        int size = payload + WebSocketOut.FRAME_OVERHEAD_BYTES_MAX;
        if (chunk != null && (sender != me || chunk.readableBytes() + size > CHUNK_BYTES)) send();
        var open = chunk;
        if (open == null) {
            open = channel.alloc().directBuffer(Math.max(size, bytesLast));
            chunk = open;
            sender = me;
        }
        WebSocketOut.frame(open, me.room().handle(), me.id(), message, at, payload);
        frames++;
    }

    /** What was gathered goes to its members. */
    void send() {
        var full = chunk;
        var me = sender;
        if (full == null || me == null) return;
        int count = frames;
        chunk = null;
        sender = null;
        frames = 0;
        bytesLast = Math.min(full.readableBytes(), CHUNK_BYTES);
        forEachLane(me.room().members(), (members, from, to) -> give(members, from, to, me, full, count));
        full.release();
    }

    /** To one member, behind everything that was broadcast before. */
    void to(Member<Connection> me, long id, ByteBuf message, int at, int payload) {
        send();
        var members = me.room().members();
        for (int i = 0; i < members.length; i++) {
            if (members[i].id() != id || members[i] == me) continue;
            var frame = channel.alloc().directBuffer(payload + WebSocketOut.FRAME_OVERHEAD_BYTES_MAX);
            WebSocketOut.frame(frame, me.room().handle(), me.id(), message, at, payload);
            give(members, i, i + 1, me, frame, 1);
            frame.release();
            return;
        }
        hub.counters.strays.increment();
    }

    private void give(Member<Connection>[] members, int from, int to, Member<Connection> me, ByteBuf bytes, int count) {
        var other = hub.lanes().get(members[from].lane());
        if (other == lane) lane.deliver(members, from, to, me, bytes, count);
        else other.take(members, from, to, me, bytes.retainedDuplicate(), count);
    }

    private interface Run {
        void of(Member<Connection>[] members, int from, int to);
    }

    /** Members of one lane lie side by side. */
    private static void forEachLane(Member<Connection>[] members, Run run) {
        int from = 0;
        while (from < members.length) {
            int to = from + 1;
            while (to < members.length && members[to].lane() == members[from].lane()) to++;
            run.of(members, from, to);
            from = to;
        }
    }
}
