package org.anode.relay.server;

import org.jspecify.annotations.Nullable;

/** Why a relay can not start: one sentence that says what happened and what to do. */
public final class RelayFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RelayFailure(String sentence) {
        super(sentence);
    }

    public RelayFailure(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
