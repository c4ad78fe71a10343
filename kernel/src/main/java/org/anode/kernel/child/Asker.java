package org.anode.kernel.child;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.anode.kernel.KernelCommand;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.KernelEvent.Mime;
import org.graalvm.polyglot.Value;

/**
 * Answers questions about code from the live namespace. While a cell runs it does so on a thread of its own, which
 * Python lets in between two steps of the cell; a cell that holds Python up in one long step holds the answer up, too.
 * What fails (objects of users do), or is no answer, ends neither that thread nor the one that runs cells.
 */
final class Asker {
    /** Questions that wait: the host keeps fewer open, and asks no more for what is left over. */
    private static final int WAITING_MAX = 128;

    /** Stack of its thread in bytes: a property of a user's object may go deep. Reserved, not used. */
    private static final long STACK_BYTES = 64L << 20;

    private final LinkedBlockingQueue<KernelCommand> waiting = new LinkedBlockingQueue<>(WAITING_MAX);
    private final Outbox outbox;

    Asker(Outbox outbox) {
        this.outbox = outbox;
    }

    void start(Value session) {
        Thread.ofPlatform().daemon().name("asker").stackSize(STACK_BYTES).start(() -> serve(session));
    }

    /** A full line drops the question. */
    void enqueue(KernelCommand question) {
        waiting.offer(question);
    }

    private void serve(Value session) {
        try {
            while (true) {
                answer(session, waiting.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(Value session, KernelCommand question) {
        switch (question) {
            case KernelCommand.Complete complete -> answer(session, complete);
            case KernelCommand.Inspect inspect -> answer(session, inspect);
            case KernelCommand.ListVariables list -> answer(session, list);
            case KernelCommand.Execute execute -> {}
            case KernelCommand.InputReply reply -> {}
        }
    }

    void answer(Value session, KernelCommand.Complete ask) {
        try {
            var answer = session.invokeMember("complete", ask.source(), ask.cursor());
            outbox.put(new KernelEvent.Completed(
                    ask.id(),
                    PythonHost.strings(answer.getArrayElement(0)),
                    answer.getArrayElement(1).asInt(),
                    answer.getArrayElement(2).asInt()));
        } catch (RuntimeException e) {
            outbox.put(new KernelEvent.Completed(ask.id(), List.of(), ask.cursor(), ask.cursor()));
        }
    }

    void answer(Value session, KernelCommand.Inspect ask) {
        try {
            var answer = session.invokeMember("inspect", ask.source(), ask.cursor());
            outbox.put(new KernelEvent.Inspected(ask.id(), PythonHost.mime(answer, "{}")));
        } catch (RuntimeException e) {
            outbox.put(new KernelEvent.Inspected(ask.id(), Mime.EMPTY));
        }
    }

    void answer(Value session, KernelCommand.ListVariables ask) {
        try {
            var answer = session.invokeMember("variables");
            outbox.put(new KernelEvent.VariablesListed(
                    ask.id(),
                    PythonHost.variables(answer.getArrayElement(0)),
                    answer.getArrayElement(1).asInt()));
        } catch (RuntimeException e) {
            // Not answered: an empty list would say that there are none. Who asks gives up in time.
        }
    }
}
