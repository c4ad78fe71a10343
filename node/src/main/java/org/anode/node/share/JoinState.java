package org.anode.node.share;

import org.anode.schema.NotebookId;

/** How far somebody is who joins with a link. */
public sealed interface JoinState {
    /** The issuer's node is not found yet. */
    record Looking() implements JoinState {}

    /** It was found and asked. */
    record Asked() implements JoinState {}

    /** The notebook is here. */
    record Joined(NotebookId notebook) implements JoinState {}

    /** @param why one sentence for people */
    record Failed(String why) implements JoinState {}
}
