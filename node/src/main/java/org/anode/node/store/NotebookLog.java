package org.anode.node.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.anode.node.store.Store.Change;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;
import org.anode.schema.NotebookId;

/**
 * What is kept of one notebook: statements, documents, views, secrets, counters. Methods that give {@link Change}s
 * write nothing: the caller puts them into one atomic write with what belongs to them. Any thread.
 */
public final class NotebookLog {
    private final Store store;
    private final NotebookId notebook;

    NotebookLog(Store store, NotebookId notebook) {
        this.store = store;
        this.notebook = notebook;
    }

    public NotebookId notebook() {
        return notebook;
    }

    /** The members log in order of arrival, encoded; the root first. */
    public List<Bytes> statements() {
        var found = new ArrayList<Bytes>();
        store.scan(Column.LOG, Keys.statements(notebook), (_, statement) -> found.add(statement));
        return found;
    }

    public Change appendStatement(Bytes statement) {
        return appendStatements(List.of(statement)).getFirst();
    }

    /** Several for one write, in their order. */
    public List<Change> appendStatements(List<Bytes> statements) {
        return appendStatements(statements, nextStatement());
    }

    /** The number of the statement after those that are written. */
    public long nextStatement() {
        return store.last(Column.LOG, Keys.statements(notebook))
                .map(entry -> Keys.numberBefore(entry.key(), entry.key().size()) + 1)
                .orElse(0L);
    }

    /** @param next how many are there, or are written before these in the same write */
    public List<Change> appendStatements(List<Bytes> statements, long next) {
        var changes = new ArrayList<Change>();
        for (var statement : statements)
            changes.add(new Change.Put(Column.LOG, Keys.statement(notebook, next + changes.size()), statement));
        return changes;
    }

    /** The documents that have at least one batch. */
    public List<DocumentName> documents() {
        var found = new ArrayList<DocumentName>();
        var prefix = Keys.batches(notebook);
        var from = prefix;
        while (true) {
            var first = new ArrayList<Bytes>(1);
            store.scan(Column.LOG, prefix, from, (key, _) -> {
                first.add(key);
                return false;
            });
            if (first.isEmpty()) return found;
            var document = Keys.documentIn(first.getFirst(), prefix.size());
            found.add(document);
            from = new LogKeys(notebook, document).batch(-1);
        }
    }

    public DocumentLog document(DocumentName document) {
        return new DocumentLog(store, notebook, document);
    }

    /** Batches of all documents that are stored but never applied, each with a sentence why (SY-10). */
    public SortedMap<BatchHash, String> setAside() {
        var found = new TreeMap<BatchHash, String>();
        store.scan(Column.META, Keys.quarantine(notebook), (key, reason) -> {
            var hash = key.slice(key.size() - BatchHash.SIZE_BYTES, key.size());
            found.put(new BatchHash(hash), reason.toUtf8());
            return true;
        });
        return found;
    }

    public Optional<Bytes> view(String name) {
        return store.get(Column.VIEWS, Keys.named(notebook, name));
    }

    /** Visits the views whose name starts with {@code prefix}, ascending, until {@code visitor} gives false. */
    public void views(String prefix, BiPredicate<String, Bytes> visitor) {
        int at = notebook.value().size();
        store.scan(
                Column.VIEWS,
                Keys.named(notebook, prefix),
                (key, value) -> visitor.test(key.slice(at, key.size()).toUtf8(), value));
    }

    public Change putView(String name, Bytes value) {
        return new Change.Put(Column.VIEWS, Keys.named(notebook, name), value);
    }

    public Change deleteView(String name) {
        return new Change.Delete(Column.VIEWS, Keys.named(notebook, name));
    }

    /** A secret or local policy; never leaves this device. */
    public Optional<Bytes> secret(String name) {
        return store.get(Column.KEYS, Keys.named(notebook, name));
    }

    public Change putSecret(String name, Bytes value) {
        return new Change.Put(Column.KEYS, Keys.named(notebook, name), value);
    }

    public Change deleteSecret(String name) {
        return new Change.Delete(Column.KEYS, Keys.named(notebook, name));
    }

    /** The secrets whose name starts with {@code prefix}, by name. */
    public SortedMap<String, Bytes> secrets(String prefix) {
        var found = new TreeMap<String, Bytes>();
        int at = notebook.value().size();
        store.scan(Column.KEYS, Keys.named(notebook, prefix), (key, value) -> {
            found.put(key.slice(at, key.size()).toUtf8(), value);
            return true;
        });
        return found;
    }

    /** How many ledger starts the grant has had on this device; 0 before the first. */
    public long ledgerStarts(GrantId grant) {
        return store.get(Column.META, Keys.ledgerStart(notebook, grant))
                .map(number -> Keys.numberBefore(number, Long.BYTES))
                .orElse(0L);
    }

    /** Counts a ledger start; written before the ledger is used. */
    public Change putLedgerStarts(GrantId grant, long number) {
        return new Change.Put(Column.META, Keys.ledgerStart(notebook, grant), Keys.number(number));
    }
}
