package org.anode.schema.output;

import org.anode.schema.ExecId;

/** One change of what an outputs document holds. Indexes of a run only grow and are never used twice. */
public sealed interface OutputEdit {
    ExecId exec();

    int index();

    /** A new output, or another in the place of one. It does not grow. */
    record Put(ExecId exec, int index, Output output) implements OutputEdit {}

    /** A stream that may still grow: inline, as a Text. */
    record OpenStream(ExecId exec, int index, String name, String text) implements OutputEdit {}

    /** The stream at {@code index}, which is open, grows. */
    record AppendStream(ExecId exec, int index, String text) implements OutputEdit {}

    /**
     * Of the stream at {@code index}, which is open, all after the first {@code keep} UTF-16 units is replaced.
     */
    record ReplaceStreamTail(ExecId exec, int index, int keep, String text) implements OutputEdit {}

    record Remove(ExecId exec, int index) implements OutputEdit {}
}
