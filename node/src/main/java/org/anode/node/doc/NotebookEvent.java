package org.anode.node.doc;

import org.anode.kernel.KernelEvent;
import org.anode.schema.ExecId;
import org.anode.schema.ledger.Run;

/** What observers in this process hear of a notebook. Stored before it is told, except {@link Live}. */
public sealed interface NotebookEvent {
    record CellsChanged() implements NotebookEvent {}

    /** A request or what came of it. */
    record RunChanged(Run run) implements NotebookEvent {}

    /** What a running cell says, as it says it. */
    record Live(ExecId exec, KernelEvent event) implements NotebookEvent {}

    /** A cell asks for input; told only while somebody can answer. */
    record InputWanted(Prompt prompt) implements NotebookEvent {}

    /** The run waits for input no more: it was answered, interrupted or ended. */
    record InputSettled(ExecId exec) implements NotebookEvent {}

    /** Hears events on the notebook's own thread; must not block. */
    @FunctionalInterface
    interface Observer {
        void on(NotebookEvent event);

        /** Whether somebody is behind it who sees {@link InputWanted} and answers it (EX-17). */
        default boolean canAnswer() {
            return false;
        }
    }
}
