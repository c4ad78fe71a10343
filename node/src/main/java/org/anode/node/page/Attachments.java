package org.anode.node.page;

import java.util.Map;
import java.util.Optional;
import org.anode.node.doc.OpenNotebook;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.cells.Cell;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The attachments of a cell with their content, where the document only names it: file name → MIME type → text. */
final class Attachments {
    /** Of one cell, in a message that may have 4 MiB with its source; what is beyond is left out. */
    private static final int BYTES_MAX = 2 << 20;

    private static final String BLOB = "$blob";

    private final OpenNotebook notebook;
    private int bytes;

    private Attachments(OpenNotebook notebook) {
        this.notebook = notebook;
    }

    static ObjectNode of(OpenNotebook notebook, Cell cell) {
        return new Attachments(notebook).read(cell);
    }

    private ObjectNode read(Cell cell) {
        var files = JsonNodeFactory.instance.objectNode();
        for (var file : cell.attachments().properties()) {
            var types = files.putObject(file.getKey());
            for (Map.Entry<String, JsonNode> type : file.getValue().properties())
                content(type.getValue()).ifPresent(text -> types.put(type.getKey(), text));
        }
        return files;
    }

    private Optional<String> content(JsonNode reference) {
        return blobOf(reference)
                .flatMap(notebook::blob)
                .filter(content -> bytes + content.size() <= BYTES_MAX)
                .map(this::counted);
    }

    private String counted(Bytes content) {
        bytes += content.size();
        return content.toUtf8();
    }

    private static Optional<BlobId> blobOf(JsonNode reference) {
        try {
            return reference.path(BLOB).asStringOpt().map(BlobId::parse);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
