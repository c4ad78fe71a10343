package org.anode.node.replicate;

import java.util.List;
import org.anode.node.identity.SealedStatement;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.DocumentName;
import org.anode.schema.chunk.ChangeChunk;

/** What happens to a {@link ReplicationMachine}. */
public sealed interface Event {
    /** A peer of the room can be reached and has proven its device. */
    record Connected(PeerId peer) implements Event {}

    /** It can not any more, or nobody knows. */
    record Gone(PeerId peer) implements Event {}

    /** Messages may have been lost: the view changed, or a relay says so (SY-7). */
    record Resync() implements Event {}

    /** The sender is proven, nothing else is. */
    record Received(PeerId peer, Heard heard) implements Event {}

    /** An edit made here, in the document already. */
    record Written(SealedBatch batch, List<ChangeChunk> changes) implements Event {
        public Written {
            changes = List.copyOf(changes);
        }
    }

    /** A statement made here. */
    record Stated(SealedStatement statement) implements Event {}

    /** Statements that a member handed over elsewhere than in the notebook's room, each after what it needs. */
    record Learned(PeerId peer, List<Bytes> statements) implements Event {
        public Learned {
            statements = List.copyOf(statements);
        }
    }

    /** The document can not take this batch, ever, and says why. */
    record Refused(DocumentName document, BatchHash batch, String reason) implements Event {}

    /** Time goes by; about every {@link ReplicationMachine#TICK_MS}. */
    record Tick() implements Event {}
}
