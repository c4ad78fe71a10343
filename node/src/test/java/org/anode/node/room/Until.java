package org.anode.node.room;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waits for what other threads do. */
final class Until {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Until() {}

    static void holds(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(condition);
    }
}
