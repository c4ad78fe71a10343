package org.anode.schema.ipynb;

import java.util.List;

/** Prints {@link Json} in a {@link Style}; nodes that carry their own gaps or spelling keep them. */
final class JsonWriter {
    private final StringBuilder out = new StringBuilder();
    private final Style style;

    private JsonWriter(Style style) {
        this.style = style;
    }

    static String write(Json json, Style style) {
        var writer = new JsonWriter(style);
        writer.out.append(style.head());
        writer.value(json, 0);
        return writer.out.append(style.tail()).toString();
    }

    /** One line without white space: the form of JSON inside blobs and outputs. */
    static String compact(Json json) {
        return write(json, Style.COMPACT);
    }

    private void value(Json json, int depth) {
        switch (json) {
            case Json.Obj obj -> object(obj, depth);
            case Json.Arr arr -> array(arr, depth);
            case Json.Str str -> string(str);
            case Json.Num num -> out.append(num.spelled());
            case Json.Word word -> out.append(word.word());
            case Json.Prose prose -> value(Lines.canonical(prose), depth);
        }
    }

    private void object(Json.Obj obj, int depth) {
        var gaps = obj.gaps().isEmpty() ? style.objectGaps(obj.members().size(), depth) : obj.gaps();
        int gap = 0;
        out.append('{').append(gaps.get(gap++));
        for (var member : obj.members().entrySet()) {
            quoted(obj.spelledKeys()
                    .getOrDefault(member.getKey(), style.spelling().spell(member.getKey())));
            out.append(gaps.get(gap++));
            value(member.getValue(), depth + 1);
            out.append(gaps.get(gap++));
        }
        out.append('}');
    }

    private void array(Json.Arr arr, int depth) {
        List<String> gaps = arr.gaps().isEmpty() ? style.arrayGaps(arr.items().size(), depth) : arr.gaps();
        out.append('[').append(gaps.getFirst());
        for (int i = 0; i < arr.items().size(); i++) {
            value(arr.items().get(i), depth + 1);
            out.append(gaps.get(i + 1));
        }
        out.append(']');
    }

    private void string(Json.Str str) {
        quoted(str.spelled() == null ? style.spelling().spell(str.text()) : str.spelled());
    }

    private void quoted(String spelled) {
        out.append('"').append(spelled).append('"');
    }
}
