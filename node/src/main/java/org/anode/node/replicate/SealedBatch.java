package org.anode.node.replicate;

import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;

/**
 * A batch with its signature as it is stored and sent. Made by {@link BatchCodec} alone.
 *
 * @param encoded the complete encoding, signature included
 * @param hash    {@code SHA-256("anode-batch-1" ‖ encoded)}
 */
public record SealedBatch(Batch batch, Bytes signature, Bytes encoded, BatchHash hash) {}
