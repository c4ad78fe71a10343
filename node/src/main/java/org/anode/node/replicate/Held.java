package org.anode.node.replicate;

import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;

/** What is already stored of one document, as {@link Intake} needs to know it. */
public interface Held {
    /** Whether this very batch is stored; {@code lastSeq} is part of its address. */
    boolean holds(ActorId actor, long lastSeq, BatchHash hash);
}
