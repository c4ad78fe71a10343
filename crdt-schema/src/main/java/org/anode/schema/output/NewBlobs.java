package org.anode.schema.output;

import java.util.LinkedHashMap;
import java.util.Map;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;

/** Turns texts into {@link Data} and keeps the blobs that are to be stored for them. */
public final class NewBlobs {
    /** Larger texts become blobs: an entry stays small enough to be sent and read with its neighbours. */
    public static final int INLINE_BYTES_MAX = 1024;

    private final Map<BlobId, Bytes> blobs = new LinkedHashMap<>();

    /** Inline if {@code text} takes less than {@link #INLINE_BYTES_MAX} in UTF-8, else a blob. */
    public Data data(String text) {
        if (text.length() >= INLINE_BYTES_MAX) return blob(text);
        return Bytes.utf8(text).size() < INLINE_BYTES_MAX ? new Data.Text(text) : blob(text);
    }

    private Data blob(String text) {
        var bytes = Bytes.utf8(text);
        var id = new BlobId(bytes.sha256());
        blobs.put(id, bytes);
        return new Data.Blob(id, bytes.size());
    }

    /** In the order in which they came. */
    public Map<BlobId, Bytes> blobs() {
        return blobs;
    }
}
