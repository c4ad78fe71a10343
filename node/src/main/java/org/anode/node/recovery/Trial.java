package org.anode.node.recovery;

import java.util.List;
import java.util.Optional;
import org.anode.schema.Bytes;
import org.anode.schema.engine.Genesis;

/** Applies batches where it does no harm. */
@FunctionalInterface
public interface Trial {
    /**
     * Blocks until it is known.
     *
     * @param saved   the newest snapshot
     * @param batches encoded, in order
     */
    Outcome run(Genesis genesis, Optional<Bytes> saved, List<Bytes> batches);

    /** What became of it. */
    sealed interface Outcome {
        record Survived() implements Outcome {}

        /** @param how for the sentence: "signal 6" */
        record Died(String how) implements Outcome {}
    }
}
