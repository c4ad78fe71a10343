package org.anode.node.replicate;

import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;

/** A batch without its chunks: all that rights are decided from (MB-3). */
public record Header(
        DocumentName document,
        GrantId grant,
        ActorId actor,
        long firstSeq,
        long lastSeq,
        BatchHash previous,
        BatchHash hash) {
    public static Header of(SealedBatch sealed) {
        var batch = sealed.batch();
        return new Header(
                batch.document(),
                batch.grant(),
                sealed.actor(),
                batch.firstSeq(),
                batch.lastSeq(),
                batch.previous(),
                sealed.hash());
    }

    public boolean isFirst() {
        return previous.equals(Batch.NO_PREVIOUS);
    }

    public Position position() {
        return new Position(actor, lastSeq, hash);
    }
}
