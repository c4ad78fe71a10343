package org.anode.schema.engine;

import java.util.Comparator;
import org.automerge.ObjectId;

/**
 * A map, list or text of one loaded document; a handle that is of no use in another. Compares by object id: counter,
 * then actor, the same on every replica (DO-2).
 */
public final class Obj implements Comparable<Obj> {
    /** The map every document starts with. */
    public static final Obj ROOT = new Obj(ObjectId.ROOT, Kind.MAP);

    private static final Comparator<Obj> ORDER =
            Comparator.comparingLong(Obj::counter).thenComparing(Obj::actor);

    private final ObjectId id;
    private final Kind kind;

    Obj(ObjectId id, Kind kind) {
        this.id = id;
        this.kind = kind;
    }

    /** What an object is. */
    public enum Kind {
        MAP,
        LIST,
        TEXT
    }

    public Kind kind() {
        return kind;
    }

    ObjectId id() {
        return id;
    }

    private long counter() {
        var text = id.toString();
        int at = text.indexOf('@');
        return at < 0 ? 0 : Long.parseLong(text.substring(0, at));
    }

    private String actor() {
        var text = id.toString();
        return text.substring(text.indexOf('@') + 1);
    }

    @Override
    public int compareTo(Obj other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Obj that && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** {@code counter@actor}. */
    @Override
    public String toString() {
        return id.toString();
    }
}
