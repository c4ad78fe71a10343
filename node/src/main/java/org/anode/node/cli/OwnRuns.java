package org.anode.node.cli;

import java.util.List;
import java.util.function.Consumer;

/** The runs a command asked for, which a signal interrupts and no others (EX-11). Any thread. */
final class OwnRuns {
    private final Consumer<List<String>> interrupting;
    private List<String> execs = List.of();
    private boolean interrupted;

    /** @param interrupting asks the node to interrupt these */
    OwnRuns(Consumer<List<String>> interrupting) {
        this.interrupting = interrupting;
    }

    /** The node told which they are; who was interrupted before interrupts them now. */
    void asked(List<String> asked) {
        synchronized (this) {
            execs = asked;
            if (!interrupted) return;
        }
        interrupting.accept(asked);
    }

    void interrupt() {
        List<String> known;
        synchronized (this) {
            interrupted = true;
            known = execs;
        }
        if (!known.isEmpty()) interrupting.accept(known);
    }
}
