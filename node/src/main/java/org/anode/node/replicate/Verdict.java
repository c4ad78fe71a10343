package org.anode.node.replicate;

import java.util.List;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.GrantId;
import org.anode.schema.chunk.ChangeChunk;

/** What {@link Intake} makes of a batch from elsewhere. */
public sealed interface Verdict {
    /** Store it; apply {@code changes} as soon as all they build on is applied. */
    record Accept(SealedBatch batch, List<ChangeChunk> changes) implements Verdict {
        public Accept {
            changes = List.copyOf(changes);
        }
    }

    /** This very batch is stored. */
    record Duplicate(BatchHash hash) implements Verdict {}

    /** Genuine, but the actor's batch before it is not here: drop it and ask for the run from there. */
    record Gap(GrantId grant, ActorId actor, BatchHash previous) implements Verdict {}

    /** Drop it and ask for the members log. */
    record UnknownGrant(GrantId grant) implements Verdict {}

    /** Genuine, but its grant gives no right to write this document; drop it unless it was asked for (MB-4). */
    record NotAdmitted(SealedBatch batch, List<ChangeChunk> changes) implements Verdict {
        public NotAdmitted {
            changes = List.copyOf(changes);
        }
    }

    /** Drop it, count it, show it. */
    record Malformed(String reason) implements Verdict {}
}
