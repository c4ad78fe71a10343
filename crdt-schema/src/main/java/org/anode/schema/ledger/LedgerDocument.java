package org.anode.schema.ledger;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.Parsed;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.engine.Applied;
import org.anode.schema.engine.AutomergeDoc;
import org.anode.schema.engine.Genesis;
import org.anode.schema.engine.KeyPath;
import org.anode.schema.engine.Loaded;
import org.anode.schema.engine.Obj;
import org.anode.schema.engine.Tx;
import org.anode.schema.ledger.RecordJson.Section;

/**
 * One ledger. A record stands under {@code section/key} and is written once. Belongs to the thread that made it; holds
 * native memory until {@link #close}.
 */
public final class LedgerDocument implements AutoCloseable {
    private final AutomergeDoc document;

    private LedgerDocument(AutomergeDoc document) {
        this.document = document;
    }

    /** What came of loading a snapshot. */
    public sealed interface Opened {
        /** @param document the caller's to close */
        record Ok(LedgerDocument document) implements Opened {}

        record Malformed(String reason) implements Opened {}
    }

    /**
     * Records as read.
     *
     * @param unreadable how many could not be read: kept in the document, shown nowhere (DO-9)
     */
    public record Records(List<LedgerRecord> records, int unreadable) {
        public Records {
            records = List.copyOf(records);
        }
    }

    /** What applying changes did, and the records that are new or different by it. */
    public record Applying(Applied applied, Records records) {}

    /** An empty ledger. */
    public static LedgerDocument create(ActorId actor) {
        return new LedgerDocument(AutomergeDoc.create(Genesis.LEDGER.chunk(), actor));
    }

    /** What {@link #save} gave. */
    public static Opened load(Bytes snapshot, ActorId actor) {
        return switch (AutomergeDoc.load(snapshot, actor)) {
            case Loaded.Ok(var document) -> new Opened.Ok(new LedgerDocument(document));
            case Loaded.Malformed(var reason) -> new Opened.Malformed(reason);
        };
    }

    /** Writes records in one change; one whose key is taken already is left as it is. */
    public List<ChangeChunk> write(List<LedgerRecord> records) {
        return document.edit(tx -> records.forEach(record -> put(tx, record)));
    }

    private static void put(Tx tx, LedgerRecord record) {
        var section = tx.map(Obj.ROOT, Section.of(record).word());
        if (tx.get(section, record.key()).isEmpty()) tx.put(section, record.key(), RecordJson.fields(record));
    }

    public Applying apply(List<ChangeChunk> chunks) {
        var applied = document.apply(chunks);
        var keys = new LinkedHashSet<KeyPath>();
        applied.touched().forEach(path -> recordsAt(path, keys));
        return new Applying(applied, read(keys));
    }

    /** The records a touched path speaks of: the one it lies in, or all below it. */
    private void recordsAt(KeyPath path, Set<KeyPath> keys) {
        if (path.size() >= 2) keys.add(KeyPath.of(path.key(0), path.key(1)));
        else if (path.size() == 1) recordsIn(path.key(0), keys);
        else for (var section : Section.values()) recordsIn(section.word(), keys);
    }

    private void recordsIn(String section, Set<KeyPath> keys) {
        document.find(KeyPath.of(section))
                .ifPresent(map -> document.entries(map).keySet().forEach(key -> keys.add(KeyPath.of(section, key))));
    }

    /** Everything it holds. */
    public Records records() {
        var keys = new LinkedHashSet<KeyPath>();
        recordsAt(KeyPath.ROOT, keys);
        return read(keys);
    }

    private Records read(Set<KeyPath> keys) {
        var records = new ArrayList<LedgerRecord>();
        int unreadable = 0;
        for (var path : keys) {
            switch (read(path)) {
                case Parsed.Ok<LedgerRecord>(var record) -> records.add(record);
                case Parsed.Malformed<LedgerRecord> _ -> unreadable++;
            }
        }
        return new Records(records, unreadable);
    }

    private Parsed<LedgerRecord> read(KeyPath path) {
        var section = Section.parse(path.key(0));
        var json = document.json(path);
        if (section.isEmpty() || json.isEmpty()) return new Parsed.Malformed<>("no record");
        return RecordJson.decode(section.get(), path.key(1), json.get());
    }

    public SortedSet<ChangeHash> heads() {
        return document.heads();
    }

    public boolean has(ChangeHash change) {
        return document.has(change);
    }

    public Bytes save() {
        return document.save();
    }

    @Override
    public void close() {
        document.close();
    }
}
