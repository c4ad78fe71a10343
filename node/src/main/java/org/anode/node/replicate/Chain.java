package org.anode.node.replicate;

import java.util.ArrayList;
import java.util.List;

/** What a {@link BatchGraph} knows of one actor. */
final class Chain {
    /** The last admitted batch of each of its branches. */
    final List<BatchNode> tips = new ArrayList<>(1);

    private int unappliedBytes;
    private int unappliedChanges;

    /** A batch that is stored and not applied. */
    void parked(BatchNode node) {
        count(node, 1);
    }

    /** One that was parked. */
    void applied(BatchNode node) {
        count(node, -1);
    }

    private void count(BatchNode node, int sign) {
        unappliedBytes += sign * node.bytes;
        unappliedChanges += sign * node.changes.size();
    }

    /** Whether nothing is parked. */
    boolean isApplied() {
        return unappliedChanges == 0;
    }

    /** Whether what is not applied stays within the bound with so much more (SY-3). */
    boolean hasRoomToPark(int changes, int bytes) {
        return unappliedBytes + bytes <= Limits.PARKED_BYTES_MAX
                && unappliedChanges + changes <= Limits.PARKED_CHUNKS_MAX;
    }
}
