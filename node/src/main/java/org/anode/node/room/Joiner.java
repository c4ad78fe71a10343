package org.anode.node.room;

import java.io.ByteArrayOutputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.anode.node.room.Said.Part;
import org.anode.schema.Bytes;

/**
 * Joins the parts that come over one link, one message of each lane at a time. A message of which a part is missing is
 * dropped (SY-6), and so is one for which there is no room (SY-13). Belongs to one thread.
 */
final class Joiner {
    /** One message of the largest size, and of each other lane some. */
    static final int LINK_BYTES_MAX = 8 << 20;

    /** All links of a room: as much as a transport holds for its listener. */
    static final int ROOM_BYTES_MAX = 32 << 20;

    /** Parts follow each other at once: after so long the rest does not come. */
    static final int IDLE_TICKS_MAX = 30;

    private static final class Open {
        private final int total;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int idleTicks;

        Open(int total) {
            this.total = total;
        }
    }

    private final Allowance room;
    private final Allowance link = new Allowance(LINK_BYTES_MAX);
    private final Map<Lane, Open> open = new EnumMap<>(Lane.class);
    private boolean lost;

    /** @param room what all links of the room hold together */
    Joiner(Allowance room) {
        this.room = room;
    }

    /** @return the message, if this was its last part */
    Optional<Bytes> take(Part part) {
        if (part.offset() == 0) drop(part.lane());
        if (part.isWhole()) return Optional.of(part.bytes());
        var begun = part.offset() == 0 ? begin(part) : open.get(part.lane());
        if (begun == null) return Optional.empty(); // an earlier part was dropped
        if (fits(begun, part) && reserve(part.bytes().size())) return add(begun, part);
        lost = true;
        drop(part.lane());
        return Optional.empty();
    }

    private Open begin(Part part) {
        var begun = new Open(part.total());
        open.put(part.lane(), begun);
        return begun;
    }

    private static boolean fits(Open begun, Part part) {
        return part.offset() == begun.bytes.size() && part.total() == begun.total;
    }

    private boolean reserve(int more) {
        if (!link.take(more)) return false;
        if (room.take(more)) return true;
        link.giveBack(more);
        return false;
    }

    private Optional<Bytes> add(Open begun, Part part) {
        begun.idleTicks = 0;
        part.bytes().writeTo(begun.bytes);
        if (begun.bytes.size() < begun.total) return Optional.empty();
        open.remove(part.lane());
        release(begun);
        return Optional.of(Bytes.wrap(begun.bytes.toByteArray()));
    }

    private void drop(Lane lane) {
        var dropped = open.remove(lane);
        if (dropped == null) return;
        lost = true;
        release(dropped);
    }

    private void release(Open begun) {
        link.giveBack(begun.bytes.size());
        room.giveBack(begun.bytes.size());
    }

    /** @return whether messages were dropped since the last tick */
    boolean tick() {
        for (var lane : Lane.values()) {
            var begun = open.get(lane);
            if (begun != null && ++begun.idleTicks > IDLE_TICKS_MAX) drop(lane);
        }
        boolean before = lost;
        lost = false;
        return before;
    }

    /** The link goes, or another session speaks on it. */
    void clear() {
        for (var lane : Lane.values()) drop(lane);
        lost = false;
    }
}
