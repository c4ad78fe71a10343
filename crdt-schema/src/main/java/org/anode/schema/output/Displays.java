package org.anode.schema.output;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.anode.schema.ExecId;

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
    private final Set<ExecId> folded = new HashSet<>();

    /** From now on a fold stores what becomes of the displays of {@code exec}. */
    void begin(ExecId exec) {
        folded.add(exec);
    }

    void end(ExecId exec) {
        folded.remove(exec);
    }

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

    /** The stored displays of an id in runs that no fold looks after. */
    Set<OutputsDocument.Place> left(String displayId) {
        return places.getOrDefault(displayId, Set.of()).stream()
                .filter(place -> !folded.contains(place.exec()))
                .collect(Collectors.toSet());
    }
}
