package org.anode.node.doc;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anode.node.store.NotebookLog;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.ChangeHash;
import org.anode.schema.Names;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Up to where the edits of each page were applied, as rows that are written with the edits themselves: so a page that
 * lost its node knows which of its edits to leave out when it offers them again. Names: {@code client/<client>}.
 */
final class ClientRows {
    /** Pages remembered, the latest: a page that was away for longer has nothing left that is not confirmed. */
    static final int CLIENTS_MAX = 64;

    /** Cells remembered of each: it has one unconfirmed edit a cell, and people type in one at a time. */
    private static final int CELLS_MAX = 8;

    private static final String CLIENT = "client/";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final NotebookLog log;
    private final Pending pending;
    private final Map<String, Applied> clients = new HashMap<>();
    private long uses;

    /**
     * What was applied of one client.
     *
     * @param id    of its last edit
     * @param use   ascends with each use of any client
     * @param cells after its last edit of each cell
     */
    private record Applied(long id, long use, Map<CellId, Set<ChangeHash>> cells) {}

    ClientRows(NotebookLog log, Pending pending) {
        this.log = log;
        this.pending = pending;
        log.views(CLIENT, (name, row) -> {
            read(name.substring(CLIENT.length()), JSON.readTree(row.toArray()));
            return true;
        });
    }

    /** The id of the client's last edit that was applied; 0 before the first. */
    long applied(String client) {
        var known = clients.get(client);
        return known == null ? 0 : known.id;
    }

    /** The heads after the client's last edit of {@code cell}, as far as they are remembered. */
    Optional<Set<ChangeHash>> headsAfter(String client, CellId cell) {
        return Optional.ofNullable(clients.get(client)).flatMap(known -> Optional.ofNullable(known.cells.get(cell)));
    }

    /** To be written with what the edit changed. */
    void put(String client, long id, Optional<CellId> cell, Set<ChangeHash> heads) {
        if (!Names.isValid(client)) throw new IllegalArgumentException("not a client: " + client);
        var known = clients.get(client);
        var cells = new LinkedHashMap<CellId, Set<ChangeHash>>(known == null ? Map.of() : known.cells);
        cell.ifPresent(c -> {
            cells.remove(c);
            cells.put(c, heads);
            if (cells.size() > CELLS_MAX) cells.remove(cells.keySet().iterator().next());
        });
        var now = new Applied(id, ++uses, cells);
        clients.put(client, now);
        pending.add(log.putView(CLIENT + client, encode(now)));
        if (clients.size() > CLIENTS_MAX) dropOldest();
    }

    private void dropOldest() {
        var oldest = clients.entrySet().stream()
                .min(Comparator.comparingLong(entry -> entry.getValue().use))
                .orElseThrow()
                .getKey();
        clients.remove(oldest);
        pending.add(log.deleteView(CLIENT + oldest));
    }

    private void read(String client, JsonNode row) {
        var cells = new LinkedHashMap<CellId, Set<ChangeHash>>();
        for (var cell : row.path("cells")) {
            var heads = new HashSet<ChangeHash>();
            for (var head : cell.path("heads")) heads.add(ChangeHash.parse(head.asString()));
            cells.put(new CellId(cell.path("cell").asString()), heads);
        }
        var known = new Applied(row.path("id").asLong(), row.path("use").asLong(), cells);
        clients.put(client, known);
        uses = Math.max(uses, known.use);
    }

    private static Bytes encode(Applied known) {
        var row = JSON.createObjectNode().put("id", known.id).put("use", known.use);
        var cells = row.putArray("cells");
        known.cells.forEach((cell, heads) -> {
            var heading = cells.addObject().put("cell", cell.value()).putArray("heads");
            for (var head : heads) heading.add(head.toString());
        });
        return Bytes.wrap(JSON.writeValueAsBytes(row));
    }
}
