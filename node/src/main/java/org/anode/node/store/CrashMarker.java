package org.anode.node.store;

import org.anode.schema.BatchHash;

/** Names what was being applied; if it is still there at the next start, applying it killed the process (SY-10). */
public record CrashMarker(BatchHash batch, int chunk) {}
