package org.anode.relay.server;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many connections an address has and how often it connects (RL-11). Any thread; time is a parameter. */
final class AddressLimits {
    /** Addresses whose rate is remembered after their connections ended; the one longest unseen is forgotten. */
    static final int REMEMBERED_MAX = 16_384;

    private static final long SECONDS_PER_MINUTE = 60;

    enum Entry {
        IN,
        TOO_MANY,
        TOO_OFTEN
    }

    private final int connectionsMax;
    private final int perMinuteMax;
    private final Map<AddressKey, Integer> connections = new HashMap<>();
    private final Map<AddressKey, TokenBucket> rates = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<AddressKey, TokenBucket> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    /** Zeros for no limit. */
    AddressLimits(int connectionsMax, int perMinuteMax) {
        this.connectionsMax = connectionsMax;
        this.perMinuteMax = perMinuteMax;
    }

    /** Whoever is {@code IN} must {@link #leave}. */
    synchronized Entry enter(AddressKey address, long nowNs) {
        if (perMinuteMax > 0 && !rate(address, nowNs).has(SECONDS_PER_MINUTE, nowNs)) return Entry.TOO_OFTEN;
        if (connectionsMax == 0) return Entry.IN;
        int now = connections.getOrDefault(address, 0);
        if (now >= connectionsMax) return Entry.TOO_MANY;
        connections.put(address, now + 1);
        return Entry.IN;
    }

    /** A connect is sixty tokens, so that {@code perMinuteMax} tokens come back each second. */
    private TokenBucket rate(AddressKey address, long nowNs) {
        return rates.computeIfAbsent(
                address, _ -> new TokenBucket(perMinuteMax, SECONDS_PER_MINUTE * perMinuteMax, nowNs));
    }

    synchronized void leave(AddressKey address) {
        connections.computeIfPresent(address, (_, now) -> now > 1 ? now - 1 : null);
    }
}
