package org.anode.node.replicate;

import java.util.List;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;
import org.anode.schema.NotebookId;

/**
 * A run of consecutive changes of one actor, the unit that is signed, stored, sent and admitted (SY-1).
 *
 * @param grant    by which right it was written; its device key signs
 * @param nonce    16 random bytes, fresh for every process start and document instance (SY-2)
 * @param firstSeq the Automerge sequence number of the first chunk, from 1
 * @param lastSeq  that of the last chunk, {@code firstSeq + chunks.size() - 1}
 * @param previous hash of the actor's batch before, {@link #NO_PREVIOUS} for its first
 * @param chunks   Automerge change chunks as they came from the engine, in order of their sequence numbers
 */
public record Batch(
        NotebookId notebook,
        DocumentName document,
        GrantId grant,
        Bytes nonce,
        long firstSeq,
        long lastSeq,
        BatchHash previous,
        List<Bytes> chunks) {
    /** What an actor's first batch names as its previous one. */
    public static final BatchHash NO_PREVIOUS = new BatchHash(Bytes.wrap(new byte[BatchHash.SIZE_BYTES]));

    public Batch {
        chunks = List.copyOf(chunks);
    }

    /** The actor every chunk must be by. */
    public ActorId actor() {
        return Actors.derive(notebook, document, grant, nonce);
    }

    /** Whether all that its actor is computed from is the same. */
    boolean hasActorOf(Batch other) {
        return nonce.equals(other.nonce)
                && grant.equals(other.grant)
                && document.equals(other.document)
                && notebook.equals(other.notebook);
    }

    /** This one again, of the ids of another by the same actor: they are kept once for a run of many thousands. */
    Batch after(SealedBatch before) {
        var other = before.batch();
        var to = previous.equals(before.hash()) ? before.hash() : previous;
        return new Batch(other.notebook, other.document, other.grant, other.nonce, firstSeq, lastSeq, to, chunks);
    }

    public boolean isFirst() {
        return previous.equals(NO_PREVIOUS);
    }
}
