package org.anode.node.share;

import java.util.List;
import org.anode.schema.NotebookId;

/** How far somebody is who joins with a link. */
public sealed interface JoinState {
    /** Whether nothing more comes. */
    default boolean hasEnded() {
        return switch (this) {
            case Looking _, Asked _, Waiting _ -> false;
            case Joined _, Failed _ -> true;
        };
    }

    /** The issuer's node is not found yet. */
    record Looking() implements JoinState {}

    /** It was found and asked. */
    record Asked() implements JoinState {}

    /**
     * Somebody there was asked and has not said yet.
     *
     * @param words to compare with those on the other screen
     */
    record Waiting(List<String> words) implements JoinState {
        public Waiting {
            words = List.copyOf(words);
        }
    }

    /** The notebook is here. */
    record Joined(NotebookId notebook) implements JoinState {}

    /** @param why one sentence for people */
    record Failed(String why) implements JoinState {}
}
