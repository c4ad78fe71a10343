package org.anode.node.control;

import java.util.function.Consumer;

/** A way to a node: the one in this process, or the one that runs on the data folder. */
public interface NodeLink extends AutoCloseable {
    /**
     * Carries {@code command} out, blocking until the last reply.
     *
     * @param onReply hears {@link Reply.Asked}, {@link Reply.Progress} and {@link Reply.Text} on the calling thread
     * @return {@link Reply.Done} or {@link Reply.Failed}
     */
    Reply call(Command command, Consumer<Reply> onReply);

    @Override
    void close();
}
