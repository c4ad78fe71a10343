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

    /** One sentence: what happened and what to do. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
