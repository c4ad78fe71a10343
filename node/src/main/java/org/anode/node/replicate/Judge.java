package org.anode.node.replicate;

import java.util.List;

/** Decides on batches of one document that came from elsewhere; {@link Intake} is the one there is. */
@FunctionalInterface
public interface Judge {
    /** A verdict for each of a message's batches, in its order. */
    List<Verdict> judge(List<Arrived> run, Held held);
}
