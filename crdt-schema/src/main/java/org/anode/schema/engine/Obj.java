package org.anode.schema.engine;

import java.util.Comparator;
import java.util.Objects;
import org.anode.schema.chunk.Op;
import org.automerge.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * A map, list or text of one loaded document; a handle that is of no use in another. Compares by object id: counter,
 * then actor, the same on every replica (DO-2).
 */
public final class Obj implements Comparable<Obj> {
    /** The map every document starts with. */
    public static final Obj ROOT = new Obj(ObjectId.ROOT, Kind.MAP);

    private static final Comparator<Obj> ORDER =
            Comparator.comparingLong(Obj::counter).thenComparing(Obj::actor);

    private final @Nullable ObjectId id;
    private final Op.@Nullable Id made;
    private final Kind kind;

    Obj(ObjectId id, Kind kind) {
        this.id = id;
        this.made = null;
        this.kind = kind;
    }

    /** Of a document that is not native: named by the operation that made it. */
    Obj(Op.Id made, Kind kind) {
        this.id = null;
        this.made = made;
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

    /** In the native document. */
    ObjectId id() {
        return Objects.requireNonNull(id);
    }

    /** The operation that made it, of an object that is in no native document. */
    Op.Id made() {
        return Objects.requireNonNull(made);
    }

    private long counter() {
        var text = toString();
        int at = text.indexOf('@');
        return at < 0 ? 0 : Long.parseLong(text.substring(0, at));
    }

    private String actor() {
        var text = toString();
        return text.substring(text.indexOf('@') + 1);
    }

    @Override
    public int compareTo(Obj other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Obj that && Objects.equals(id, that.id) && Objects.equals(made, that.made);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, made);
    }

    /** {@code counter@actor}. */
    @Override
    public String toString() {
        return Objects.toString(id == null ? made : id);
    }
}
