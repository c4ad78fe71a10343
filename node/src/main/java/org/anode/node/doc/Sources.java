package org.anode.node.doc;

import java.util.Optional;
import org.anode.node.host.Source;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.cells.Cell;
import org.anode.schema.ledger.LedgerRecord.Request;

/** The texts that requests mean (EX-2). */
final class Sources {
    private final Cells cells;

    Sources(Cells cells) {
        this.cells = cells;
    }

    /**
     * Where the heads are the current ones, or the cell still has the text that was asked for, the view holds it and no
     * history is read.
     */
    Source of(Request request) {
        var now = cells.view();
        var cell = Optional.ofNullable(now.cells().get(request.cell())).filter(found -> !found.deleted());
        if (cell.filter(found -> isAsked(found, request)).isPresent())
            return found(request, cell.get().source());
        if (request.heads().equals(now.heads()))
            return cell.<Source>map(found -> found(request, found.source())).orElseGet(Source.NoSuchCell::new);
        if (!cells.has(request.heads())) return new Source.NotYet();
        return cells.sourceAt(request.cell(), request.heads())
                .<Source>map(text -> found(request, text))
                .orElseGet(Source.NoSuchCell::new);
    }

    private static boolean isAsked(Cell cell, Request request) {
        return new BlobId(Bytes.utf8(cell.source()).sha256()).equals(request.sourceHash());
    }

    /** Called by its place, as people see it. */
    private Source found(Request request, String text) {
        var visible = cells.view().visible();
        for (int i = 0; i < visible.size(); i++)
            if (visible.get(i).id().equals(request.cell())) return new Source.Found("Cell " + (i + 1), text);
        return new Source.Found("Cell " + request.cell(), text);
    }
}
