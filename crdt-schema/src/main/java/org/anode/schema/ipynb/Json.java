package org.anode.schema.ipynb;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * JSON with its spelling. A node read from a file knows exactly how it was written; a canonical node leaves spelling and
 * gaps empty, and {@link JsonWriter} fills them in by {@link Style}.
 */
sealed interface Json {
    Word NULL = new Word("null");

    /** Code point order, as Python sorts keys; Java's own order differs beyond the basic plane. */
    Comparator<String> KEY_ORDER = (a, b) -> {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            if (a.charAt(i) != b.charAt(i)) return Integer.compare(a.codePointAt(i), b.codePointAt(i));
        }
        return Integer.compare(a.length(), b.length());
    };

    /**
     * @param spelledKeys how keys are written between their quotes, where not the default way
     * @param gaps        what stands between the braces around the members: first gap, then for each member the gap up
     *                    to its value and the gap after it; empty = by style
     */
    record Obj(SequencedMap<String, Json> members, Map<String, String> spelledKeys, List<String> gaps) implements Json {
        static Obj of(SequencedMap<String, Json> members) {
            return new Obj(members, Map.of(), List.of());
        }

        boolean has(String key) {
            return members.containsKey(key);
        }

        @Nullable
        Json get(String key) {
            return members.get(key);
        }
    }

    /**
     * @param names what each item's layout is filed under, where items move (cells by id, outputs by fingerprint); empty
     *              = their index
     * @param gaps  first gap, then the gap after each item; empty = by style
     */
    record Arr(List<Json> items, List<String> names, List<String> gaps) implements Json {
        static Arr of(List<? extends Json> items) {
            return new Arr(List.copyOf(items), List.of(), List.of());
        }
    }

    /** @param spelled what is between the quotes, where not the default way; null = by style (canonical) or default (read) */
    record Str(String text, @Nullable String spelled) implements Json {
        static Str of(String text) {
            return new Str(text, null);
        }
    }

    record Num(String spelled) implements Json {}

    /** true, false, null. */
    record Word(String word) implements Json {
        static Word of(boolean value) {
            return new Word(value ? "true" : "false");
        }
    }

    /** Text that a file may write as a list of lines or as one string; canonical only. */
    record Prose(String text, boolean asLines) implements Json {}

    /** The same values in the same order, without gaps and character spelling: what a fresh writer would print. */
    static Json plain(Json json) {
        return switch (json) {
            case Obj obj -> Obj.of(mapValues(obj.members(), Json::plain));
            case Arr arr -> Arr.of(arr.items().stream().map(Json::plain).toList());
            case Str str -> Str.of(str.text());
            case Num num -> num;
            case Word word -> word;
            case Prose prose -> prose;
        };
    }

    static SequencedMap<String, Json> mapValues(Map<String, Json> members, Function<Json, Json> change) {
        var changed = new LinkedHashMap<String, Json>();
        members.forEach((key, value) -> changed.put(key, change.apply(value)));
        return changed;
    }

    /** Puts {@code value} where its key sorts: before the first greater one. */
    static SequencedMap<String, Json> insert(SequencedMap<String, Json> members, String key, Json value) {
        var keys = new ArrayList<>(members.keySet());
        Keys.insert(keys, key);
        var result = new LinkedHashMap<String, Json>();
        for (var name : keys) {
            var member = members.get(name);
            result.put(name, member == null ? value : member);
        }
        return result;
    }
}
