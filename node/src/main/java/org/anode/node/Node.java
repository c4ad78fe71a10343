package org.anode.node;

import java.util.function.Consumer;
import org.anode.node.control.Command;
import org.anode.node.control.NodeLink;
import org.anode.node.control.Reply;

/** A node: opens what it is made of, carries commands out, closes in reverse. Safe for use from many threads. */
public final class Node implements NodeLink {
    private Node() {}

    /** @throws NodeFailure if what is in the data folder can not be read */
    public static Node open(NodeConfig config) {
        return new Node();
    }

    /**
     * Carries every command out but {@link Command.Stop}, {@link Command.Doctor} and {@link Command.Backup}, which
     * belong to the process that holds the node.
     */
    @Override
    public Reply call(Command command, Consumer<Reply> onReply) {
        return new Reply.Failed("not yet", false);
    }

    /** Runs what is saved to the disk, closes kernels and settles what ran. */
    @Override
    public void close() {}
}
