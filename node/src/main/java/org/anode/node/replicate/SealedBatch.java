package org.anode.node.replicate;

import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;

/**
 * A batch with its signature as it is stored and sent. Made by {@link BatchCodec} alone.
 *
 * @param actor   {@link Batch#actor}, which takes a hash to compute
 * @param encoded the complete encoding, signature included
 * @param hash    {@code SHA-256("anode-batch-1" ‖ encoded)}
 */
public record SealedBatch(Batch batch, ActorId actor, Bytes signature, Bytes encoded, BatchHash hash) {}
