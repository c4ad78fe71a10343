package org.anode.node.doc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anode.node.text.CellText;
import org.anode.node.text.ChangeSet;
import org.anode.schema.CellId;
import org.anode.schema.cells.CellsEdit;

/** What pages type into cells of an open notebook, as turns of its {@link NotebookActor}. */
public final class Typing {
    private final OpenNotebook notebook;

    public Typing(OpenNotebook notebook) {
        this.notebook = notebook;
    }

    /**
     * An edit of one cell.
     *
     * @param client the page's name, as {@link org.anode.schema.Names} allows
     * @param id     the page's count of what it asked
     * @param madeOn the version of the cell that it was made on
     * @throws org.anode.node.Refusal if there is no such cell
     */
    public CellText.Offer edit(String client, long id, CellId cell, long madeOn, ChangeSet changes) {
        var text =
                notebook.texts().of(cell, new Edits(notebook).any(cell.value()).source());
        var offer = text.offer(madeOn, changes);
        if (offer instanceof CellText.Offer.Accepted accepted) {
            notebook.splice(cell, splices(cell, changes), accepted.text());
            text.take(accepted);
            var heads = notebook.cells().view().heads();
            notebook.clients().put(client, id, Optional.of(cell), heads);
            notebook.announce(new NotebookEvent.TextChanged(cell, accepted.version(), client, changes, heads));
        }
        return offer;
    }

    static List<CellsEdit> splices(CellId cell, ChangeSet changes) {
        var edits = new ArrayList<CellsEdit>();
        for (var splice : changes.splices())
            edits.add(new CellsEdit.Splice(cell, splice.at(), splice.deleted(), splice.inserted()));
        return edits;
    }
}
