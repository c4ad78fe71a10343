package org.anode.schema.engine;

import java.util.List;
import java.util.function.Consumer;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.chunk.ChangeChunk;

/**
 * One Automerge document. Belongs to the thread that made it; every call from another throws IllegalStateException.
 * Holds native memory until {@link #close}.
 */
public abstract class AutomergeDoc implements Reader, AutoCloseable {
    /** Of one string, in UTF-8: a change that holds it must stay under the limit of a chunk. Texts have no such limit. */
    public static final int VALUE_BYTES_MAX = 512 << 10;

    /** A document that holds {@code genesis} (one change chunk, DO-1) and nothing else. */
    public static AutomergeDoc create(Bytes genesis, ActorId actor) {
        return java.util.Optional.<AutomergeDoc>empty().orElseThrow();
    }

    /** What {@link #save} gave. */
    public static Loaded load(Bytes snapshot, ActorId actor) {
        return java.util.Optional.<Loaded>empty().orElseThrow();
    }

    /** Whether the change is in the document. */
    public abstract boolean has(ChangeHash change);

    /** The whole document with its history. */
    public abstract Bytes save();

    public abstract Applied apply(List<ChangeChunk> chunks);

    /**
     * Runs {@code change} and commits. Gives the changes made: none if nothing was put, more than one if it was too much
     * for one chunk. If {@code change} throws, nothing has happened.
     */
    public abstract List<ChangeChunk> edit(Consumer<Tx> change);

    @Override
    public abstract void close();
}
