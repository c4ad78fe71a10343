package org.anode.node;

import java.time.Duration;
import java.util.Optional;

/**
 * How long runs are followed.
 *
 * @param limit     for all of them together; without one as long as they take
 * @param fromStart whether it counts from when the first of them starts, else from when they were asked for
 */
record Patience(Optional<Duration> limit, boolean fromStart) {
    /** Waiting for the kernel and for other runs included. */
    static Patience fromAsking(Optional<Duration> limit) {
        return new Patience(limit, false);
    }

    /** What the runs themselves take; a kernel that does not start has a limit of its own. */
    static Patience fromStart(Optional<Duration> limit) {
        return new Patience(limit, true);
    }
}
