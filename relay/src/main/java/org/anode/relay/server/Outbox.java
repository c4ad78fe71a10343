package org.anode.relay.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.List;
import org.anode.relay.wire.ServerMessage;

/**
 * What goes to one client (RL-13). Frames are dropped while it is behind, and it is told when it caught up; what must not
 * be lost is not dropped, and whoever does not read even that has to go. Belongs to its lane's thread.
 */
final class Outbox {
    /** So much may wait for the flush at the end of the loop's turn; more leaves at once. */
    private static final int UNFLUSHED_BYTES_MAX = 64 << 10;

    private final Hub hub;
    private final Channel channel;
    private final Lane lane;
    private boolean unflushed;
    private boolean behind;

    Outbox(Hub hub, Channel channel, Lane lane) {
        this.hub = hub;
        this.channel = channel;
        this.lane = lane;
    }

    /** Frames of one room as they go out; not taken over. */
    void offer(Member<Connection> me, ByteBuf frames, int count, List<Member<Connection>> stays) {
        if (!channel.isWritable()) {
            missed(me, count, stays);
            return;
        }
        hub.counters.framesOut.add(count);
        hub.counters.bytesOut.add(frames.readableBytes());
        write(frames.retainedDuplicate());
    }

    void missed(Member<Connection> me, int count, List<Member<Connection>> stays) {
        hub.counters.framesDropped.add(count);
        me.behind = true;
        behind = true;
        if (channel.isWritable()) caughtUp(stays);
    }

    /** It can be sent to again: in which rooms did it miss something? */
    void caughtUp(List<Member<Connection>> stays) {
        if (!behind) return;
        behind = false;
        for (var stay : stays) {
            if (!stay.behind) continue;
            stay.behind = false;
            hub.counters.resyncs.increment();
            say(new ServerMessage.Resync(stay.room().handleId()));
        }
    }

    /** What must not be lost. */
    void say(ServerMessage message) {
        if (unsentBytes() > hub.limits.unsentHardBytes()) {
            hub.counters.denied(Denial.BEHIND);
            // A close frame would wait behind everything else.
            var _ = channel.close();
            return;
        }
        write(WebSocketOut.message(channel.alloc(), message));
    }

    /** Only while it reads what it asks for; RFC 6455 lets answers be left out if later pings are answered. */
    void pong(ByteBuf ping) {
        if (channel.isWritable()) write(WebSocketOut.pong(channel.alloc(), ping));
    }

    /** Takes the buffer over. */
    void write(ByteBuf bytes) {
        var _ = channel.write(bytes, channel.voidPromise());
        if (unsentBytes() >= UNFLUSHED_BYTES_MAX) {
            channel.flush();
            return;
        }
        if (unflushed) return;
        unflushed = true;
        lane.flushSoon(this);
    }

    void flush() {
        unflushed = false;
        channel.flush();
    }

    long unsentBytes() {
        var unsent = channel.unsafe().outboundBuffer();
        return unsent == null ? 0 : unsent.totalPendingWriteBytes();
    }
}
