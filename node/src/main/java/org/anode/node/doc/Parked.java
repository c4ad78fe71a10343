package org.anode.node.doc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.anode.schema.ChangeHash;
import org.anode.schema.chunk.ChangeChunk;

/** Chunks that wait for changes they build upon (SY-3): derived from the log, never evicted. */
final class Parked {
    private final Map<ChangeHash, List<List<ChangeChunk>>> waiting = new HashMap<>();

    /** @param missing one of the changes they wait for; if others are missing too they are parked again when it came */
    void park(ChangeHash missing, List<ChangeChunk> chunks) {
        waiting.computeIfAbsent(missing, _ -> new ArrayList<>()).add(List.copyOf(chunks));
    }

    /** What waited for {@code applied}, not parked any more. */
    List<List<ChangeChunk>> wake(ChangeHash applied) {
        var woken = waiting.remove(applied);
        return woken == null ? List.of() : woken;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
