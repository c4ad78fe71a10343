package org.anode.node.store;

import java.util.Optional;
import org.anode.node.store.Store.Change;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;

/** Content by its SHA-256. Any thread. */
public final class Blobs {
    private final Store store;

    public Blobs(Store store) {
        this.store = store;
    }

    public static BlobId idOf(Bytes content) {
        return new BlobId(content.sha256());
    }

    /** For an atomic write together with what names the blob. */
    public Change put(Bytes content) {
        return new Change.Put(Column.BLOBS, Keys.blob(idOf(content)), content);
    }

    /** The content, if it is here and is what its id says; damaged content counts as not here. */
    public Optional<Bytes> get(BlobId blob) {
        return store.get(Column.BLOBS, Keys.blob(blob))
                .filter(content -> idOf(content).equals(blob));
    }

    /** Whether something is stored under the id; says nothing about its content. */
    public boolean has(BlobId blob) {
        return store.get(Column.BLOBS, Keys.blob(blob)).isPresent();
    }
}
