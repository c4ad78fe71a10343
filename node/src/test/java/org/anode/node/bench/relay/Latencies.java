package org.anode.node.bench.relay;

import java.util.ArrayList;
import java.util.List;

/** Some of the times that messages took: to take the time of each would make them longer. One owner. */
final class Latencies {
    /** A prime, so that all receivers of a message have their turn. */
    private static final int EVERY = 7;

    private static final int COUNT_MAX = 50_000;
    private static final double NS_PER_US = 1e3;

    private final long[] tookNs = new long[COUNT_MAX];
    private int count;
    private int turn;

    boolean wantsNext() {
        if (++turn < EVERY) return false;
        turn = 0;
        return count < COUNT_MAX;
    }

    void add(long ns) {
        tookNs[count++] = ns;
    }

    /** In microseconds; begins anew. */
    List<Double> take() {
        var all = new ArrayList<Double>(count);
        for (int i = 0; i < count; i++) all.add(tookNs[i] / NS_PER_US);
        count = 0;
        return all;
    }
}
