package org.anode.node.doc;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.anode.kernel.KernelCommand;
import org.anode.node.Refusal;
import org.anode.schema.ExecId;
import org.jspecify.annotations.Nullable;

/** What the running cell asks of people (EX-17). An answer goes to the kernel and nowhere else: it is never stored. */
final class Inputs {
    /** Of an answer, in UTF-16 units: far more than anybody types, well inside a frame to the kernel. */
    static final int ANSWER_UNITS_MAX = 1 << 20;

    private final BooleanSupplier somebodyAnswers;
    private final Consumer<NotebookEvent> announce;
    private @Nullable Prompt open;

    /** @param somebodyAnswers whether an observer is there who can answer */
    Inputs(BooleanSupplier somebodyAnswers, Consumer<NotebookEvent> announce) {
        this.somebodyAnswers = somebodyAnswers;
        this.announce = announce;
    }

    Optional<Prompt> open() {
        return Optional.ofNullable(open);
    }

    /** @return false if nobody can answer; then the run must not wait */
    boolean ask(Prompt prompt) {
        if (!somebodyAnswers.getAsBoolean()) return false;
        open = prompt;
        announce.accept(new NotebookEvent.InputWanted(prompt));
        return true;
    }

    /**
     * Answers what {@code exec} asks.
     *
     * @throws Refusal if it asks nothing, any more
     */
    KernelCommand.InputReply answer(ExecId exec, String text) {
        if (open == null || !open.exec().equals(exec))
            throw new Refusal("The cell does not wait for input any more: it was answered, interrupted or ended.");
        if (text.length() > ANSWER_UNITS_MAX)
            throw new Refusal("The answer is too long for input(): put it into a file and read that in the cell.");
        settle();
        return new KernelCommand.InputReply(exec.value(), text);
    }

    /** Nothing is asked any more. */
    void settle() {
        if (open != null) announce.accept(new NotebookEvent.InputSettled(open.exec()));
        open = null;
    }

    /** Only what runs may ask. */
    void settleUnless(Optional<ExecId> running) {
        if (open != null && !running.equals(Optional.of(open.exec()))) settle();
    }
}
