package org.anode.node.share;

import java.util.random.RandomGenerator;
import org.anode.schema.Bytes;

/** Random bytes from a source that is a parameter. */
final class Randomness {
    private Randomness() {}

    static Bytes bytes(RandomGenerator random, int size) {
        var bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }
}
