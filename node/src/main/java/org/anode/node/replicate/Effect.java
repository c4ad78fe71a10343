package org.anode.node.replicate;

import java.util.List;
import org.anode.node.identity.SealedStatement;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.DocumentName;
import org.anode.schema.cells.CellsView;
import org.anode.schema.chunk.ChangeChunk;

/**
 * What a {@link ReplicationMachine} wants done. All effects of an event are carried out in their order before the next
 * event; one that fails ends the machine, and it is opened anew from what is stored. So what is announced is persisted
 * (SY-4) and what a document holds is stored.
 */
public sealed interface Effect {
    /** Write these, whole or not at all. */
    record StoreStatements(List<SealedStatement> statements) implements Effect {
        public StoreStatements {
            statements = List.copyOf(statements);
        }
    }

    /** Write these, whole or not at all: they may be signed by the last of them only (SY-1). */
    record StoreBatches(DocumentName document, List<SealedBatch> batches) implements Effect {
        public StoreBatches {
            batches = List.copyOf(batches);
        }
    }

    /**
     * Apply this to the document: all it builds on is there. If it can not be, say {@link Event.Refused}.
     *
     * @param waited whether it was stored with an earlier event
     */
    record Apply(DocumentName document, BatchHash batch, List<ChangeChunk> changes, boolean waited) implements Effect {
        public Apply {
            changes = List.copyOf(changes);
        }
    }

    /** Remember that this batch is not to be applied. */
    record SetAside(DocumentName document, BatchHash batch, String reason) implements Effect {}

    /** Make the document anew of the batches of {@link ReplicationMachine#applied}: some that it holds do not count. */
    record Rebuild(DocumentName document) implements Effect {}

    /** Write this document by another actor from now on: the present one is spoilt. A {@link Rebuild} follows. */
    record NewActor(DocumentName document) implements Effect {}

    /** Send to these peers, each once; it may get lost. */
    record Send(List<PeerId> to, WireMessage message) implements Effect {
        public Send {
            to = List.copyOf(to);
        }
    }

    /** Send all changes of this document, as it is at the end of the turn, and the batches that vouch for them (SY-8). */
    record SendPreview(PeerId to, DocumentName document, List<Bytes> tips) implements Effect {
        public SendPreview {
            tips = List.copyOf(tips);
        }
    }

    /** Show this, which the log will say, until it does; store nothing of it (SY-8). */
    record ShowPreview(PeerId by, CellsView view) implements Effect {}

    /** Show and count it. */
    record Report(Notice notice) implements Effect {}
}
