package org.anode.node.net;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.anode.node.replicate.PeerId;

/**
 * What each peer says again and again, and is forgotten when it does not, by the receiver's clock (SY-11). Time in which
 * this process was suspended does not count. For one thread at a time.
 */
final class Repeated<T> {
    /** A look that comes so late was not late: this process did not run. */
    private static final long SUSPENDED_MS = 5_000;

    private final long silentMs;
    private final long lookEveryMs;
    private final Map<PeerId, Heard<T>> heard = new LinkedHashMap<>();
    private long lookedMs;

    private record Heard<T>(T said, long atMs) {}

    /**
     * @param silentMs    who says nothing for longer is forgotten
     * @param lookEveryMs how often {@link #forget} is called
     */
    Repeated(long silentMs, long lookEveryMs, long nowMs) {
        this.silentMs = silentMs;
        this.lookEveryMs = lookEveryMs;
        this.lookedMs = nowMs;
    }

    /** @return what it said before */
    Optional<T> put(PeerId peer, T said, long nowMs) {
        return Optional.ofNullable(heard.put(peer, new Heard<>(said, nowMs))).map(Heard::said);
    }

    /** @return whether it had said something */
    boolean remove(PeerId peer) {
        return heard.remove(peer) != null;
    }

    /** @return whether somebody is forgotten */
    boolean forget(long nowMs) {
        long late = nowMs - lookedMs - lookEveryMs;
        lookedMs = nowMs;
        if (late > SUSPENDED_MS) heard.replaceAll((_, one) -> new Heard<>(one.said, one.atMs + late));
        return heard.values().removeIf(one -> nowMs - one.atMs > silentMs);
    }

    /** Who was heard first comes first. */
    Map<PeerId, T> all() {
        var all = new LinkedHashMap<PeerId, T>();
        heard.forEach((peer, one) -> all.put(peer, one.said));
        return all;
    }
}
