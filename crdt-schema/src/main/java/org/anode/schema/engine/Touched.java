package org.anode.schema.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.automerge.Patch;
import org.automerge.PatchAction;
import org.automerge.PathElement;
import org.automerge.Prop;

/** Patches to the places they touch. */
final class Touched {
    private Touched() {}

    static Set<KeyPath> paths(List<Patch> patches) {
        var paths = new HashSet<KeyPath>();
        for (var patch : patches) paths.add(path(patch));
        return paths;
    }

    /** Down to the first list. */
    private static KeyPath path(Patch patch) {
        var keys = new ArrayList<String>();
        for (PathElement element : patch.getPath()) {
            if (!(element.getProp() instanceof Prop.Key key)) return new KeyPath(keys);
            keys.add(key.getValue());
        }
        key(patch.getAction()).ifPresent(keys::add);
        return new KeyPath(keys);
    }

    /** The key of the patched map; empty for a list or text. */
    private static Optional<String> key(PatchAction action) {
        return switch (action) {
            case PatchAction.PutMap put -> Optional.of(put.getKey());
            case PatchAction.DeleteMap delete -> Optional.of(delete.getKey());
            case PatchAction.Increment increment -> key(increment.getProperty());
            case org.automerge.PatchAction$FlagConflict conflict -> key(conflict.property());
            default -> Optional.empty();
        };
    }

    private static Optional<String> key(Prop prop) {
        return prop instanceof Prop.Key key ? Optional.of(key.getValue()) : Optional.empty();
    }
}
