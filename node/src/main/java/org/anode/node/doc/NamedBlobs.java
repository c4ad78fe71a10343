package org.anode.node.doc;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.anode.node.store.NotebookLog;
import org.anode.node.store.Store.Change;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.cells.Cell;
import org.anode.schema.output.Data;
import org.anode.schema.output.Output;
import tools.jackson.databind.JsonNode;

/**
 * Which content what others wrote refers to: it is not in the documents and may have to be fetched (SY-12). A row for
 * each, {@code peer-blob/<id>}.
 */
public final class NamedBlobs {
    private static final String PREFIX = "peer-blob/";

    private NamedBlobs() {}

    static Change put(NotebookLog log, BlobId blob) {
        return log.putView(PREFIX + blob, Bytes.EMPTY);
    }

    /** Whether what others wrote refers to it. */
    public static boolean has(NotebookLog log, BlobId blob) {
        return log.view(PREFIX + blob).isPresent();
    }

    /** What others' writing refers to, whether it is here or not. */
    public static Set<BlobId> all(NotebookLog log) {
        var found = new HashSet<BlobId>();
        log.views(PREFIX, (name, _) -> found.add(BlobId.parse(name.substring(PREFIX.length()))));
        return found;
    }

    static Set<BlobId> in(Cell cell) {
        var found = new HashSet<BlobId>();
        for (var file : cell.attachments())
            for (var type : file) reference(type).ifPresent(found::add);
        return found;
    }

    private static Optional<BlobId> reference(JsonNode type) {
        try {
            return type.path("$blob").asStringOpt().map(BlobId::parse);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Stream<Data.Blob> in(Output output) {
        return switch (output) {
            case Output.Stream(var _, Data.Blob blob) -> Stream.of(blob);
            case Output.Stream _, Output.Failure _ -> Stream.empty();
            case Output.Display display -> in(display.data());
            case Output.Result result -> in(result.data());
        };
    }

    private static Stream<Data.Blob> in(Map<String, Data> data) {
        return data.values().stream().flatMap(one -> one instanceof Data.Blob blob ? Stream.of(blob) : Stream.empty());
    }
}
