package org.anode.schema.chunk;

import java.util.List;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;

/**
 * One operation of a change.
 *
 * @param id      its own id
 * @param object  the map, list or text it works on
 * @param key     the map key; empty for lists and texts
 * @param element the element it overwrites, or after which it inserts; {@link Id#NONE} is the head, or a map
 * @param value   what a {@link Action#SET} puts
 * @param pred    the operations it overwrites, ascending
 */
public record Op(
        Id id, Id object, String key, Id element, boolean insert, Action action, Literal value, List<Id> pred) {
    public Op {
        pred = List.copyOf(pred);
    }

    /**
     * An operation's name: counter, then actor.
     *
     * @param counter 0 only in {@link #NONE}
     */
    public record Id(long counter, ActorId actor) implements Comparable<Id> {
        /** The root as an object, the head as an element. */
        public static final Id NONE = new Id(0, new ActorId(Bytes.wrap(new byte[ActorId.SIZE_BYTES])));

        @Override
        public int compareTo(Id other) {
            int byCounter = Long.compare(counter, other.counter);
            return byCounter != 0 ? byCounter : actor.compareTo(other.actor);
        }

        @Override
        public String toString() {
            return counter + "@" + actor;
        }
    }

    /** What it does. Counters, tables and marks are no part of our documents. */
    public enum Action {
        MAKE_MAP,
        SET,
        MAKE_LIST,
        DELETE,
        MAKE_TEXT;

        /** Whether the operation makes an object of its own id. */
        public boolean makes() {
            return this == MAKE_MAP || this == MAKE_LIST || this == MAKE_TEXT;
        }
    }
}
