package org.anode.node.store;

import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;

/** The last batch of one branch of one actor (SY-5). */
public record Position(ActorId actor, long lastSeq, BatchHash hash) {}
