package org.anode.node;

import org.anode.node.control.Command;
import org.anode.node.control.NodeLink;
import org.anode.node.control.Reply;
import tools.jackson.databind.JsonNode;

/** What nodes answer to tests. */
public final class Replies {
    private Replies() {}

    /** What came of a command; fails with the reply where nothing did. */
    public static JsonNode done(NodeLink node, Command command) {
        return switch (node.call(command, _ -> {})) {
            case Reply.Done(var result) -> result;
            case Reply other -> throw new AssertionError(other.toString());
        };
    }
}
