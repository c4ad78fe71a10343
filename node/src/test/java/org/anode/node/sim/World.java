package org.anode.node.sim;

import java.util.ArrayList;
import java.util.List;
import org.anode.node.replicate.Actors;
import org.anode.schema.Bytes;

/** The time, chance and record of nodes that replicate. */
final class World extends Timeline<Seen> {
    private static final int TRACE_MAX = 60;

    World(long seed) {
        super(seed, Seen.class, TRACE_MAX);
    }

    <T> List<T> some(List<T> of) {
        var found = new ArrayList<T>();
        for (var one : of) if (random.nextBoolean()) found.add(one);
        return found;
    }

    /** For an actor nobody had before. */
    Bytes nonce() {
        var bytes = new byte[Actors.NONCE_BYTES];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }
}
