package org.anode.kernel;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a kernel reports. */
public sealed interface KernelEvent {
    /** The process takes commands. */
    record Ready(String language, String version, boolean jit, long startMs) implements KernelEvent {}

    /**
     * Text written by the running cell.
     *
     * @param name {@code stdout} or {@code stderr}
     */
    record Stream(String run, String name, String text) implements KernelEvent {}

    /** {@code display()}. With {@code update} it replaces earlier displays of the same id instead of adding one. */
    record Display(String run, Optional<String> displayId, boolean update, Mime data) implements KernelEvent {}

    /** The last expression's value. */
    record Result(String run, Mime data) implements KernelEvent {}

    /** An exception left the cell. */
    record Failure(String run, String ename, String evalue, List<String> traceback) implements KernelEvent {}

    /** {@code clear_output()}. With {@code later} the old output stays until the next one comes. */
    record Clear(String run, boolean later) implements KernelEvent {}

    /** {@code input()} or {@code getpass()}: the run waits for {@link KernelCommand.InputReply}. */
    record InputRequest(String run, String prompt, boolean password) implements KernelEvent {}

    /** The run ended; the kernel is idle again. */
    record Finished(String run, Status status, long tookMs) implements KernelEvent {}

    /** Answers {@link KernelCommand.Complete}: {@code matches} replace the code points {@code [from, to)}. */
    record Completed(String id, List<String> matches, int from, int to) implements KernelEvent {}

    /** Answers {@link KernelCommand.Inspect}; nothing known gives an empty bundle. */
    record Inspected(String id, Mime data) implements KernelEvent {}

    /**
     * Answers {@link KernelCommand.ListVariables}.
     *
     * @param more how many there are beside those
     */
    record VariablesListed(String id, List<Variable> variables, int more) implements KernelEvent {
        public VariablesListed {
            variables = List.copyOf(variables);
        }
    }

    /** The process is gone; the last event. {@code reason} is a sentence for people. */
    record Died(Cause cause, String reason) implements KernelEvent {}

    /** What an event takes beside its texts, in chars: objects, and the places they wait in. */
    int PLAIN_CHARS = 256;

    /** About how much memory it takes, in chars: for limits on what waits. */
    default long weight() {
        return PLAIN_CHARS
                + switch (this) {
                    case Stream it -> it.text().length();
                    case Display it -> it.data().chars();
                    case Result it -> it.data().chars();
                    case Failure it ->
                        it.evalue().length()
                                + it.traceback().stream()
                                        .mapToLong(String::length)
                                        .sum();
                    case InputRequest it -> it.prompt().length();
                    case Completed it ->
                        it.matches().stream().mapToLong(String::length).sum();
                    case Inspected it -> it.data().chars();
                    case VariablesListed it ->
                        (long) PLAIN_CHARS * it.variables().size();
                    case Ready _, Clear _, Finished _, Died _ -> 0;
                };
    }

    /** How a run ended. */
    enum Status {
        OK,
        ERROR,
        INTERRUPTED
    }

    /** Why a process is gone. */
    enum Cause {
        LAUNCH_FAILED,
        OUT_OF_MEMORY,
        KILLED,
        EXITED,
        UNRESPONSIVE,
        CLOSED
    }

    /**
     * A MIME bundle: type → value. JSON types hold their JSON text, binary types base64.
     *
     * @param metadata JSON text of an object
     */
    record Mime(Map<String, String> data, String metadata) {
        public static final Mime EMPTY = new Mime(Map.of(), "{}");

        public Mime {
            data = Map.copyOf(data);
        }

        /** Chars of all its texts. */
        public long chars() {
            return metadata.length()
                    + data.values().stream().mapToLong(String::length).sum();
        }
    }
}
