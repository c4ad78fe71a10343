package org.anode.node.sim;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.DocumentName;
import org.anode.schema.Parsed;
import org.anode.schema.cells.CellsView;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.chunk.ChunkCodec;
import org.anode.schema.engine.Genesis;
import org.anode.schema.ipynb.IpynbCodec;
import org.anode.schema.ipynb.NotebookForExport;

/** Every change of the cells that anybody signed: what a preview may show (SY-8). */
final class Signed {
    private final Map<ChangeHash, ChangeChunk> changes = new HashMap<>();
    private final Set<ChangeHash> vouching = new HashSet<>();

    Signed() {
        if (ChunkCodec.parse(Genesis.CELLS.chunk()) instanceof Parsed.Ok<List<ChangeChunk>>(var genesis))
            genesis.forEach(change -> changes.put(change.hash(), change));
    }

    /** @param hasRight whether the signer may write cells, so that all these build on counts with them */
    void add(DocumentName document, List<ChangeChunk> batch, boolean hasRight) {
        if (!document.equals(new DocumentName.Cells())) return;
        for (var change : batch) changes.put(change.hash(), change);
        if (hasRight) vouching.add(batch.getLast().hash());
    }

    /** Its last changes were signed by who may, and it shows what those and all below them make. */
    void check(CellsView preview) {
        for (var head : preview.heads())
            if (!vouching.contains(head)) throw new Violation("SY-8 shows what nobody signed: " + head);
        try (var replica = Replica.open(new DocumentName.Cells(), Genesis.ACTOR)) {
            if (!(replica.apply(below(preview.heads())) instanceof Replica.Outcome.Ok))
                throw new Violation("SY-8 shows what no document takes");
            var shown = IpynbCodec.render(new NotebookForExport(preview, Map.of(), _ -> Bytes.EMPTY));
            if (!shown.equals(replica.export())) throw new Violation("SY-8 shows what the document does not say");
        }
    }

    /** Each after what it builds on. */
    private List<ChangeChunk> below(Set<ChangeHash> heads) {
        var found = new LinkedHashSet<ChangeHash>();
        var open = new ArrayDeque<>(heads);
        while (!open.isEmpty()) {
            var hash = open.peekLast();
            var change = changes.get(hash);
            if (change == null) throw new Violation("SY-8 shows what nobody wrote: " + hash);
            var missing =
                    change.deps().stream().filter(dep -> !found.contains(dep)).toList();
            open.addAll(missing);
            if (!missing.isEmpty()) continue;
            open.removeLast();
            found.add(hash);
        }
        return found.stream()
                .map(hash -> {
                    var change = changes.get(hash);
                    if (change == null) throw new IllegalStateException("found a moment ago");
                    return change;
                })
                .toList();
    }
}
