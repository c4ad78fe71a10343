package org.anode.schema.output;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Where the displays of a session stand, so that an update reaches every place that shows its id, in whatever run. One
 * per session, shared by the folds of its runs.
 */
public final class Displays {
    /** Ids remembered; beyond, the ones least recently shown are forgotten and stay as they are. */
    static final int IDS_MAX = 10_000;

    /** Places of one id: a loop that displays the same thing for ever updates the latest of them. */
    static final int PLACES_MAX = 100;

    private final Map<String, Set<OutputsDocument.Place>> places = new LinkedHashMap<>(16, 0.75f, true);

    void add(String displayId, OutputsDocument.Place place) {
        var known = places.computeIfAbsent(displayId, _ -> new HashSet<>());
        if (known.size() < PLACES_MAX) known.add(place);
        if (places.size() > IDS_MAX) places.remove(places.keySet().iterator().next());
    }

    void remove(String displayId, OutputsDocument.Place place) {
        var known = places.get(displayId);
        if (known == null) return;
        known.remove(place);
        if (known.isEmpty()) places.remove(displayId);
    }

    /** The stored displays of an id. */
    public Set<OutputsDocument.Place> of(String displayId) {
        return Set.copyOf(places.getOrDefault(displayId, Set.of()));
    }
}
