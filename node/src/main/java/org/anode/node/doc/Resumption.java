package org.anode.node.doc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.anode.node.Refusal;
import org.anode.node.text.ChangeSet;
import org.anode.schema.CellId;
import org.anode.schema.ChangeHash;
import org.anode.schema.Parsed;
import org.anode.schema.engine.TextHistory;

/**
 * Edits that their pages never saw confirmed, offered again: those that were applied are left out, the others enter the
 * text as if they had been made when they were: the first of a client in a cell on the heads it names, each other on the
 * text the one before it made, and then mapped over what happened since. One turn.
 */
public final class Resumption {
    private final OpenNotebook notebook;
    private final Map<Author, Chain> chains = new HashMap<>();
    private final List<Long> resumed = new ArrayList<>();
    private final List<Long> had = new ArrayList<>();
    private final List<Long> lost = new ArrayList<>();

    private Resumption(OpenNotebook notebook) {
        this.notebook = notebook;
    }

    /**
     * An edit that is offered again.
     *
     * @param heads those it was made on, if no edit of the client in the cell is offered before it
     */
    public record Offered(String client, long id, CellId cell, Set<ChangeHash> heads, ChangeSet changes) {
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

    private record Author(String client, CellId cell) {}

    /** What the author's next edit of the cell was made on. */
    private sealed interface Chain {
        /** The text after an edit that had been applied before. */
        record Had() implements Chain {}

        /** The text after an edit that was applied now; {@code since} is what happened to it then. */
        record Resumed(List<ChangeSet> since) implements Chain {}

        /** A text that never was here. */
        record Lost() implements Chain {}
    }

    public static Result of(OpenNotebook notebook, List<Offered> edits) {
        var resumption = new Resumption(notebook);
        edits.forEach(resumption::offer);
        return new Result(resumption.resumed, resumption.had, resumption.lost);
    }

    private void offer(Offered edit) {
        var author = new Author(edit.client, edit.cell);
        if (edit.id <= notebook.clients().applied(edit.client)) {
            had.add(edit.id);
            chains.put(author, new Chain.Had());
        } else if (isApplied(author, edit)) {
            resumed.add(edit.id);
        } else {
            lost.add(edit.id);
            chains.put(author, new Chain.Lost());
        }
    }

    /** A document that is full takes no edit, and those before stay. */
    private boolean isApplied(Author author, Offered edit) {
        try {
            return apply(author, edit);
        } catch (Refusal e) {
            return false;
        }
    }

    private boolean apply(Author author, Offered edit) {
        var cell = notebook.view().cells().get(edit.cell);
        var since = cell == null ? Optional.<List<ChangeSet>>empty() : since(author, edit, cell.source());
        if (cell == null || since.isEmpty()) return false;
        var mapped = edit.changes;
        var after = new ArrayList<ChangeSet>();
        for (var change : since.get()) {
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
        remember(author, after, mapped);
        return true;
    }

    /** What others made on other texts of the cell comes after this too. */
    private void remember(Author author, List<ChangeSet> after, ChangeSet now) {
        chains.replaceAll((other, chain) -> other.cell.equals(author.cell) && chain instanceof Chain.Resumed(var since)
                ? new Chain.Resumed(
                        Stream.concat(since.stream(), Stream.of(now)).toList())
                : chain);
        chains.put(author, new Chain.Resumed(after));
    }

    /** What happened to the text since it was what the edit was made on; empty if the edit fits nothing that is here. */
    private Optional<List<ChangeSet>> since(Author author, Offered edit, String source) {
        var stored = notebook.clients().headsAfter(edit.client, edit.cell);
        return switch (chains.get(author)) {
            case Chain.Resumed(var since) -> fitting(since, edit, source);
            case Chain.Had _ -> stored.flatMap(heads -> since(heads, edit, source));
            case Chain.Lost _ -> Optional.empty();
            // A page that was cut off may have confirmed the edit before, and not noted what that changes for this one.
            case null -> since(edit.heads, edit, source).or(() -> stored.flatMap(heads -> since(heads, edit, source)));
        };
    }

    private Optional<List<ChangeSet>> since(Set<ChangeHash> heads, Offered edit, String source) {
        return changesSince(edit.cell, heads).flatMap(since -> fitting(since, edit, source));
    }

    private static Optional<List<ChangeSet>> fitting(List<ChangeSet> since, Offered edit, String source) {
        int length = since.isEmpty() ? source.length() : since.getFirst().lengthBefore();
        return edit.changes.lengthBefore() == length ? Optional.of(since) : Optional.empty();
    }

    private Optional<List<ChangeSet>> changesSince(CellId cell, Set<ChangeHash> heads) {
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
