package org.anode.schema.ipynb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Applies the hints of {@link LayoutDiff} to a canonical tree, as far as they fit. */
final class LayoutHints {
    private static final JsonNode NO_HINT = MissingNode.getInstance();

    private final Spelling spelling;

    private LayoutHints(Spelling spelling) {
        this.spelling = spelling;
    }

    static Json apply(Json canonical, JsonNode hint, Spelling spelling) {
        return new LayoutHints(spelling).apply(canonical, hint);
    }

    private Json apply(Json canonical, JsonNode hint) {
        if (!hint.isObject()) return canonical;
        return switch (canonical) {
            case Json.Obj obj -> object(obj, hint);
            case Json.Arr arr -> array(arr, hint);
            case Json.Str str -> new Json.Str(str.text(), respell(str.text(), hint.path("e")));
            case Json.Num num -> number(num, hint.path("s").asStringOpt().orElse(""));
            case Json.Word word -> word;
            case Json.Prose prose -> prose(prose, hint);
        };
    }

    private Json object(Json.Obj canonical, JsonNode hint) {
        var all = withExtras(canonical.members(), hint.path("x"));
        var members = new LinkedHashMap<String, Json>();
        for (var key : Keys.arrange(all.keySet(), order(hint.path("o"), all))) {
            members.put(
                    key, apply(all.getOrDefault(key, Json.NULL), hint.path("m").path(key)));
        }
        return new Json.Obj(members, keys(members, hint.path("k")), Gaps.ofObject(hint.path("g"), members.size()));
    }

    private static SequencedMap<String, Json> withExtras(SequencedMap<String, Json> members, JsonNode extras) {
        var all = members;
        for (var extra : extras.properties()) {
            var value = JsonReader.own(extra.getValue().asStringOpt().orElse(""));
            if (value != null && !all.containsKey(extra.getKey()))
                all = Json.insert(all, extra.getKey(), Json.plain(value));
        }
        return all;
    }

    private static List<String> order(JsonNode remembered, Map<String, Json> all) {
        if (!remembered.isArray()) return List.copyOf(all.keySet());
        var order = new ArrayList<String>();
        remembered.forEach(key -> order.add(key.asStringOpt().orElse("")));
        return order;
    }

    private Map<String, String> keys(Map<String, Json> members, JsonNode hints) {
        var keys = new HashMap<String, String>();
        for (var hint : hints.properties()) {
            if (members.containsKey(hint.getKey())) keys.put(hint.getKey(), respell(hint.getKey(), hint.getValue()));
        }
        return keys;
    }

    private Json array(Json.Arr canonical, JsonNode hint) {
        var items = new ArrayList<Json>();
        for (int i = 0; i < canonical.items().size(); i++) {
            var name = canonical.names().isEmpty()
                    ? Integer.toString(i)
                    : canonical.names().get(i);
            items.add(apply(canonical.items().get(i), hint.path("i").path(name)));
        }
        return new Json.Arr(items, canonical.names(), Gaps.ofArray(hint.path("g"), items.size()));
    }

    private Json prose(Json.Prose canonical, JsonNode hint) {
        var form = hint.path("f");
        return switch (form.isArray() ? "lengths" : form.asStringOpt().orElse("")) {
            case "s" -> apply(Json.Str.of(canonical.text()), hint);
            case "p" -> lines(Lines.python(canonical.text()), hint);
            case "n" -> lines(Lines.atLineFeeds(canonical.text()), hint);
            case "lengths" -> byLengths(canonical, form, hint);
            default -> apply(Lines.canonical(canonical), hint);
        };
    }

    private Json byLengths(Json.Prose canonical, JsonNode form, JsonNode hint) {
        var lengths = new ArrayList<Integer>();
        form.forEach(length -> lengths.add(length.asIntOpt().orElse(-1)));
        boolean fits = lengths.stream().allMatch(n -> n >= 0)
                && lengths.stream().mapToLong(n -> n).sum() == canonical.text().length();
        return fits
                ? lines(Lines.atLengths(canonical.text(), lengths), hint)
                : apply(Lines.canonical(canonical), NO_HINT);
    }

    private Json lines(List<String> lines, JsonNode hint) {
        return apply(Json.Arr.of(lines.stream().map(Json.Str::of).toList()), hint);
    }

    private static Json number(Json.Num canonical, String spelled) {
        return Numbers.isNumber(spelled) && Numbers.same(canonical.spelled(), spelled)
                ? new Json.Num(spelled)
                : canonical;
    }

    private String respell(String text, JsonNode exceptions) {
        int[] points = text.codePoints().toArray();
        var units = new String[points.length];
        for (int i = 0; i < points.length; i++) units[i] = spelling.of(points[i]);
        for (int i = 0; i + 1 < exceptions.size(); i += 2) {
            int at = exceptions.get(i).asIntOpt().orElse(-1);
            var unit = exceptions.get(i + 1).asStringOpt().orElse("");
            if (at >= 0 && at < units.length && Spelling.writes(unit, points[at])) units[at] = unit;
        }
        return String.join("", units);
    }
}
