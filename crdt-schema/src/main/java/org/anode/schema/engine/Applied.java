package org.anode.schema.engine;

import java.util.Set;
import org.anode.schema.ChangeHash;

/**
 * How far a run of chunks was applied. Chunks are applied one by one, in order, so the first {@code count} of them are
 * in the document whatever happened to the next; chunks that were there already count as applied.
 */
public sealed interface Applied {
    /** How many chunks are in the document now, from the first. */
    int count();

    /**
     * Where something was done, seen or not: a path to a map's key, or to the list or text. Values under a touched path
     * may have changed too.
     */
    Set<KeyPath> touched();

    /** All of them. */
    record Ok(int count, Set<KeyPath> touched) implements Applied {
        public Ok {
            touched = Set.copyOf(touched);
        }
    }

    /** The next chunk builds on {@code deps}, which the document lacks. */
    record Missing(int count, Set<KeyPath> touched, Set<ChangeHash> deps) implements Applied {
        public Missing {
            touched = Set.copyOf(touched);
            deps = Set.copyOf(deps);
        }
    }

    /** The next chunk can not be applied, ever; whatever builds on it neither. */
    record Malformed(int count, Set<KeyPath> touched, String reason) implements Applied {
        public Malformed {
            touched = Set.copyOf(touched);
        }
    }
}
