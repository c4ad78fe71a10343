package org.anode.relay.server;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.anode.relay.wire.Bytes;
import org.anode.relay.wire.Nonce;

/** What all connections of a relay share. */
final class Hub {
    private static final int PAGE_BYTES = 8_192;

    /** Chunks of 1 MiB, so that an idle relay is small. */
    private static final int CHUNK_ORDER = 7;

    private static final int SMALL_CACHE = 256;
    private static final int NORMAL_CACHE = 64;

    final RelayConfig config;
    final RelayLimits limits;
    final AuthRules rules;
    final Rooms<Connection> rooms;
    final AddressLimits addresses;
    final HalfOpen<Connection> halfOpen;
    final Verifier verifier;
    final Counters counters = new Counters();
    final PooledByteBufAllocator allocator;
    final AtomicInteger connections = new AtomicInteger();
    final AtomicLong ids = new AtomicLong();
    private final SecureRandom random = new SecureRandom();
    private final List<Lane> lanes = new ArrayList<>();
    private final IdentityHashMap<EventExecutor, Lane> laneOf = new IdentityHashMap<>();
    volatile boolean draining;

    /** As of the last look; the whole sum would be dear to have at each connect. */
    volatile long bufferedBytes;

    Hub(RelayConfig config, Iterable<EventExecutor> loops) {
        this.config = config;
        this.limits = config.limits();
        this.rules = new AuthRules(config.names(), config.token(), config.clients());
        this.rooms = new Rooms<>(limits.membersPerRoomMax(), random);
        this.addresses = new AddressLimits(limits.connectionsPerAddressMax(), limits.connectsPerMinuteMax());
        this.halfOpen = new HalfOpen<>(limits.halfOpenMax());
        for (var loop : loops) {
            var lane = new Lane(lanes.size(), (EventLoop) loop, this);
            lanes.add(lane);
            laneOf.put(loop, lane);
        }
        this.verifier = new Verifier(lanes.size(), limits.verificationsMax());
        // One arena for each loop: buffers of a relay come and go on loops only.
        this.allocator = new PooledByteBufAllocator(
                true, 0, lanes.size(), PAGE_BYTES, CHUNK_ORDER, SMALL_CACHE, NORMAL_CACHE, false);
    }

    List<Lane> lanes() {
        return lanes;
    }

    Lane laneOf(EventLoop loop) {
        var lane = laneOf.get(loop);
        if (lane == null) throw new IllegalStateException("a loop of another group");
        return lane;
    }

    Nonce freshNonce() {
        var bytes = new byte[Nonce.SIZE_BYTES];
        random.nextBytes(bytes);
        return new Nonce(Bytes.wrap(bytes));
    }

    /** Called every tick: buffers that are in use now. */
    void measure() {
        bufferedBytes = allocator.pinnedDirectMemory();
    }

    Counters.Gauges gauges() {
        long unsent = lanes.stream().mapToLong(Lane::unsentBytes).sum();
        return new Counters.Gauges(connections.get(), halfOpen.count(), rooms.count(), unsent, bufferedBytes);
    }

    static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }
}
