package org.anode.node.doc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anode.node.replicate.Effect;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.cells.CellsView;

/** A document of an open notebook as {@link Replication} reaches it. What it shows is stored with the turn. */
interface Merged {
    /**
     * Takes changes of a stored batch; all they build on is there.
     *
     * @return why they can never be applied; what stands before the first such change is
     */
    Optional<String> apply(Effect.Apply one);

    /** A batch that can not be applied, ever, and why. */
    record Refused(BatchHash batch, String reason) {}

    /** As {@link #apply} of one after the other. */
    default List<Refused> applyAll(List<Effect.Apply> run) {
        var refused = new ArrayList<Refused>();
        for (var one : run) apply(one).ifPresent(reason -> refused.add(new Refused(one.batch(), reason)));
        return refused;
    }

    /** Makes it anew of what {@link Replication#replay} gives now; its snapshots are gone. */
    void rebuild();

    /** A former process ended in the middle of {@link #apply} or {@link #rebuild}. */
    default void recover() {
        rebuild();
    }

    /** From now on it is written by another actor; a {@link #rebuild} follows. */
    void newActor();

    /** All its changes as chunks, each after what it builds on; empty for a document that gives no preview (SY-8). */
    default Optional<Bytes> history() {
        return Optional.empty();
    }

    /** Shows this until the log says so. */
    default void showPreview(CellsView view) {}

    /** It shows itself from now on. */
    default void endPreview() {}

    /** A second goes by in which peers are there. */
    default void ticked() {}

    /** A document that nothing shows: its batches are kept and passed on. */
    record Unshown() implements Merged {
        @Override
        public Optional<String> apply(Effect.Apply one) {
            return Optional.empty();
        }

        @Override
        public void rebuild() {}

        @Override
        public void newActor() {}
    }
}
