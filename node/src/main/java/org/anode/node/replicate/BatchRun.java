package org.anode.node.replicate;

import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.jspecify.annotations.Nullable;

/**
 * Reads one batch after another, of which most continue the chain of the one before: what they have in common is kept once.
 * Belongs to one thread.
 */
final class BatchRun {
    private @Nullable SealedBatch before;

    /** As {@link BatchCodec#decode}. */
    Parsed<SealedBatch> read(Bytes encoded) {
        var parsed = BatchCodec.decode(encoded, before);
        if (parsed instanceof Parsed.Ok<SealedBatch>(var sealed)) before = sealed;
        return parsed;
    }
}
