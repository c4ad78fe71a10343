package org.anode.node.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.anode.node.store.Store.Change;
import org.anode.schema.Bytes;
import org.anode.schema.NotebookId;

/**
 * Which notebooks are kept here, which lie in the bin, which file each is bound to. Methods that give {@link Change}s
 * write nothing: the caller puts them into one atomic write with what belongs to them. Any thread.
 */
public final class Notebooks {
    private final Store store;

    public Notebooks(Store store) {
        this.store = store;
    }

    /** All of them, the bin included, by id. */
    public List<NotebookId> all() {
        var found = new ArrayList<NotebookId>();
        store.scan(Column.META, Keys.NOTEBOOKS, (key, _) -> found.add(new NotebookId(key.slice(1, key.size()))));
        return found;
    }

    public boolean has(NotebookId notebook) {
        return store.get(Column.META, Keys.notebook(notebook)).isPresent();
    }

    /** Makes the notebook exist, with its root statement (MB-1). */
    public List<Change> create(NotebookId notebook, Bytes rootStatement) {
        return List.of(
                new Change.Put(Column.META, Keys.notebook(notebook), Bytes.EMPTY),
                new Change.Put(Column.LOG, Keys.statement(notebook, 0), rootStatement));
    }

    public NotebookLog log(NotebookId notebook) {
        return new NotebookLog(store, notebook);
    }

    /** Puts it in the bin; {@code day} is local bookkeeping, days since 1970, never synced (DO-8). */
    public Change bin(NotebookId notebook, long day) {
        return new Change.Put(Column.META, Keys.binned(notebook), Keys.number(day));
    }

    public Change unbin(NotebookId notebook) {
        return new Change.Delete(Column.META, Keys.binned(notebook));
    }

    public boolean isBinned(NotebookId notebook) {
        return store.get(Column.META, Keys.binned(notebook)).isPresent();
    }

    /** The bin: notebook → day it was put there. */
    public SortedMap<NotebookId, Long> binned() {
        var found = new TreeMap<NotebookId, Long>();
        store.scan(Column.META, Keys.BINNED, (key, day) -> {
            found.put(new NotebookId(key.slice(1, key.size())), Keys.numberBefore(day, Long.BYTES));
            return true;
        });
        return found;
    }

    /** Everything of a notebook but its blobs, which others may share: what leaves the bin for good. */
    public List<Change> purge(NotebookId notebook) {
        var changes = new ArrayList<Change>();
        fileOf(notebook).ifPresent(file -> changes.add(new Change.Delete(Column.BINDINGS, Keys.file(file.toString()))));
        for (var prefix : Keys.everythingOf(notebook)) {
            store.scan(prefix.column(), prefix.key(), (key, _) -> changes.add(new Change.Delete(prefix.column(), key)));
        }
        return changes;
    }

    /** Binds the notebook to a file; a former binding of either is gone (DO-6). */
    public List<Change> bind(NotebookId notebook, Path file) {
        var changes = new ArrayList<>(unbind(notebook));
        boundTo(file).ifPresent(other -> changes.addAll(unbind(other)));
        changes.add(new Change.Put(Column.BINDINGS, Keys.file(file.toString()), notebook.value()));
        changes.add(new Change.Put(Column.BINDINGS, Keys.fileOf(notebook), Bytes.utf8(file.toString())));
        return changes;
    }

    public List<Change> unbind(NotebookId notebook) {
        return fileOf(notebook)
                .map(file -> List.<Change>of(
                        new Change.Delete(Column.BINDINGS, Keys.file(file.toString())),
                        new Change.Delete(Column.BINDINGS, Keys.fileOf(notebook))))
                .orElse(List.of());
    }

    /** The notebook bound to {@code file}, which callers give as a real absolute path. */
    public Optional<NotebookId> boundTo(Path file) {
        return store.get(Column.BINDINGS, Keys.file(file.toString())).map(NotebookId::new);
    }

    public Optional<Path> fileOf(NotebookId notebook) {
        return store.get(Column.BINDINGS, Keys.fileOf(notebook)).map(path -> Path.of(path.toUtf8()));
    }
}
