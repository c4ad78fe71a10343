package org.anode.node.store;

import org.anode.schema.Bytes;

/**
 * A batch as it lies in the log; {@link org.anode.node.replicate.BatchCodec#decode} opens it.
 *
 * @param number its place in the order of arrival, which is an order of application
 */
public record StoredBatch(long number, Bytes encoded) {}
