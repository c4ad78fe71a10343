package org.anode.schema.engine;

import java.util.ArrayList;
import java.util.List;

/** The way from the root of a document through maps, by their keys as stored (ASCII). The root's own path is empty. */
public record KeyPath(List<String> keys) {
    public static final KeyPath ROOT = new KeyPath(List.of());

    public KeyPath {
        keys = List.copyOf(keys);
    }

    public static KeyPath of(String... keys) {
        return new KeyPath(List.of(keys));
    }

    /** One step further. */
    public KeyPath then(String key) {
        var longer = new ArrayList<>(keys);
        longer.add(key);
        return new KeyPath(longer);
    }

    public int size() {
        return keys.size();
    }

    public String key(int index) {
        return keys.get(index);
    }
}
