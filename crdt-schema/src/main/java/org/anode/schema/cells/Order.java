package org.anode.schema.cells;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Fractional order: strings between which there is always room (DO-2). */
public final class Order {
    private Order() {}

    /**
     * An order above {@code lower} and below {@code upper}; null stands for the beginning and the end. Where the two are
     * equal, or not in order, it is directly above {@code lower}.
     */
    public static String between(@Nullable String lower, @Nullable String upper, RandomGenerator random) {
        throw new UnsupportedOperationException();
    }
}
