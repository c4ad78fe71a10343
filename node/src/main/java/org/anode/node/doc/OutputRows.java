package org.anode.node.doc;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.anode.node.store.NotebookLog;
import org.anode.node.store.Store.Change;
import org.anode.schema.Bytes;
import org.anode.schema.ExecId;
import org.anode.schema.Parsed;
import org.anode.schema.output.Data;
import org.anode.schema.output.Output;
import org.anode.schema.output.OutputEdit;
import org.anode.schema.output.OutputJson;
import tools.jackson.databind.json.JsonMapper;

/** Outputs as rows, one each, so that showing them needs no document. Names: {@code output/<exec>/<index>}. */
final class OutputRows {
    private static final System.Logger LOG = System.getLogger(OutputRows.class.getName());
    private static final JsonMapper JSON = JsonMapper.shared();

    private final NotebookLog log;

    OutputRows(NotebookLog log) {
        this.log = log;
    }

    /** What {@code exec} put out, in order, as far as it is stored. */
    List<Output> of(ExecId exec) {
        var outputs = new ArrayList<Output>();
        log.views(prefix(exec), (name, row) -> {
            decode(name, row).ifPresent(outputs::add);
            return true;
        });
        return outputs;
    }

    int count(ExecId exec) {
        return of(exec).size();
    }

    /** The rows that the edits, one after the other, make. */
    List<Change> changes(List<OutputEdit> edits) {
        Map<String, Optional<Output>> rows = new HashMap<>();
        for (var edit : edits) {
            var name = name(edit);
            var before =
                    rows.containsKey(name) ? rows.get(name) : log.view(name).flatMap(row -> decode(name, row));
            rows.put(name, after(edit, before));
        }
        var changes = new ArrayList<Change>();
        rows.forEach((name, output) ->
                changes.add(output.map(o -> log.putView(name, encode(o))).orElseGet(() -> log.deleteView(name))));
        return changes;
    }

    private static Optional<Output> after(OutputEdit edit, Optional<Output> before) {
        return switch (edit) {
            case OutputEdit.Put put -> Optional.of(put.output());
            case OutputEdit.OpenStream open -> Optional.of(new Output.Stream(open.name(), new Data.Text(open.text())));
            case OutputEdit.Remove _ -> Optional.empty();
            case OutputEdit.AppendStream append -> before.map(o -> withText(o, text(o) + append.text()));
            case OutputEdit.ReplaceStreamTail replace ->
                before.map(o -> withText(o, text(o).substring(0, replace.keep()) + replace.text()));
        };
    }

    private static String text(Output output) {
        return output instanceof Output.Stream(var name, Data.Text(var text)) ? text : "";
    }

    private static Output withText(Output output, String text) {
        return output instanceof Output.Stream(var name, var old)
                ? new Output.Stream(name, new Data.Text(text))
                : output;
    }

    private static Optional<Output> decode(String name, Bytes row) {
        return switch (OutputJson.decode(JSON.readTree(row.toArray()))) {
            case Parsed.Ok<Output>(var output) -> Optional.of(output);
            case Parsed.Malformed<Output>(var reason) -> {
                LOG.log(Level.WARNING, "{0} is not shown: {1}", name, reason);
                yield Optional.empty();
            }
        };
    }

    private static Bytes encode(Output output) {
        return Bytes.wrap(JSON.writeValueAsBytes(OutputJson.encode(output)));
    }

    private static String prefix(ExecId exec) {
        return "output/" + exec + "/";
    }

    private static String name(OutputEdit edit) {
        return prefix(edit.exec()) + String.format(Locale.ROOT, "%08x", edit.index());
    }
}
