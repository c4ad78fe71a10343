package org.anode.node.replicate;

import java.util.List;
import java.util.Optional;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.chunk.ChunkCodec;

/**
 * A batch as it came, read as far as that goes without knowing anything of its notebook. Nothing of it is believed.
 * Immutable; any thread.
 */
public final class Arrived {
    private final Bytes encoded;
    private final Parsed<SealedBatch> sealed;
    private final Optional<Parsed<List<ChangeChunk>>> opened;

    private Arrived(Bytes encoded, Parsed<SealedBatch> sealed, Optional<Parsed<List<ChangeChunk>>> opened) {
        this.encoded = encoded;
        this.sealed = sealed;
        this.opened = opened;
    }

    /** What is deflated stays closed until {@link #changes}: it may grow a hundred times, and may be a stranger's. */
    public static Arrived read(Bytes encoded) {
        return read(encoded, new BatchRun());
    }

    /** @param run those before it in its message */
    static Arrived read(Bytes encoded, BatchRun run) {
        var sealed = run.read(encoded);
        return sealed instanceof Parsed.Ok<SealedBatch>(var batch)
                        && batch.batch().chunks().stream().noneMatch(ChunkCodec::isDeflated)
                ? new Arrived(encoded, sealed, Optional.of(BatchContents.open(batch)))
                : new Arrived(encoded, sealed, Optional.empty());
    }

    public Bytes encoded() {
        return encoded;
    }

    Parsed<SealedBatch> sealed() {
        return sealed;
    }

    /** To be asked once its signature is checked. */
    Parsed<List<ChangeChunk>> changes() {
        if (opened.isPresent()) return opened.get();
        return switch (sealed) {
            case Parsed.Ok<SealedBatch>(var batch) -> BatchContents.open(batch);
            case Parsed.Malformed<SealedBatch>(var reason) -> new Parsed.Malformed<>(reason);
        };
    }
}
