package org.anode.node.doc;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.anode.node.Refusal;
import org.anode.schema.CellId;
import org.anode.schema.Names;
import org.anode.schema.cells.Cell;
import org.anode.schema.cells.CellType;
import org.anode.schema.cells.CellsEdit;
import org.anode.schema.cells.Placement;
import org.anode.schema.ipynb.IpynbImport;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What people do to the cells of an open notebook, as turns of its {@link NotebookActor}. Everything is checked before
 * anything is changed; an edit that changes nothing writes nothing.
 */
public final class Edits {
    private final OpenNotebook notebook;

    public Edits(OpenNotebook notebook) {
        this.notebook = notebook;
    }

    /** @param after where to put it; the end if empty */
    public CellId add(CellType type, Optional<String> after, String source) {
        var view = notebook.cells().view();
        var random = notebook.desk().random();
        var place = after.map(
                        id -> Placement.after(view, Optional.of(visible(id).id()), Optional.empty(), random))
                .orElseGet(() -> Placement.last(view, random));
        var none = JsonNodeFactory.instance.objectNode();
        var id = Stream.generate(IpynbImport.minter(random))
                .filter(fresh -> !view.cells().containsKey(fresh))
                .findFirst()
                .orElseThrow();
        edit(place, new CellsEdit.Insert(id, type, place.order(), source, none, none));
        return id;
    }

    public void setSource(String cell, String source) {
        edit(List.of(new CellsEdit.SetSource(visible(cell).id(), source)));
    }

    /** @param after becomes the cell before it; the cell comes first if empty */
    public void move(String cell, Optional<String> after) {
        var moving = visible(cell).id();
        var target = after.map(id -> visible(id).id());
        if (target.filter(moving::equals).isPresent()) throw new Refusal("A cell can not be moved behind itself.");
        var place = Placement.after(
                notebook.cells().view(),
                target,
                Optional.of(moving),
                notebook.desk().random());
        edit(place, new CellsEdit.Move(moving, place.order()));
    }

    /** Into the bin (DO-4). */
    public void remove(List<String> cells) {
        setDeleted(cells.stream().map(this::visible).toList(), true);
    }

    /** Out of the bin. */
    public void restore(List<String> cells) {
        setDeleted(cells.stream().map(this::any).toList(), false);
    }

    public void rename(String title) {
        var value = JsonNodeFactory.instance.stringNode(title);
        edit(List.of(new CellsEdit.SetMeta("title", Optional.of(value))));
    }

    private void setDeleted(List<Cell> cells, boolean deleted) {
        edit(cells.stream()
                .filter(cell -> cell.deleted() != deleted)
                .<CellsEdit>map(cell -> new CellsEdit.SetDeleted(cell.id(), deleted))
                .toList());
    }

    private void edit(Placement place, CellsEdit edit) {
        edit(Stream.concat(Stream.of(edit), place.moves().stream()).toList());
    }

    private void edit(List<CellsEdit> edits) {
        notebook.edit(edits);
    }

    /** @throws Refusal if there is no such cell, or it is in the bin */
    Cell visible(String id) {
        var cell = any(id);
        if (cell.deleted()) throw new Refusal("Cell " + id + " is in the bin; bring it back with restore first.");
        return cell;
    }

    /** @throws Refusal if there is no such cell, in the bin neither */
    public Cell any(String id) {
        return Optional.of(id)
                .filter(Names::isValid)
                .map(CellId::new)
                .map(notebook.cells().view().cells()::get)
                .orElseThrow(() -> new Refusal("There is no cell " + id + " in this notebook; show lists its cells."));
    }
}
