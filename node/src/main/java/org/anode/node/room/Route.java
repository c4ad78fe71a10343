package org.anode.node.room;

import java.util.Comparator;
import org.anode.node.transport.LinkId;

/**
 * A link of one of several transports.
 *
 * @param transport which one: 0 for the one that was attached first, which is preferred
 */
record Route(int transport, LinkId link) implements Comparable<Route> {
    private static final Comparator<Route> ORDER = Comparator.comparingInt(Route::transport)
            .thenComparingLong(route -> route.link().number());

    @Override
    public int compareTo(Route other) {
        return ORDER.compare(this, other);
    }
}
