package org.anode.schema.ipynb;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;

/** The order of an object's keys. */
final class Keys {
    private Keys() {}

    /** Puts {@code key} before the first greater one. */
    static void insert(List<String> keys, String key) {
        int at = 0;
        while (at < keys.size() && Json.KEY_ORDER.compare(keys.get(at), key) < 0) at++;
        keys.add(at, key);
    }

    /** {@code present} in the remembered order; keys it does not know stand where they sort. */
    static List<String> arrange(Collection<String> present, Collection<String> remembered) {
        var keys = new ArrayList<String>();
        for (var key : new LinkedHashSet<>(remembered)) if (present.contains(key)) keys.add(key);
        var known = new HashSet<>(keys);
        for (var key : present) if (!known.contains(key)) insert(keys, key);
        return keys;
    }
}
