package org.anode.node.doc;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.anode.node.store.NotebookLog;
import org.anode.node.store.Store.Change;
import org.anode.schema.Bytes;
import org.anode.schema.ExecId;
import org.anode.schema.Parsed;
import org.anode.schema.output.Output;
import org.anode.schema.output.OutputJson;
import tools.jackson.databind.json.JsonMapper;

/** Outputs as rows, one each, so that showing them needs no document. Names: {@code output/<exec>/<index>}. */
final class OutputRows {
    private static final System.Logger LOG = System.getLogger(OutputRows.class.getName());
    private static final int HEXADECIMAL = 16;
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

    /** The same with their indexes. */
    OutputList list(ExecId exec) {
        var list = new OutputList();
        log.views(prefix(exec), (name, row) -> {
            decode(name, row).ifPresent(output -> list.put(index(name), output));
            return true;
        });
        return list;
    }

    /** The rows at {@code indexes}, as {@code list} has them now. */
    List<Change> changes(ExecId exec, OutputList list, Set<Integer> indexes) {
        var changes = new ArrayList<Change>();
        for (var index : indexes) {
            var name = name(exec, index);
            changes.add(list.at(index)
                    .map(output -> log.putView(name, encode(output)))
                    .orElseGet(() -> log.deleteView(name)));
        }
        return changes;
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

    private static String name(ExecId exec, int index) {
        return prefix(exec) + String.format(Locale.ROOT, "%08x", index);
    }

    private static int index(String name) {
        return Integer.parseInt(name.substring(name.lastIndexOf('/') + 1), HEXADECIMAL);
    }
}
