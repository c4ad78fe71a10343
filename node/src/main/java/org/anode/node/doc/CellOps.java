package org.anode.node.doc;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.anode.node.Refusal;
import org.anode.schema.CellId;
import org.anode.schema.cells.Cell;
import org.anode.schema.cells.CellType;
import org.anode.schema.cells.CellsEdit;
import org.anode.schema.cells.Placement;
import org.anode.schema.ipynb.IpynbImport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Carries {@link CellOp}s out, as turns of the notebook's actor. Everything is checked before anything is changed. */
public final class CellOps {
    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    private final OpenNotebook notebook;
    private final Edits edits;

    public CellOps(OpenNotebook notebook) {
        this.notebook = notebook;
        this.edits = new Edits(notebook);
    }

    /** @return the cells it made; for a split all parts */
    public List<CellId> apply(String client, long id, CellOp op) {
        var made = carryOut(op);
        notebook.clients().put(client, id, Optional.empty(), Set.of());
        return made;
    }

    private List<CellId> carryOut(CellOp op) {
        return switch (op) {
            case CellOp.Insert insert -> insert(insert);
            case CellOp.Delete(var cells) -> none(() -> edits.remove(words(cells)));
            case CellOp.Restore(var cells) -> none(() -> edits.restore(words(cells)));
            case CellOp.Move move -> none(() -> move(move));
            case CellOp.SetType(var cells, var type) -> none(() -> setType(cells, type));
            case CellOp.Split split -> split(split);
            case CellOp.Merge merge -> none(() -> merge(merge));
            case CellOp.Paste paste -> paste(paste);
            case CellOp.Meta(var cell, var key, var value) ->
                none(() -> notebook.edit(
                        List.of(new CellsEdit.SetCellMeta(visible(cell).id(), key, value))));
            case CellOp.Title(var title) -> none(() -> edits.rename(title));
        };
    }

    private static List<CellId> none(Runnable edit) {
        edit.run();
        return List.of();
    }

    private List<CellId> insert(CellOp.Insert op) {
        var known = notebook.view().cells();
        var id = op.cell().orElseGet(() -> fresh(Set.of()));
        if (known.containsKey(id)) throw new Refusal("There is a cell " + id + " already.");
        insert(op.after(), List.of(new New(id, op.type(), op.source(), NOTHING, NOTHING)), List.of());
        return List.of(id);
    }

    private List<CellId> paste(CellOp.Paste op) {
        var cells = new ArrayList<New>();
        var ids = new HashSet<CellId>();
        for (var pasted : op.cells()) {
            var id = fresh(ids);
            ids.add(id);
            cells.add(new New(id, pasted.type(), pasted.source(), pasted.meta(), NOTHING));
        }
        insert(op.after(), cells, List.of());
        return cells.stream().map(New::id).toList();
    }

    /** A cell to be made. */
    private record New(CellId id, CellType type, String source, JsonNode meta, JsonNode attachments) {}

    private void insert(Optional<CellId> after, List<New> cells, List<CellsEdit> also) {
        after.ifPresent(this::visible);
        var row = Placement.row(
                notebook.view(), after, Set.of(), cells.size(), notebook.desk().random());
        var all = new ArrayList<CellsEdit>();
        for (int i = 0; i < cells.size(); i++) {
            var cell = cells.get(i);
            all.add(new CellsEdit.Insert(
                    cell.id, cell.type, row.orders().get(i), cell.source, cell.meta, cell.attachments));
        }
        all.addAll(row.moves());
        all.addAll(also);
        notebook.edit(all);
    }

    private void move(CellOp.Move op) {
        var moving = new HashSet<CellId>();
        for (var cell : op.cells()) moving.add(visible(cell).id());
        op.after().ifPresent(this::visible);
        if (op.after().filter(moving::contains).isPresent())
            throw new Refusal("Cells can not be moved behind themselves.");
        var row = Placement.row(
                notebook.view(),
                op.after(),
                moving,
                moving.size(),
                notebook.desk().random());
        var all = new ArrayList<CellsEdit>(row.moves());
        var orders = row.orders().iterator();
        for (var cell : new java.util.LinkedHashSet<>(op.cells())) all.add(new CellsEdit.Move(cell, orders.next()));
        notebook.edit(all);
    }

