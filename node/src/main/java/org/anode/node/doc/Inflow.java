package org.anode.node.doc;

import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.anode.kernel.KernelEvent;
import org.anode.node.NodeFailure;

/**
 * What kernels said and their notebook has not taken up yet, bounded by its size: the inbox bounds the number of turns
 * only, and one output may have many MiB. A kernel that says more waits. Any thread.
 */
final class Inflow {
    /** Weight of what waits, in chars, beside one event of any size: enough to keep the notebook busy. */
    static final int CHARS_MAX = 4 << 20;

    private final Semaphore room = new Semaphore(CHARS_MAX, true);
    private final Consumer<NotebookActor.Turn> turns;

    /** @param turns takes each turn or drops it */
    Inflow(Consumer<NotebookActor.Turn> turns) {
        this.turns = turns;
    }

    /** Has {@code taking} done in a turn; blocks while too much waits. */
    void put(KernelEvent event, Consumer<OpenNotebook> taking) {
        int weight = (int) Math.min(event.weight(), CHARS_MAX);
        room.acquireUninterruptibly(weight);
        turns.accept(new NotebookActor.Turn() {
            @Override
            public void take(OpenNotebook notebook) {
                room.release(weight);
                taking.accept(notebook);
            }

            @Override
            public void dropped(NodeFailure reason) {
                room.release(weight);
            }
        });
    }
}
