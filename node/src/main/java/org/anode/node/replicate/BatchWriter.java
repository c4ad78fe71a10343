package org.anode.node.replicate;

import static org.anode.node.wire.CborReader.require;

import java.util.ArrayList;
import java.util.List;
import org.anode.node.identity.DeviceKeys;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;
import org.anode.schema.NotebookId;
import org.anode.schema.chunk.ChangeChunk;

/**
 * Turns the changes of one document, as this process makes them, into signed batches. One for every process start and
 * document instance: its nonce makes its actor, so its chain starts at 1 and never meets an older one (SY-2). Belongs
 * to the document's owner thread. After a batch could not be stored it must be thrown away with the document, for its
 * chain has moved on.
 */
public final class BatchWriter {
    /** What a batch takes beside its chunks: ids, a name, numbers, signature, their headers. */
    private static final int FRAME_BYTES_MAX = 1024;

    /** CBOR's header of a byte string below 4 GiB. */
    private static final int CHUNK_HEADER_BYTES = 5;

    private final NotebookId notebook;
    private final DocumentName document;
    private final GrantId grant;
    private final DeviceKeys keys;
    private final Bytes nonce;
    private final ActorId actor;
    private long nextSeq = 1;
    private BatchHash previous = Batch.NO_PREVIOUS;

    /** @param nonce {@link Actors#NONCE_BYTES} fresh random bytes */
    public BatchWriter(NotebookId notebook, DocumentName document, GrantId grant, DeviceKeys keys, Bytes nonce) {
        this.notebook = notebook;
        this.document = document;
        this.grant = grant;
        this.keys = keys;
        this.nonce = nonce;
        this.actor = Actors.derive(notebook, document, grant, nonce);
    }

    /** By whom the document must be edited. */
    public ActorId actor() {
        return actor;
    }

    /**
     * Seals the changes in order, many small ones in one batch.
     *
     * @throws IllegalArgumentException if they are not this actor's next ones, or one breaks a limit; nothing is sealed
     */
    public List<SealedBatch> write(List<ChangeChunk> changes) {
        requireNext(changes);
        var sealed = new ArrayList<SealedBatch>();
        var group = new ArrayList<Bytes>();
        int size = FRAME_BYTES_MAX;
        for (var change : changes) {
            int more = change.encoded().size() + CHUNK_HEADER_BYTES;
            if (!group.isEmpty()
                    && (size + more > Limits.MADE_BATCH_BYTES || group.size() == Limits.BATCH_CHUNKS_MAX)) {
                sealed.add(seal(group));
                group.clear();
                size = FRAME_BYTES_MAX;
            }
            group.add(change.encoded());
            size += more;
        }
        if (!group.isEmpty()) sealed.add(seal(group));
        return sealed;
    }

    private void requireNext(List<ChangeChunk> changes) {
        long seq = nextSeq;
        for (var change : changes) {
            require(change.actor().equals(actor), "a change by another actor");
            require(change.seq() == seq++, "a change out of order");
            require(change.encoded().size() <= Limits.CHUNK_BYTES_MAX, "a change of more than 1 MiB");
        }
    }

    private SealedBatch seal(List<Bytes> chunks) {
        long last = nextSeq + chunks.size() - 1;
        var sealed =
                BatchCodec.seal(new Batch(notebook, document, grant, nonce, nextSeq, last, previous, chunks), keys);
        nextSeq = last + 1;
        previous = sealed.hash();
        return sealed;
    }
}
