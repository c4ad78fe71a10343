package org.anode.schema.engine;

import org.anode.schema.ActorId;
import org.anode.schema.Bytes;

/**
 * The first change of every document of a kind: it makes the maps at the root, once for all nodes (DO-1). Two nodes that
 * each made them would each hide the other's content.
 */
public enum Genesis {
    CELLS,
    LEDGER,
    OUTPUTS;

    /** Reserved: no batch may be by it (SY-2). */
    public static final ActorId ACTOR = new ActorId(Bytes.utf8("anode-genesis-01"));

    /** One change chunk; the same bytes for ever. */
    public Bytes chunk() {
        return java.util.Optional.<Bytes>empty().orElseThrow();
    }
}
