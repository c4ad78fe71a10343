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
import org.anode.schema.SessionId;
import org.anode.schema.output.Output;
import org.anode.schema.output.OutputJson;
import tools.jackson.databind.json.JsonMapper;

/**
 * Outputs as rows, one each, so that showing them needs no document. Names: {@code output/<exec>/<index>} for what ran
 * here, {@code peer-output/<session>/<exec>/<index>} for what ran elsewhere.
 */
final class OutputRows {
    private static final System.Logger LOG = System.getLogger(OutputRows.class.getName());
    private static final int HEXADECIMAL = 16;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final NotebookLog log;
    private final String base;

    private OutputRows(NotebookLog log, String base) {
        this.log = log;
        this.base = base;
    }

    static OutputRows ofThisDevice(NotebookLog log) {
        return new OutputRows(log, "output/");
    }

    static OutputRows ofPeer(NotebookLog log, SessionId session) {
        return new OutputRows(log, "peer-output/" + session + "/");
    }

    List<Change> deleteAll() {
        var changes = new ArrayList<Change>();
        log.views(base, (name, _) -> changes.add(log.deleteView(name)));
        return changes;
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

    private String prefix(ExecId exec) {
        return base + exec + "/";
    }

    private String name(ExecId exec, int index) {
        return prefix(exec) + String.format(Locale.ROOT, "%08x", index);
    }

    private static int index(String name) {
        return Integer.parseInt(name.substring(name.lastIndexOf('/') + 1), HEXADECIMAL);
    }
}
