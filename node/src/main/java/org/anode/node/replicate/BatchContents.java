package org.anode.node.replicate;

import java.util.List;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.chunk.ChunkCodec;
import org.anode.schema.engine.Genesis;

/** Opens the chunks of a batch, without native code. Pure; any thread. */
public final class BatchContents {
    private BatchContents() {}

    /** The changes, one for each chunk, if they are sound and those the header promises: its actor's, in its order. */
    public static Parsed<List<ChangeChunk>> open(SealedBatch sealed) {
        var batch = sealed.batch();
        var all = Bytes.concat(batch.chunks().toArray(Bytes[]::new));
        return switch (ChunkCodec.parse(all)) {
            case Parsed.Ok<List<ChangeChunk>>(var changes) -> fit(batch, sealed.actor(), changes);
            case Parsed.Malformed<List<ChangeChunk>> malformed -> malformed;
        };
    }

    private static Parsed<List<ChangeChunk>> fit(Batch batch, ActorId actor, List<ChangeChunk> changes) {
        if (changes.size() != batch.chunks().size()) return new Parsed.Malformed<>("not one change in each chunk");
        if (actor.equals(Genesis.ACTOR)) return new Parsed.Malformed<>("a batch by the genesis actor");
        for (int i = 0; i < changes.size(); i++) {
            var change = changes.get(i);
            if (!change.encoded().equals(batch.chunks().get(i)))
                return new Parsed.Malformed<>("not one change in each chunk");
            if (!change.actor().equals(actor)) return new Parsed.Malformed<>("a change by another actor");
            if (change.seq() != batch.firstSeq() + i) return new Parsed.Malformed<>("a change out of order");
        }
        return new Parsed.Ok<>(changes);
    }
}
