package org.anode.schema.ledger;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.anode.schema.SessionId;

/** The sessions that count, by scope (EX-4). */
final class ScopeIndex {
    private static final Comparator<SessionView> CURRENT_FIRST =
            Comparator.comparingLong(SessionView::generation).reversed().thenComparing(SessionView::id);

    private final TreeMap<SessionId, SessionView> sessions = new TreeMap<>();
    private final Map<String, NavigableSet<SessionView>> live = new HashMap<>();
    private final Map<String, NavigableSet<SessionView>> ever = new HashMap<>();

    Optional<SessionView> get(SessionId id) {
        return Optional.ofNullable(sessions.get(id));
    }

    Map<SessionId, SessionView> all() {
        return sessions;
    }

    /** Among the sessions of a scope that live: the highest generation, then the lowest id. */
    Optional<SessionView> current(String scope) {
        return first(live, scope);
    }

    /** The highest generation a session of the scope ever had; 0 if there was none. */
    long topGeneration(String scope) {
        return first(ever, scope).map(SessionView::generation).orElse(0L);
    }

    private static Optional<SessionView> first(Map<String, NavigableSet<SessionView>> sets, String scope) {
        return Optional.ofNullable(sets.get(scope)).filter(s -> !s.isEmpty()).map(NavigableSet::first);
    }

    void replace(SessionId id, Optional<SessionView> now) {
        get(id).ifPresent(before -> {
            sessions.remove(id);
            set(live, before).remove(before);
            set(ever, before).remove(before);
        });
        now.ifPresent(after -> {
            sessions.put(id, after);
            set(ever, after).add(after);
            if (after.live()) set(live, after).add(after);
        });
    }

    private static NavigableSet<SessionView> set(Map<String, NavigableSet<SessionView>> sets, SessionView session) {
        return sets.computeIfAbsent(session.scope(), _ -> new TreeSet<>(CURRENT_FIRST));
    }
}
