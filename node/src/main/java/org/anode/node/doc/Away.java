package org.anode.node.doc;

import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.anode.node.store.NotebookLog;
import org.anode.node.store.Store.Change;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.DeviceId;

/**
 * Which cells others changed while no page of this node showed the notebook. Rows: {@code away/<device>/<cell>}, and
 * {@code shown} once a page has shown it.
 */
final class Away {
    private static final String PREFIX = "away/";
    private static final String SHOWN = "shown";

    private final NotebookLog log;
    private final Pending pending;

    Away(NotebookLog log, Pending pending) {
        this.log = log;
        this.pending = pending;
    }

    void note(Optional<DeviceId> author, Set<CellId> cells) {
        if (author.isEmpty() || cells.isEmpty() || log.view(SHOWN).isEmpty()) return;
        for (var cell : cells) pending.add(log.putView(PREFIX + author.get() + "/" + cell, Bytes.EMPTY));
    }

    /** What was noted; a page shows the notebook from now on. */
    SortedMap<DeviceId, Set<CellId>> take() {
        var found = new TreeMap<DeviceId, Set<CellId>>();
        var changes = new ArrayList<Change>();
        log.views(PREFIX, (name, _) -> {
            var parts = name.split("/", -1);
            found.computeIfAbsent(DeviceId.parse(parts[1]), _ -> new TreeSet<>())
                    .add(new CellId(parts[2]));
            return changes.add(log.deleteView(name));
        });
        if (log.view(SHOWN).isEmpty()) changes.add(log.putView(SHOWN, Bytes.EMPTY));
        pending.add(changes);
        return found;
    }
}
