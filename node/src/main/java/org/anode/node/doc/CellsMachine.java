package org.anode.node.doc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.ChangeHash;
import org.anode.schema.cells.CellsChange;
import org.anode.schema.cells.CellsDocument;
import org.anode.schema.cells.CellsEdit;
import org.anode.schema.cells.CellsView;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.engine.TextHistory;

/**
 * The cells document and the changes that wait to enter it. Given the same batches in any order it ends equal. Belongs
 * to one thread; holds native memory until {@link #close}.
 */
public final class CellsMachine implements AutoCloseable {
    private final CellsDocument document;
    private final Parked parked = new Parked();

    /** A change that can not be applied, and those after it in its batch. */
    public record Refused(ChangeHash change, String reason) {}

    /** @param document owned from now on */
    public CellsMachine(CellsDocument document) {
        this.document = document;
    }

    public CellsView view() {
        return document.view();
    }

    /** The changes made, for all of them or none; none if nothing was changed. */
    public List<ChangeChunk> edit(List<CellsEdit> edits) {
        return document.edit(edits);
    }

    /** The first changes of others then wait for nothing. */
    public void expectOthers() {
        document.expectOthers();
    }

    /** Applies chunks of which it is known that all they build on is here. */
    public CellsChange apply(List<ChangeChunk> chunks) {
        return document.apply(chunks);
    }

    /**
     * Applies the chunks of an admitted batch, and what waited for them, or parks them until what they build on is here.
     *
     * @return what could not be applied, ever; what builds on it stays parked
     */
    public List<Refused> merge(List<ChangeChunk> batch) {
        var refused = new ArrayList<Refused>();
        var ready = new ArrayDeque<List<ChangeChunk>>();
        ready.add(batch);
        for (var run = ready.poll(); run != null; run = ready.poll()) {
            var change = document.apply(run);
            for (var chunk : run.subList(0, change.count())) ready.addAll(parked.wake(chunk.hash()));
            switch (change) {
                case CellsChange.Ok _ -> {}
                case CellsChange.Missing missing ->
                    parked.park(missing.deps().iterator().next(), run.subList(missing.count(), run.size()));
                case CellsChange.Malformed bad ->
                    refused.add(new Refused(run.get(bad.count()).hash(), bad.reason()));
            }
        }
        return refused;
    }

    /** What was done to a cell's source since {@code heads}; empty if those are not here, or the cell was not. */
    public Optional<TextHistory> sourceSince(CellId cell, Set<ChangeHash> heads) {
        return document.sourceSince(cell, heads);
    }

    /** What a cell's source was at {@code heads}; empty if those are not here, or the cell was not. */
    public Optional<String> sourceAt(CellId cell, Set<ChangeHash> heads) {
        return document.sourceAt(cell, heads);
    }

    /** Whether some chunk waits for another; while it does, a snapshot may not pass its batch. */
    public boolean hasParked() {
        return !parked.isEmpty();
    }

    /** Whether the change is in the document. */
    public boolean has(ChangeHash change) {
        return document.has(change);
    }

    /** All changes as chunks, each after what it builds on. */
    public Bytes history() {
        return document.history();
    }

    public Bytes save() {
        return document.save();
    }

    @Override
    public void close() {
        document.close();
    }
}
