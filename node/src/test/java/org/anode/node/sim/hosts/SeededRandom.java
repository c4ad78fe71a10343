package org.anode.node.sim.hosts;

import java.security.SecureRandom;
import java.util.Random;

/** Gives a process the same names and nonces whenever its seed is the same. */
final class SeededRandom extends SecureRandom {
    private static final long serialVersionUID = 1;

    private final Random random;

    SeededRandom(long seed) {
        this.random = new Random(seed);
    }

    @Override
    public void nextBytes(byte[] bytes) {
        random.nextBytes(bytes);
    }
}
