package org.anode.node.replicate;

import java.util.Comparator;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;

/** A batch by its place in an actor's chain; as a document's position the last of one branch (SY-5). */
public record Position(ActorId actor, long lastSeq, BatchHash hash) implements Comparable<Position> {
    private static final Comparator<Position> ORDER = Comparator.comparing(Position::actor)
            .thenComparingLong(Position::lastSeq)
            .thenComparing(position -> position.hash().value());

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
