package org.anode.schema.cells;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.ChangeHash;
import org.anode.schema.Names;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.engine.Applied;
import org.anode.schema.engine.AutomergeDoc;
import org.anode.schema.engine.Genesis;
import org.anode.schema.engine.KeyPath;
import org.anode.schema.engine.Loaded;
import org.anode.schema.engine.Obj;
import org.anode.schema.engine.TextHistory;
import org.anode.schema.engine.Value;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The cells document of a notebook. Belongs to the thread that made it; holds native memory until {@link #close}. Keeps
 * every cell as read, and reads again only those that a change touches.
 */
public final class CellsDocument implements AutoCloseable {
    static final String CELLS = "cells";
    static final String META = "meta";

    private final AutomergeDoc doc;
    private final CellReader reader;
    private final Obj cellsMap;
    private final Obj metaMap;
    private final Map<CellId, Cell> cells = new HashMap<>();
    private final Map<CellId, Set<CellId>> hidden = new HashMap<>(); // by the cell that hides them
    private JsonNode meta;
    private @Nullable CellsView view;

    /** What came of loading a snapshot. */
    public sealed interface Opened {
        /** @param document the caller's to close */
        record Ok(CellsDocument document) implements Opened {}

        record Malformed(String reason) implements Opened {}
    }

    private CellsDocument(AutomergeDoc doc, Obj cellsMap, Obj metaMap) {
        this.doc = doc;
        this.reader = new CellReader(doc);
        this.cellsMap = cellsMap;
        this.metaMap = metaMap;
        this.meta = doc.json(metaMap);
        var _ = readAll();
    }

    /** A notebook without cells. */
    public static CellsDocument create(ActorId actor) {
        return over(AutomergeDoc.create(Genesis.CELLS.chunk(), actor)).orElseThrow();
    }

    /** What {@link #save} gave. */
    public static Opened load(Bytes snapshot, ActorId actor) {
        return switch (AutomergeDoc.load(snapshot, actor)) {
            case Loaded.Malformed(var reason) -> new Opened.Malformed(reason);
            case Loaded.Ok(var doc) ->
                over(doc)
                        .<Opened>map(Opened.Ok::new)
                        .orElseGet(() -> new Opened.Malformed("the snapshot is no cells document"));
        };
    }

    /** Closes {@code doc} if it is none of ours. */
    private static Optional<CellsDocument> over(AutomergeDoc doc) {
        var reader = new CellReader(doc);
        var cells = reader.maps(Obj.ROOT, CELLS);
        var meta = reader.maps(Obj.ROOT, META);
        if (!cells.isEmpty() && !meta.isEmpty())
            return Optional.of(new CellsDocument(doc, cells.getFirst(), meta.getFirst()));
        doc.close();
        return Optional.empty();
    }

    /** What the document says now; the cells an edit did not touch are the same objects as before. */
    public CellsView view() {
        if (view == null) view = new CellsView(doc.heads(), cells, meta);
        return view;
    }

    /** All of them or none; the changes made: none if nothing was changed, several if there is much to show. */
    public List<ChangeChunk> edit(List<CellsEdit> edits) {
        var chunks = doc.edit(tx -> {
            var writer = new CellWriter(tx, cellsMap, metaMap, cells);
            for (var edit : edits) {
                writer.write(edit);
                tx.pause();
            }
        });
        if (chunks.isEmpty()) return chunks;
        view = null;
        var _ = refresh(edits.stream().flatMap(e -> e.target().stream()).collect(Collectors.toSet()));
        if (edits.stream().anyMatch(CellsEdit.SetMeta.class::isInstance)) meta = doc.json(metaMap);
        return chunks;
    }

    /** The first changes of others then wait for nothing. */
    public void expectOthers() {
        doc.expectOthers();
    }

    /** Applies the chunks in order, each only if what it builds on is here. */
    public CellsChange apply(List<ChangeChunk> chunks) {
        var applied = doc.apply(chunks);
        if (applied.count() > 0) view = null;
        var changed = refreshPaths(applied.touched());
        var metaBefore = meta;
        meta = applied.count() > 0 ? doc.json(metaMap) : meta;
        boolean metaChanged = !meta.equals(metaBefore);
        return switch (applied) {
            case Applied.Ok ok -> new CellsChange.Ok(ok.count(), changed, metaChanged);
            case Applied.Missing missing ->
                new CellsChange.Missing(missing.count(), changed, metaChanged, missing.deps());
            case Applied.Malformed malformed ->
                new CellsChange.Malformed(malformed.count(), changed, metaChanged, malformed.reason());
        };
    }

    private Set<CellId> refreshPaths(Set<KeyPath> touched) {
        var ids = new HashSet<CellId>();
        for (var path : touched) {
            if (path.size() < 2 && !path.equals(KeyPath.of(META))) return readAll();
            if (path.key(0).equals(CELLS) && Names.isValid(path.key(1))) ids.add(new CellId(path.key(1)));
        }
        return refresh(ids);
    }

    private Set<CellId> readAll() {
        var ids = new HashSet<>(cells.keySet());
        for (var key : doc.entries(cellsMap).keySet()) if (Names.isValid(key)) ids.add(new CellId(key));
        return refresh(ids);
    }

    /** Reads the cells again; gives those that are not what they were. */
    private Set<CellId> refresh(Set<CellId> ids) {
        var changed = new HashSet<CellId>();
        ids.stream().filter(id -> !hidden.containsKey(id)).forEach(id -> refresh(id, changed));
        // A map that another hides changes without a patch, so these are always read again; after the rest, for the
        // hidden ones have ids under which there is nothing in the document.
        Set.copyOf(hidden.keySet()).forEach(id -> refresh(id, changed));
        return changed;
    }

    private void refresh(CellId id, Set<CellId> changed) {
        var now = reader.read(cellsMap, id);
        var before = new HashSet<>(hidden.getOrDefault(id, Set.of()));
        before.add(id);
        before.removeAll(now.keySet());
        for (var gone : before)
            if (doc.get(cellsMap, gone.value()).isEmpty() && cells.remove(gone) != null) changed.add(gone);
        now.forEach((key, cell) -> {
            if (cell.equals(cells.get(key))) return;
            cells.put(key, cell);
            changed.add(key);
        });
        now.remove(id);
        if (now.isEmpty()) hidden.remove(id);
        else hidden.put(id, Set.copyOf(now.keySet()));
    }

    /** What was done to a cell's source since {@code heads}; empty if those are not here, or the cell was not. */
    public Optional<TextHistory> sourceSince(CellId cell, Set<ChangeHash> heads) {
        return source(cell).flatMap(text -> doc.since(text, heads));
    }

    /** What a cell's source was at {@code heads}; empty if those are not here, or the cell was not. */
    public Optional<String> sourceAt(CellId cell, Set<ChangeHash> heads) {
        return source(cell).flatMap(text -> doc.textAt(text, heads));
    }

    private Optional<Obj> source(CellId cell) {
        return reader.maps(cellsMap, cell.value()).stream()
                .findFirst()
                .flatMap(map -> doc.get(map, CellReader.SOURCE))
                .flatMap(value -> value instanceof Value.Ref(var text) ? Optional.of(text) : Optional.empty());
    }

    public Set<ChangeHash> heads() {
        return doc.heads();
    }

    /** Whether the change is in the document. */
    public boolean has(ChangeHash change) {
        return doc.has(change);
    }

    /** All changes as chunks, each after what it builds on. */
    public Bytes history() {
        return doc.history();
    }

    /** The whole document with its history. */
    public Bytes save() {
        return doc.save();
    }

    @Override
    public void close() {
        doc.close();
    }
}
