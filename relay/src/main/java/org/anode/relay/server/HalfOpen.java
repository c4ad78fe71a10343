package org.anode.relay.server;

import java.util.LinkedHashSet;
import java.util.Optional;

/**
 * Connections that are not welcome yet. Beyond the limit the oldest has to go and not the newest: a real client needs
 * milliseconds, so a flood of silent ones can not keep it out. Any thread.
 */
final class HalfOpen<C> {
    private final int max;
    private final LinkedHashSet<C> waiting = new LinkedHashSet<>();

    HalfOpen(int max) {
        this.max = max;
    }

    /** @return who has to go */
    synchronized Optional<C> enter(C connection) {
        waiting.add(connection);
        return waiting.size() > max ? Optional.of(waiting.removeFirst()) : Optional.empty();
    }

    /** It is welcome, or gone. */
    synchronized void leave(C connection) {
        waiting.remove(connection);
    }

    synchronized int count() {
        return waiting.size();
    }
}
