package org.anode.schema.engine;

import java.util.HashMap;
import java.util.Map;
import org.anode.schema.chunk.Op;

/** Where each object of a document is, from the operations that made them. */
final class ObjectPaths {
    private final Map<Op.Id, At> objects = new HashMap<>();

    /**
     * The way to an object.
     *
     * @param path  down to the first list
     * @param isMap whether it goes on by the keys of this object
     */
    private record At(KeyPath path, boolean isMap) {}

    ObjectPaths() {
        objects.put(Op.Id.NONE, new At(KeyPath.ROOT, true));
    }

    /** The key, list or text at which an operation works that has passed the checks of {@link OpIndex}. */
    KeyPath add(Op op) {
        var in = objects.get(op.object());
        if (in == null) throw new IllegalArgumentException("unknown object " + op.object());
        var path = in.isMap ? in.path.then(op.key()) : in.path;
        if (op.action().makes()) objects.put(op.id(), new At(path, in.isMap && op.action() == Op.Action.MAKE_MAP));
        return path;
    }
}
