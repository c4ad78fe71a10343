package org.anode.relay.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one event loop owns: its connections and the one timer for them all. All methods but {@link #take},
 * {@link #execute} and {@link #unsentBytes} are for that loop's thread.
 */
final class Lane {
    /** Fine enough for deadlines of seconds; looking at 10 000 connections takes less than a millisecond. */
    private static final int TICK_MS = 250;

    private final int index;
    private final EventLoop loop;
    private final Hub hub;
    private final List<Connection> connections = new ArrayList<>();
    private List<Outbox> unflushed = new ArrayList<>();
    private final AtomicLong arrivingBytes = new AtomicLong();
    private final RunningClock clock = new RunningClock(TICK_MS, Hub.nowMs());
    private volatile long unsentBytes;

    Lane(int index, EventLoop loop, Hub hub) {
        this.index = index;
        this.loop = loop;
        this.hub = hub;
    }

    void start() {
        var _ = loop.scheduleAtFixedRate(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    }

    int index() {
        return index;
    }

    EventLoop loop() {
        return loop;
    }

    void execute(Runnable task) {
        loop.execute(task);
    }

    /** Of all connections, as of the last tick. */
    long unsentBytes() {
        return unsentBytes;
    }

    void add(Connection connection) {
        connection.place = connections.size();
        connections.add(connection);
    }

    void remove(Connection connection) {
        var last = connections.removeLast();
        if (last == connection) return;
        connections.set(connection.place, last);
        last.place = connection.place;
    }

    /** For what is due to be done or heard from a client: without the time in which the relay was suspended. */
    long nowMs() {
        return clock.ranMs(Hub.nowMs());
    }

    /** A copy: telling a connection something may end it. */
    List<Connection> connections() {
        return List.copyOf(connections);
    }

    private void tick() {
        if (index == 0) hub.measure();
        long nowMs = clock.advance(Hub.nowMs());
        long unsent = 0;
        for (int i = connections.size() - 1; i >= 0; i--) {
            var connection = connections.get(i);
            unsent += connection.unsentBytes();
            connection.tick(nowMs);
        }
        unsentBytes = unsent;
    }

    /** One flush for everything that is written to a client until the loop has read all that is there to read. */
    void flushSoon(Outbox outbox) {
        if (unflushed.isEmpty()) loop.execute(this::flushAll);
        unflushed.add(outbox);
    }

    private void flushAll() {
        var now = unflushed;
        unflushed = new ArrayList<>();
        for (var outbox : now) outbox.flush();
    }

    /**
     * Frames for the members {@code [from, to)}, all of this lane, from another lane. They are given away; any thread.
     *
     * @param chunk  one or more frames of one room as they go out
     * @param frames how many
     */
    void take(Member<Connection>[] members, int from, int to, Member<Connection> sender, ByteBuf chunk, int frames) {
        int size = chunk.readableBytes();
        if (arrivingBytes.addAndGet(size) > hub.limits.laneBytesMax()) {
            arrivingBytes.addAndGet(-size);
            chunk.release();
            loop.execute(() -> miss(members, from, to, sender, frames));
            return;
        }
        loop.execute(() -> {
            arrivingBytes.addAndGet(-size);
            deliver(members, from, to, sender, chunk, frames);
            chunk.release();
        });
    }

    void deliver(Member<Connection>[] members, int from, int to, Member<Connection> sender, ByteBuf chunk, int frames) {
        for (int i = from; i < to; i++) {
            var member = members[i];
            if (member != sender) member.seat().offer(member, chunk, frames);
        }
    }

    private void miss(Member<Connection>[] members, int from, int to, Member<Connection> sender, int frames) {
        for (int i = from; i < to; i++) {
            var member = members[i];
            if (member != sender) member.seat().missed(member, frames);
        }
    }
}
