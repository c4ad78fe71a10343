package org.anode.node.transport;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.anode.node.transport.LanMessage.Here;
import org.anode.schema.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A lane to every peer of the LAN, up to a limit, and the rooms we tell them we are in. Belongs to who guards it.
 *
 * @param <P> how a peer is addressed
 */
final class Lanes<P> {
    private final TransportLimits limits;
    private final Executor executor;
    private final BiConsumer<P, Bytes> wire;
    private final Map<P, Lane> lanes = new LinkedHashMap<>();
    private Bytes here = LanCodec.encode(new Here(List.of()));
    private boolean closed;

    /** @param wire sends one message; may block, does not throw */
    Lanes(TransportLimits limits, Executor executor, BiConsumer<P, Bytes> wire) {
        this.limits = limits;
        this.executor = executor;
        this.wire = wire;
    }

    /** The way to this peer, null if there are too many already; a new one learns first where we are. */
    @Nullable
    Lane to(P peer) {
        var lane = lanes.get(peer);
        if (lane != null || closed || lanes.size() >= limits.linksPerRoomMax()) return lane;
        var made = new Lane(limits.queueBytesPerLinkMax(), executor, bytes -> wire.accept(peer, bytes));
        lanes.put(peer, made);
        made.announce(here);
        return made;
    }

    void announce(Set<RoomId> rooms) {
        here = LanCodec.encode(new Here(List.copyOf(rooms)));
        lanes.values().forEach(lane -> lane.announce(here));
    }

    void close(P peer) {
        var lane = lanes.remove(peer);
        if (lane != null) lane.close();
    }

    /** No lane is opened any more. */
    void closeAll() {
        closed = true;
        lanes.values().forEach(Lane::close);
        lanes.clear();
    }
}
