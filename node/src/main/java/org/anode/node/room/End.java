package org.anode.node.room;

import org.anode.schema.Bytes;

/**
 * One side of a link.
 *
 * @param session   of who is there: fresh for every room that was opened
 * @param challenge fresh for every hello that this side took: whoever answers it answers now
 */
record End(Bytes session, Bytes challenge) {
    static final int CHALLENGE_BYTES = 16;
}
