package org.anode.node.doc;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.anode.kernel.KernelCommand;
import org.anode.kernel.KernelEvent;
import org.anode.schema.engine.CodePoints;

/**
 * Questions about code and what it made that a kernel has not answered yet. Each listener hears one answer, at the latest when the time
 * is over. People count UTF-16 units, kernels code points; what passes here is converted.
 */
final class CodeQuestions {
    /** A popup that comes later than this is in the way. */
    static final long ANSWER_MS_MAX = 5_000;

    /** Questions a kernel owes answers to: several tabs whose people type fast; more is a kernel that is stuck. */
    static final int OPEN_MAX = 64;

    static final String NO_KERNEL = "No kernel runs: run a cell first, then ask again.";
    static final String STARTING = "The kernel is starting: ask again in a moment.";
    static final String ENDED = "The kernel ended before it answered: run a cell, then ask again.";
    static final String LATE = "The kernel did not answer in time: it is busy, ask again when the cell has ended.";
    static final String TOO_MANY = "The kernel has too many questions to answer: ask again in a moment.";

    private record Open(String source, long dueMs, CodeAnswer.Listener listener) {}

    /** In the order in which they were asked, which is that of their ends. */
    private final Map<String, Open> open = new LinkedHashMap<>();

    private long asked;

    /** Completions at {@code cursor} UTF-16 units of the source; {@code send} takes what the kernel is to be asked. */
    void complete(String source, int cursor, CodeAnswer.Listener listener, long nowMs, Sending send) {
        ask(source, listener, nowMs, send, id -> new KernelCommand.Complete(id, source, at(source, cursor)));
    }

    /** The documentation of what stands there. */
    void inspect(String source, int cursor, CodeAnswer.Listener listener, long nowMs, Sending send) {
        ask(source, listener, nowMs, send, id -> new KernelCommand.Inspect(id, source, at(source, cursor)));
    }

    /** What cells named. */
    void variables(CodeAnswer.Listener listener, long nowMs, Sending send) {
        ask("", listener, nowMs, send, KernelCommand.ListVariables::new);
    }

    @FunctionalInterface
    interface Sending {
        void send(KernelCommand command);
    }

    private void ask(
            String source,
            CodeAnswer.Listener listener,
            long nowMs,
            Sending send,
            Function<String, KernelCommand> command) {
        if (open.size() == OPEN_MAX) {
            listener.on(new CodeAnswer.None(TOO_MANY));
            return;
        }
        var id = Long.toString(++asked);
        open.put(id, new Open(source, nowMs + ANSWER_MS_MAX, listener));
        send.send(command.apply(id));
    }

    private static int at(String source, int cursor) {
        return CodePoints.before(source, cursor);
    }

    /** An answer that comes too late is dropped. */
    void completed(KernelEvent.Completed said) {
        var question = open.remove(said.id());
        if (question == null) return;
        var from = CodePoints.units(question.source, said.from());
        var to = CodePoints.units(question.source, said.to());
        question.listener.on(new CodeAnswer.Completions(said.matches(), Math.min(from, to), to));
    }

    void inspected(KernelEvent.Inspected said) {
        var question = open.remove(said.id());
        if (question != null)
            question.listener.on(new CodeAnswer.Documentation(said.data().data()));
    }

    void variablesListed(KernelEvent.VariablesListed said) {
        var question = open.remove(said.id());
        if (question != null) question.listener.on(new CodeAnswer.Variables(said.variables(), said.more()));
    }

    /** When {@link #tick} is wanted. */
    OptionalLong dueMs() {
        return open.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(open.values().iterator().next().dueMs);
    }

    void tick(long nowMs) {
        for (Iterator<Open> all = open.values().iterator(); all.hasNext(); ) {
            var first = all.next();
            if (first.dueMs > nowMs) return;
            all.remove();
            first.listener.on(new CodeAnswer.None(LATE));
        }
    }

    /** The kernel is gone. */
    void giveUp() {
        var all = List.copyOf(open.values());
        open.clear();
        all.forEach(question -> question.listener.on(new CodeAnswer.None(ENDED)));
    }
}
