package org.anode.schema.output;

import java.util.List;
import java.util.Map;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;

/**
 * What is to be written now.
 *
 * @param blobs to be stored before the edits that name them
 */
public record Flush(List<OutputEdit> edits, Map<BlobId, Bytes> blobs) {
    public static final Flush EMPTY = new Flush(List.of(), Map.of());

    public Flush {
        edits = List.copyOf(edits);
        blobs = Map.copyOf(blobs);
    }

    public boolean isEmpty() {
        return edits.isEmpty();
    }
}
