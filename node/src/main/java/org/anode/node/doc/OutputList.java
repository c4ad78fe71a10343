package org.anode.node.doc;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.anode.schema.ExecId;
import org.anode.schema.output.Data;
import org.anode.schema.output.Output;
import org.anode.schema.output.OutputEdit;

/** The outputs of one run by their index in its document, which are not used twice: so there may be gaps. */
final class OutputList {
    private final TreeMap<Integer, Output> byIndex = new TreeMap<>();

    void put(int index, Output output) {
        byIndex.put(index, output);
    }

    /** @param output empty for none */
    void set(int index, Optional<Output> output) {
        output.ifPresentOrElse(o -> byIndex.put(index, o), () -> byIndex.remove(index));
    }

    Optional<Output> at(int index) {
        return Optional.ofNullable(byIndex.get(index));
    }

    /** As people see them. */
    List<Output> inOrder() {
        return List.copyOf(byIndex.values());
    }

    /** @return the indexes that hold something else now */
    Set<Integer> apply(List<OutputEdit> edits) {
        var changed = new HashSet<Integer>();
        for (var edit : edits) {
            apply(edit);
            changed.add(edit.index());
        }
        return changed;
    }

    private void apply(OutputEdit edit) {
        switch (edit) {
            case OutputEdit.Put put -> byIndex.put(put.index(), put.output());
            case OutputEdit.OpenStream open ->
                byIndex.put(open.index(), new Output.Stream(open.name(), new Data.Text(open.text())));
            case OutputEdit.Remove remove -> byIndex.remove(remove.index());
            case OutputEdit.AppendStream append ->
                byIndex.computeIfPresent(append.index(), (_, o) -> withText(o, text(o) + append.text()));
            case OutputEdit.ReplaceStreamTail replace ->
                byIndex.computeIfPresent(
                        replace.index(), (_, o) -> withText(o, text(o).substring(0, replace.keep()) + replace.text()));
        }
    }

    private static String text(Output output) {
        return output instanceof Output.Stream(var _, Data.Text(var text)) ? text : "";
    }

    private static Output withText(Output output, String text) {
        return output instanceof Output.Stream(var name, var _) ? new Output.Stream(name, new Data.Text(text)) : output;
    }

    /** What stands at another place in the list than before, or is new there. */
    @SuppressWarnings("ReferenceEquality") // what did not change is the same object; to compare texts takes long
    static NotebookEvent.OutputsChanged changed(ExecId exec, List<Output> before, List<Output> after) {
        var different = new HashMap<Integer, Output>();
        for (int i = 0; i < after.size(); i++)
            if (i >= before.size() || before.get(i) != after.get(i)) different.put(i, after.get(i));
        return new NotebookEvent.OutputsChanged(exec, after.size(), different);
    }
}
