package org.anode.node.transport;

import java.nio.ByteBuffer;
import org.anode.schema.Bytes;

/**
 * A transport as rooms use it.
 *
 * @param name   of the network or relay, for people and for {@link #rank}
 * @param direct whether frames go to the peers themselves, not over a relay
 */
public record Way(String name, boolean direct, Transport transport) {
    /**
     * The lower, the rather it is taken where there are several: direct ones first, then relays by rendezvous hashing, so
     * that rooms spread over relays and all in a room prefer the same.
     */
    public long rank(RoomId room) {
        if (direct) return 0;
        var hash = Bytes.concat(room.value(), Bytes.utf8(name)).sha256();
        return 1 + (ByteBuffer.wrap(hash.toArray()).getLong() >>> 2);
    }
}
