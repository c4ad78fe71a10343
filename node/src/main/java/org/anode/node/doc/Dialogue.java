package org.anode.node.doc;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.anode.kernel.KernelEvent;
import org.anode.node.host.HostMachine;
import org.anode.node.host.KernelHost;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;

/** What people and the kernel ask each other besides running cells: input one way, help with code the other. */
final class Dialogue {
    private final Inputs inputs;
    private final CodeQuestions questions = new CodeQuestions();
    private final HostMachine host;
    private final KernelHost kernels;
    private final LongSupplier nowMs;

    Dialogue(Inputs inputs, HostMachine host, KernelHost kernels, LongSupplier nowMs) {
        this.inputs = inputs;
        this.host = host;
        this.kernels = kernels;
        this.nowMs = nowMs;
    }

    /** What the running cell asks, if it waits for input. */
    Optional<Prompt> prompt() {
        return inputs.open();
    }

    /** @return false if nobody can answer */
    boolean asked(ExecId exec, KernelEvent.InputRequest request) {
        return inputs.ask(new Prompt(exec, request.prompt(), request.password()));
    }

    void answerInput(ExecId exec, String text) {
        var reply = inputs.answer(exec, text);
        host.session().ifPresent(session -> kernels.send(session, reply));
    }

    /** The run is interrupted: it waits for input no more. */
    void interrupted() {
        inputs.settle();
    }

    void complete(String source, int cursor, CodeAnswer.Listener listener) {
        ready(listener).ifPresent(kernel -> questions.complete(source, cursor, listener, nowMs.getAsLong(), kernel));
    }

    void inspect(String source, int cursor, CodeAnswer.Listener listener) {
        ready(listener).ifPresent(kernel -> questions.inspect(source, cursor, listener, nowMs.getAsLong(), kernel));
    }

    /** The way to the kernel, if it takes questions; else the listener hears why it does not. */
    private Optional<CodeQuestions.Sending> ready(CodeAnswer.Listener listener) {
        var session = host.session();
        if (host.isReady()) return session.map(this::sending);
        listener.on(new CodeAnswer.None(session.isPresent() ? CodeQuestions.STARTING : CodeQuestions.NO_KERNEL));
        return Optional.empty();
    }

    private CodeQuestions.Sending sending(SessionId session) {
        return command -> kernels.send(session, command);
    }

    void completed(KernelEvent.Completed said) {
        questions.completed(said);
    }

    void inspected(KernelEvent.Inspected said) {
        questions.inspected(said);
    }

    /** The host's state changed: only what runs may ask, and only an open session answers. */
    void follow() {
        inputs.settleUnless(host.running());
        if (host.session().isEmpty()) questions.giveUp();
    }

    void tick() {
        questions.tick(nowMs.getAsLong());
    }

    /** When {@link #tick} is wanted. */
    OptionalLong dueMs() {
        return questions.dueMs();
    }
}
