package org.anode.node.recovery;

import java.util.Set;
import org.anode.node.store.Snapshot;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.Parsed;
import org.anode.schema.engine.AutomergeDoc;
import org.anode.schema.engine.Genesis;
import org.anode.schema.engine.Loaded;

/**
 * A newer snapshot in place of an older one (SY-9). The owner saves the document and goes on; any thread then proves
 * the saved bytes; the owner writes {@link org.anode.node.store.DocumentLog#putSnapshot}. Batches are never deleted.
 */
public final class Compaction {
    /** Replaying so many changes takes about 60 ms; loading waits no longer than that for what no snapshot holds. */
    private static final long CHANGES_MAX = 2_000;

    /** Replaying so many takes a second or two: the most that is put off to a quiet moment. */
    private static final long CHANGES_OVERDUE = 30_000;

    /** Below it a document loads from its batches alone at once. */
    private static final long BYTES_MIN = 256 << 10;

    private Compaction() {}

    /**
     * How far a document has outgrown its newest snapshot.
     *
     * @param changes       in batches stored since
     * @param bytes         of these batches
     * @param snapshotBytes 0 if there is none
     */
    public record Growth(long changes, long bytes, long snapshotBytes) {
        /** Whether a newer one is worth its writing: half again as much since, so that all writing stays linear. */
        public boolean isDue() {
            return changes > CHANGES_MAX || bytes > Math.max(BYTES_MIN, snapshotBytes / 2);
        }

        /** Whether it is not to be put off any more. */
        public boolean isOverdue() {
            return changes > CHANGES_OVERDUE;
        }

        public Growth plus(long moreChanges, long moreBytes) {
            return new Growth(changes + moreChanges, bytes + moreBytes, snapshotBytes);
        }
    }

    /**
     * Loads {@code saved} in a scratch document: some changes that a document takes make one that can not be loaded
     * again, so nothing is replaced on trust.
     *
     * @param heads of the document when it was saved
     * @param next  see {@link Snapshot#next}
     */
    public static Parsed<Snapshot> verified(Bytes saved, Set<ChangeHash> heads, long next) {
        return switch (AutomergeDoc.load(saved, Genesis.ACTOR)) {
            case Loaded.Malformed(var reason) -> new Parsed.Malformed<>(reason);
            case Loaded.Ok(var scratch) -> {
                try (scratch) {
                    yield scratch.heads().equals(heads)
                            ? new Parsed.Ok<>(new Snapshot(saved, heads, next))
                            : new Parsed.Malformed<>("the saved document has other heads");
                }
            }
        };
    }
}
