package org.anode.schema.ipynb;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import tools.jackson.databind.JsonNode;

/**
 * A notebook file, ready to become documents.
 *
 * @param title {@code metadata.title}; the caller falls back on the file's name
 * @param meta  an object as the cells document keeps it (DO-7): native values, large ones as
 *              {@code {"$blob": hex, "size": n}}, the layout's reference under {@link Reserved#LAYOUT}
 * @param blobs everything referenced from metadata, attachments and outputs; to be stored before the documents are
 */
public record ImportedNotebook(
        Optional<String> title, JsonNode meta, List<ImportedCell> cells, Map<BlobId, Bytes> blobs) {
    public ImportedNotebook {
        cells = List.copyOf(cells);
        blobs = Map.copyOf(blobs);
    }
}
