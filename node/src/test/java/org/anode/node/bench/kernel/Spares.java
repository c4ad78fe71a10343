package org.anode.node.bench.kernel;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Waits until the kernel that waits for its use has warmed up. */
public final class Spares {
    private static final long SECONDS_MAX = 180;
    private static final long LOOK_MS = 1_000;

    /** A process that warms up takes more of each second. */
    private static final Duration IDLE = Duration.ofMillis(30);

    /** Nobody who waits for a compiler's next method is idle. */
    private static final int IDLE_LOOKS = 4;

    private Spares() {}

    /**
     * The process id of the spare.
     *
     * @param node  the process that has it
     * @param known children of that process that are no spare
     */
    public static long awaitWarm(ProcessHandle node, Set<Long> known) throws InterruptedException {
        var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
        int idle = 0;
        var used = Duration.ZERO;
        while (System.nanoTime() < until) {
            Thread.sleep(LOOK_MS);
            var spare = spare(node, known);
            var now =
                    spare.flatMap(process -> process.info().totalCpuDuration()).orElse(Duration.ZERO);
            idle = spare.isPresent() && now.minus(used).compareTo(IDLE) < 0 ? idle + 1 : 0;
            used = now;
            if (idle == IDLE_LOOKS) return spare.orElseThrow().pid();
        }
        throw new IllegalStateException("there is no spare kernel: is enough memory free?");
    }

    private static Optional<ProcessHandle> spare(ProcessHandle node, Set<Long> known) {
        return node.children()
                .filter(child -> !known.contains(child.pid()))
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .findFirst();
    }
}
