package org.anode.kernel.frame;

import org.anode.kernel.KernelCommand;
import org.anode.kernel.KernelEvent;

/** One message between a supervisor and its child. */
public sealed interface Frame {
    /** The child's first word: proves that it is the process its parent started. */
    record Hello(String nonce) implements Frame {}

    /** Parent to child: do this. */
    record Command(KernelCommand command) implements Frame {}

    /** Child to parent: this happened. Every event but {@link KernelEvent.Died} travels. */
    record Event(KernelEvent event) implements Frame {}

    /** Parent to child: stop {@code run}, if it is still the one that runs (EX-11). */
    record Interrupt(String run) implements Frame {}

    /** Parent to child: load and run what first cells usually need; nobody waits yet. */
    record Warm() implements Frame {}

    /** Parent to child: work in this directory from now on. Only before the first command. */
    record Adopt(String directory) implements Frame {}
}
