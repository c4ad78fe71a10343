package org.anode.node.transport;

import java.util.List;
import org.anode.schema.Bytes;

/** What nodes on a LAN say to each other's transports. Nothing of it is proven. */
sealed interface LanMessage {
    /** All rooms the sender is in. Repeated, so that losing one is harmless. */
    record Here(List<RoomId> rooms) implements LanMessage {
        public Here {
            rooms = List.copyOf(rooms);
        }
    }

    record Frame(RoomId room, Bytes frame) implements LanMessage {}

    /** The receiver did not keep up: frames of this room to it were dropped. */
    record Lost(RoomId room) implements LanMessage {}
}
