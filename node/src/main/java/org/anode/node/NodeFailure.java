package org.anode.node;

import org.jspecify.annotations.Nullable;

/** Something a person has to know about: the message is one sentence that says what happened and what to do. */
public class NodeFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NodeFailure(String sentence) {
        super(sentence);
    }

    public NodeFailure(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

    /** What ended something, whatever it was: a bug is said to be one, and what was saved before it is safe. */
    public static NodeFailure of(Throwable end) {
        return end instanceof NodeFailure failure
                ? failure
                : new NodeFailure(
                        "Anode hit an error of its own (" + end
                                + "): what was saved is safe; try again, and if it stays so, report it with the log.",
                        end);
    }

    /** One sentence: what happened and what to do. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
