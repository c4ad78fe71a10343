package org.anode.schema.cells;

import java.util.List;
import java.util.Set;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.chunk.ChangeChunk;

/** The cells document of a notebook. Belongs to the thread that made it; holds native memory until {@link #close}. */
public abstract class CellsDocument implements AutoCloseable {
    /** What came of loading a snapshot. */
    public sealed interface Opened {
        /** @param document the caller's to close */
        record Ok(CellsDocument document) implements Opened {}

        record Malformed(String reason) implements Opened {}
    }

    /** A notebook without cells. */
    public static CellsDocument create(ActorId actor) {
        return java.util.Optional.<CellsDocument>empty().orElseThrow();
    }

    /** What {@link #save} gave. */
    public static Opened load(Bytes snapshot, ActorId actor) {
        return java.util.Optional.<Opened>empty().orElseThrow();
    }

    /** What the document says now; the cells an edit did not touch are the same objects as before. */
    public abstract CellsView view();

    /** All of them in one transaction; the changes made, none if nothing was changed. */
    public abstract List<ChangeChunk> edit(List<CellsEdit> edits);

    public abstract CellsChange apply(List<ChangeChunk> chunks);

    public abstract Set<ChangeHash> heads();

    public abstract boolean has(ChangeHash change);

    public abstract Bytes save();

    @Override
    public abstract void close();
}
