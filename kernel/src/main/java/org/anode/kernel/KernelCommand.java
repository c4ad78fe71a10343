package org.anode.kernel;

/** What a host asks of a kernel. */
public sealed interface KernelCommand {
    /**
     * Runs a cell.
     *
     * @param run   an opaque id that comes back with every event of this run
     * @param cell  how the cell is called in tracebacks, e.g. {@code "Cell 7"}
     * @param count the execution count, for {@code _}, {@code Out} and messages
     */
    record Execute(String run, String cell, String source, long count) implements KernelCommand {}

    /** Answers the latest {@link KernelEvent.InputRequest}. */
    record InputReply(String run, String text) implements KernelCommand {}

    /** Asks for completions; {@code cursor} counts code points. */
    record Complete(String id, String source, int cursor) implements KernelCommand {}

    /** Asks for the documentation of what stands at {@code cursor} (code points). */
    record Inspect(String id, String source, int cursor) implements KernelCommand {}

    /** Asks what cells named. */
    record ListVariables(String id) implements KernelCommand {}
}
