package org.anode.node.page;

import java.util.HashMap;
import java.util.Map;
import org.anode.node.doc.NotebookEvent.OutputsChanged;
import org.anode.schema.ExecId;
import org.anode.schema.Utf16;
import org.anode.schema.output.Data;
import org.anode.schema.output.Output;
import org.jspecify.annotations.Nullable;

/** What a page was told of the streams of one run, the last it heard of: of a text that goes on it hears what is new. */
final class ToldOutputs {
    private @Nullable ExecId exec;
    private final Map<Integer, Output.Stream> streams = new HashMap<>();

    /**
     * The end of a stream's text.
     *
     * @param keep UTF-16 units of the text told before that stay
     */
    record Tail(int keep, String text) {}

    /** What to tell now: outputs as a whole, and of streams that were told before their ends. */
    record Told(Map<Integer, Output> put, Map<Integer, Tail> tails) {}

    Told next(OutputsChanged changed) {
        if (!changed.exec().equals(exec)) forget();
        exec = changed.exec();
        streams.keySet().removeIf(index -> index >= changed.length());
        var told = new Told(new HashMap<>(), new HashMap<>());
        changed.put().forEach((index, output) -> add(told, index, output));
        return told;
    }

    private void add(Told told, int index, Output output) {
        var before = output instanceof Output.Stream now ? streams.put(index, now) : streams.remove(index);
        if (before != null
                && output instanceof Output.Stream(var name, Data.Text(var text))
                && before instanceof Output.Stream(var nameBefore, Data.Text(var textBefore))
                && name.equals(nameBefore)) {
            int keep = Utf16.commonPrefix(textBefore, text);
            told.tails.put(index, new Tail(keep, text.substring(keep)));
        } else told.put.put(index, output);
    }

    /** The page hears all of it next time. */
    void forget() {
        exec = null;
        streams.clear();
    }
}
