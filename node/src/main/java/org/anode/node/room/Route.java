package org.anode.node.room;

import java.util.Comparator;
import org.anode.node.transport.LinkId;

/**
 * A link of one of several transports.
 *
 * @param rank      the lower, the more it is preferred: {@link org.anode.node.transport.Way#rank}
 * @param transport which one; of the same rank the one that was attached first is preferred
 */
record Route(long rank, int transport, LinkId link) implements Comparable<Route> {
    private static final Comparator<Route> ORDER = Comparator.comparingLong(Route::rank)
            .thenComparingInt(Route::transport)
            .thenComparingLong(route -> route.link().number());

    @Override
    public int compareTo(Route other) {
        return ORDER.compare(this, other);
    }
}
