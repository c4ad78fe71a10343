package org.anode.node.room;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.anode.node.transport.Room;
import org.anode.node.transport.RoomListener;
import org.anode.node.transport.RoomPass;
import org.anode.node.transport.Sent;
import org.anode.node.transport.Transport;
import org.anode.node.transport.Way;
import org.anode.schema.Bytes;
import org.jspecify.annotations.Nullable;

/** The transports of a room, by the number that routes name. Belongs to whoever guards it. */
final class Attachments {
    private record Attached(Way way, Room room) {}

    /** One that was left stays as null, so that its number is not used again. */
    private final List<@Nullable Attached> all = new ArrayList<>();

    private final Set<Integer> closedByOthers = new HashSet<>();

    /** Again does nothing. */
    void attach(Way way, RoomPass room, IntFunction<RoomListener> listeners) {
        if (find(way.transport()).isPresent()) return;
        int number = all.size();
        all.add(null);
        all.set(number, new Attached(way, way.transport().join(room, listeners.apply(number))));
    }

    Optional<Integer> find(Transport transport) {
        for (int number = 0; number < all.size(); number++) {
            var one = all.get(number);
            if (one != null && one.way().transport().equals(transport)) return Optional.of(number);
        }
        return Optional.empty();
    }

    void leave(int number) {
        var left = all.set(number, null);
        if (left != null) left.room().close();
    }

    void leaveAll() {
        for (int number = 0; number < all.size(); number++) leave(number);
    }

    Optional<Way> way(Route route) {
        return Optional.ofNullable(all.get(route.transport())).map(Attached::way);
    }

    /** None if that transport was left. */
    Optional<Integer> frameBytesMax(Route route) {
        return Optional.ofNullable(all.get(route.transport()))
                .map(there -> there.way().transport().limits().frameBytesMax());
    }

    /** @return false if it was dropped */
    boolean transmit(Route to, Bytes frame) {
        var there = all.get(to.transport());
        var sent = there == null ? Sent.NO_LINK : there.room().send(to.link(), frame);
        if (sent == Sent.CLOSED) closedByOthers.add(to.transport());
        return sent == Sent.QUEUED;
    }

    /** Transports that turned out to be closed since this was asked last: they tell nobody that their links are gone. */
    Set<Integer> takeClosed() {
        var now = Set.copyOf(closedByOthers);
        closedByOthers.clear();
        return now;
    }
}
