package org.anode.kernel.scorecard;

import java.util.List;

/** A kernel that is asked checks, one after the other, in one session. */
interface Peer extends AutoCloseable {
    /** One normalised reply for each step. */
    List<Reply> ask(Check check);

    @Override
    void close();
}
