package org.anode.node;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.anode.schema.DeviceId;
import org.anode.schema.NotebookId;

/** Finds a notebook or a device by what people call it: a unique prefix of its id, or its title or name. Pure. */
final class Names {
    /** Candidates named in an answer: a line's worth. */
    private static final int NAMED_MAX = 5;

    /** Of an id: enough to tell the notebooks of one node apart. */
    static final int ID_CHARS_SHOWN = 8;

    private Names() {}

    /**
     * @param where where was looked, for the sentence
     * @throws Refusal if none or several answer to the name
     */
    static NotebookId find(String name, Map<NotebookId, String> titles, String where) {
        return find(name, titles, "notebook", where);
    }

    /**
     * @param names what each device calls itself
     * @throws Refusal if none or several answer to the name
     */
    static DeviceId findDevice(String name, Map<DeviceId, String> names) {
        return find(name, names, "device", " among those of the notebooks here");
    }

    private static <T> T find(String name, Map<T, String> titles, String kind, String where) {
        var meant = titles.entrySet().stream()
                .filter(e -> !name.isEmpty()
                        && (e.getValue().equals(name) || e.getKey().toString().startsWith(name)))
                .toList();
        if (meant.size() == 1) return meant.getFirst().getKey();
        if (meant.isEmpty())
            throw new Refusal("There is no " + kind + " \"" + name + "\"" + where + "; " + known(titles));
        throw new Refusal("\"" + name + "\" names several " + kind + "s: " + list(meant) + "; use more of an id.");
    }

    private static <T> String known(Map<T, String> titles) {
        return titles.isEmpty() ? "there are none." : "there are " + list(List.copyOf(titles.entrySet())) + ".";
    }

    private static <T> String list(List<Map.Entry<T, String>> some) {
        var named = some.stream()
                .limit(NAMED_MAX)
                .map(e -> e.getKey().toString().substring(0, ID_CHARS_SHOWN) + " (" + e.getValue() + ")")
                .collect(Collectors.joining(", "));
        return some.size() > NAMED_MAX ? named + " and " + (some.size() - NAMED_MAX) + " more" : named;
    }
}
