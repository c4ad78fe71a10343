package org.anode.node.doc;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.anode.kernel.KernelCommand;
import org.anode.kernel.KernelEvent;
import org.anode.node.host.HostMachine;
import org.anode.node.host.KernelHost;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.jspecify.annotations.Nullable;

/** What people and the kernel ask each other besides running cells: input one way, help with code the other. */
final class Dialogue {
    private final Inputs inputs;
    private final CodeQuestions questions = new CodeQuestions();
    private final HostMachine host;
    private final KernelHost kernels;
    private final LongSupplier nowMs;
    private final Runnable used;
    private @Nullable ExecId waiting;

    /** @param used runs when somebody asks the kernel something */
    Dialogue(Inputs inputs, HostMachine host, KernelHost kernels, LongSupplier nowMs, Runnable used) {
        this.used = used;
        this.inputs = inputs;
        this.host = host;
        this.kernels = kernels;
        this.nowMs = nowMs;
    }

    /** @param nobody runs if nobody can answer */
    void asked(ExecId exec, KernelEvent.InputRequest request, Runnable nobody) {
        waiting = exec;
        inputs.ask(new Prompt(exec, request.prompt(), request.password()), new Inputs.Asker() {
            @Override
            public void answer(String text) {
                host.session()
                        .ifPresent(session -> kernels.send(session, new KernelCommand.InputReply(exec.value(), text)));
            }

            @Override
            public void nobody() {
                if (host.running().filter(exec::equals).isPresent()) nobody.run();
            }
        });
    }

    /** The run is interrupted: it waits for input no more. */
    void interrupted() {
        if (waiting != null) inputs.settle(waiting);
        waiting = null;
    }

    void complete(String source, int cursor, CodeAnswer.Listener listener) {
        ready(listener).ifPresent(kernel -> questions.complete(source, cursor, listener, nowMs.getAsLong(), kernel));
    }

    void inspect(String source, int cursor, CodeAnswer.Listener listener) {
        ready(listener).ifPresent(kernel -> questions.inspect(source, cursor, listener, nowMs.getAsLong(), kernel));
    }

    void variables(CodeAnswer.Listener listener) {
        ready(listener).ifPresent(kernel -> questions.variables(listener, nowMs.getAsLong(), kernel));
    }

    /** The way to the kernel, if it takes questions; else the listener hears why it does not. */
    private Optional<CodeQuestions.Sending> ready(CodeAnswer.Listener listener) {
        var session = host.session();
        used.run();
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

    void variablesListed(KernelEvent.VariablesListed said) {
        questions.variablesListed(said);
    }

    /** The host's state changed: only what runs may ask, and only an open session answers. */
    void follow() {
        if (waiting != null && !host.running().equals(Optional.of(waiting))) interrupted();
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
