package org.anode.node.doc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anode.node.text.ChangeSet;
import org.anode.schema.CellId;
import org.anode.schema.ChangeHash;
import org.anode.schema.Parsed;
import org.anode.schema.engine.TextHistory;

/**
 * Edits that their pages never saw confirmed, offered again: those that were applied are left out, the others enter the
 * text as if they had been made when they were: on the heads they name, or on the text another such edit made, and then
 * mapped over what happened since. One turn.
 */
public final class Resumption {
    private final OpenNotebook notebook;
    private final Map<Made, List<ChangeSet>> sinceMade = new HashMap<>();
    private final List<Long> resumed = new ArrayList<>();
    private final List<Long> had = new ArrayList<>();
    private final List<Long> lost = new ArrayList<>();

    private Resumption(OpenNotebook notebook) {
        this.notebook = notebook;
    }

    /**
     * An edit that is offered again.
     *
     * @param heads those it was made on, unless
     * @param on    is the id of the client's edit of the same cell whose text it was made on
     */
    public record Offered(
            String client, long id, CellId cell, Set<ChangeHash> heads, Optional<Long> on, ChangeSet changes) {
        public Offered {
            heads = Set.copyOf(heads);
        }
    }

    /** Which edits were applied now, which had been before, and which fit nothing that is here. */
    public record Result(List<Long> resumed, List<Long> had, List<Long> lost) {
        public Result {
            resumed = List.copyOf(resumed);
            had = List.copyOf(had);
            lost = List.copyOf(lost);
        }
    }

    /** An edit that was applied here, as others name it. */
    private record Made(String client, CellId cell, long id) {}

    public static Result of(OpenNotebook notebook, List<Offered> edits) {
        var resumption = new Resumption(notebook);
        edits.forEach(resumption::offer);
        return new Result(resumption.resumed, resumption.had, resumption.lost);
    }

    private void offer(Offered edit) {
        if (edit.id <= notebook.clients().applied(edit.client)) had.add(edit.id);
        else if (apply(edit)) resumed.add(edit.id);
        else lost.add(edit.id);
    }

    private boolean apply(Offered edit) {
        var cell = notebook.view().cells().get(edit.cell);
        var since = cell == null ? Optional.<List<ChangeSet>>empty() : since(edit);
        if (cell == null || since.isEmpty()) return false;
        var mapped = edit.changes;
        var after = new ArrayList<ChangeSet>();
        for (var change : since.get()) {
            if (mapped.lengthBefore() != change.lengthBefore()) return false;
            after.add(change.map(mapped, true));
            mapped = mapped.map(change, false);
        }
        if (!(mapped.apply(cell.source()) instanceof Parsed.Ok)) return false;
        notebook.edit(Typing.splices(edit.cell, mapped));
        notebook.clients()
                .put(
                        edit.client,
                        edit.id,
                        Optional.of(edit.cell),
                        notebook.view().heads());
        remember(new Made(edit.client, edit.cell, edit.id), after, mapped);
        return true;
    }

    /** What was made on other texts of the cell comes after this too. */
    private void remember(Made made, List<ChangeSet> after, ChangeSet now) {
        sinceMade.forEach((other, changes) -> {
            if (other.cell.equals(made.cell)) changes.add(now);
        });
        sinceMade.put(made, after);
    }

    /** What happened to the text since it was what the edit was made on; empty if that is not known any more. */
    private Optional<List<ChangeSet>> since(Offered edit) {
        if (edit.on.isEmpty()) return since(edit.cell, edit.heads);
        var known = sinceMade.get(new Made(edit.client, edit.cell, edit.on.get()));
        if (known != null) return Optional.of(List.copyOf(known));
        return notebook.clients().headsAfter(edit.client, edit.cell).flatMap(heads -> since(edit.cell, heads));
    }

    private Optional<List<ChangeSet>> since(CellId cell, Set<ChangeHash> heads) {
        if (heads.equals(notebook.view().heads())) return Optional.of(List.of());
        return notebook.cells().sourceSince(cell, heads).map(Resumption::changes);
    }

    private static List<ChangeSet> changes(TextHistory history) {
        var changes = new ArrayList<ChangeSet>();
        int length = history.before().length();
        for (var splice : history.splices()) {
            changes.add(ChangeSet.replace(length, splice.at(), splice.deleted(), splice.inserted()));
            length += splice.inserted().length() - splice.deleted();
        }
        return changes;
    }
}