    private void setType(List<CellId> cells, CellType type) {
        notebook.edit(cells.stream()
                .<CellsEdit>map(cell -> new CellsEdit.SetType(visible(cell).id(), type))
                .toList());
    }

    private List<CellId> split(CellOp.Split op) {
        var cell = visible(op.cell());
        if (op.version() != notebook.version(cell.id()))
            throw new Refusal("Somebody changed this cell just now: split it again.");
        var parts = parts(cell.source(), op.at());
        var made = new ArrayList<New>();
        var ids = new HashSet<CellId>();
        for (var part : parts.subList(1, parts.size())) {
            var id = fresh(ids);
            ids.add(id);
            made.add(new New(id, cell.type(), part, cell.meta(), cell.attachments()));
        }
        var first = parts.getFirst().length();
        var cut = new CellsEdit.Splice(cell.id(), first, cell.source().length() - first, "");
        insert(Optional.of(cell.id()), made, List.of(cut));
        return Stream.concat(Stream.of(cell.id()), made.stream().map(New::id)).toList();
    }

    private static List<String> parts(String source, List<Integer> cuts) {
        var parts = new ArrayList<String>();
        int from = 0;
        for (var cut : cuts) {
            if (cut < from || cut > source.length() || isInPair(source, cut))
                throw new Refusal("A cell can be split only between its characters.");
            parts.add(source.substring(from, cut));
            from = cut;
        }
        parts.add(source.substring(from));
        for (int i = 0; i + 1 < parts.size(); i++) parts.set(i, withoutLineEnd(parts.get(i)));
        return parts;
    }

    /** What stands on two lines needs no line end between them where it stands in two cells. */
    private static String withoutLineEnd(String part) {
        return part.endsWith("\n") ? part.substring(0, part.length() - 1) : part;
    }

    private static boolean isInPair(String source, int at) {
        return at > 0 && at < source.length() && Character.isSurrogatePair(source.charAt(at - 1), source.charAt(at));
    }

    private void merge(CellOp.Merge op) {
        var cells = op.cells().stream().distinct().map(this::visible).toList();
        if (cells.size() < 2) return;
        var into = cells.getFirst();
        var all = new ArrayList<CellsEdit>();
        var tail = new StringBuilder();
        for (var cell : cells.subList(1, cells.size())) {
            tail.append(op.separator()).append(cell.source());
            all.add(new CellsEdit.SetDeleted(cell.id(), true));
        }
        all.add(new CellsEdit.Splice(into.id(), into.source().length(), 0, tail.toString()));
        attachments(cells).ifPresent(joined -> all.add(new CellsEdit.SetAttachments(into.id(), joined)));
        notebook.edit(all);
    }

    /** Those of all cells; of two with one name the first. */
    private static Optional<JsonNode> attachments(List<Cell> cells) {
        var joined = JsonNodeFactory.instance.objectNode();
        for (var cell : cells)
            for (var entry : cell.attachments().properties())
                if (!joined.has(entry.getKey())) joined.set(entry.getKey(), entry.getValue());
        return joined.equals(cells.getFirst().attachments()) ? Optional.empty() : Optional.of(joined);
    }

    private CellId fresh(Set<CellId> taken) {
        return Stream.generate(IpynbImport.minter(notebook.desk().random()))
                .filter(id -> !taken.contains(id) && !notebook.view().cells().containsKey(id))
                .findFirst()
                .orElseThrow();
    }

    private Cell visible(CellId cell) {
        return edits.visible(cell.value());
    }

    private static List<String> words(List<CellId> cells) {
        return cells.stream().map(CellId::value).toList();
    }
}
