package org.anode.schema.ipynb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds the hints that lead from a canonical tree to the tree a file holds. A hint is an object of:
 *
 * <ul>
 *   <li>{@code o}: the order of an object's keys; {@code x}: members that have no place in the documents, key → JSON text;
 *       {@code k}: odd spellings in keys, key → {@code e}; {@code m}: hints of members by key
 *   <li>{@code i}: hints of an array's items by index, or by name where items have one
 *   <li>{@code g}: the gaps of an object or array
 *   <li>{@code f}: the form of a text: {@code "s"} one string, {@code "p"} Python's lines, {@code "n"} lines at line feeds,
 *       or the lengths of its pieces in UTF-16 units
 *   <li>{@code e}: odd spellings in a string: code point index, spelling, index, spelling, …
 *   <li>{@code s}: a number's spelling
 * </ul>
 */
final class LayoutDiff {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Style style;

    LayoutDiff(Style style) {
        this.style = style;
    }

    @Nullable
    JsonNode between(Json canonical, Json file) {
        return between(canonical, file, 0);
    }

    private @Nullable JsonNode between(Json canonical, Json file, int depth) {
        var hint = NODES.objectNode();
        switch (canonical) {
            case Json.Obj a when file instanceof Json.Obj b -> object(a, b, depth, hint);
            case Json.Arr a when file instanceof Json.Arr b -> array(a, b, depth, hint);
            case Json.Str a when file instanceof Json.Str b && a.text().equals(b.text()) -> string(b, hint);
            case Json.Num a when file instanceof Json.Num b -> number(a, b, hint);
            case Json.Prose a -> prose(a, file, depth, hint);
            case Json.Obj _, Json.Arr _, Json.Str _, Json.Num _, Json.Word _ -> {}
        }
        return hint.isEmpty() ? null : hint;
    }

    private void object(Json.Obj canonical, Json.Obj file, int depth, ObjectNode hint) {
        var all = withExtras(canonical, file, hint);
        var expected = Keys.arrange(file.members().keySet(), all.keySet());
        var actual = List.copyOf(file.members().keySet());
        if (!actual.equals(expected)) actual.forEach(hint.withArray("o")::add);
        var members = NODES.objectNode();
        all.forEach((key, value) -> {
            var inFile = file.get(key);
            if (inFile != null) setIfAny(members, key, between(value, inFile, depth + 1));
        });
        if (!members.isEmpty()) hint.set("m", members);
        keys(file, hint);
        gaps(file.gaps(), style.objectGaps(actual.size(), depth), hint);
    }

    private static SequencedMap<String, Json> withExtras(Json.Obj canonical, Json.Obj file, ObjectNode hint) {
        SequencedMap<String, Json> all = new LinkedHashMap<>(canonical.members());
        var extras = NODES.objectNode();
        for (var member : file.members().entrySet()) {
            if (canonical.has(member.getKey())) continue;
            extras.put(member.getKey(), JsonWriter.compact(Json.plain(member.getValue())));
            all = Json.insert(all, member.getKey(), Json.plain(member.getValue()));
        }
        if (!extras.isEmpty()) hint.set("x", extras);
        return all;
    }

    private void keys(Json.Obj file, ObjectNode hint) {
        var keys = NODES.objectNode();
        for (var key : file.members().keySet()) {
            var spelled = file.spelledKeys().getOrDefault(key, Spelling.DEFAULT.spell(key));
            setIfAny(keys, key, exceptions(key, spelled));
        }
        if (!keys.isEmpty()) hint.set("k", keys);
    }

    private void array(Json.Arr canonical, Json.Arr file, int depth, ObjectNode hint) {
        var items = NODES.objectNode();
        for (int i = 0; i < Math.min(canonical.items().size(), file.items().size()); i++) {
            var name = canonical.names().isEmpty()
                    ? Integer.toString(i)
                    : canonical.names().get(i);
            setIfAny(items, name, between(canonical.items().get(i), file.items().get(i), depth + 1));
        }
        if (!items.isEmpty()) hint.set("i", items);
        gaps(file.gaps(), style.arrayGaps(file.items().size(), depth), hint);
    }

    private void prose(Json.Prose canonical, Json file, int depth, ObjectNode hint) {
        if (file instanceof Json.Str str && str.text().equals(canonical.text())) {
            if (canonical.asLines()) hint.put("f", "s");
            string(str, hint);
        } else if (file instanceof Json.Arr arr) {
            var pieces = pieces(arr);
            if (!String.join("", pieces).equals(canonical.text())) return;
            form(canonical, pieces, hint);
            array(Json.Arr.of(arr.items()), arr, depth, hint);
        }
    }

    private static List<String> pieces(Json.Arr arr) {
        var pieces = new ArrayList<String>();
        for (var item : arr.items()) if (item instanceof Json.Str str) pieces.add(str.text());
        return pieces;
    }

    private static void form(Json.Prose canonical, List<String> pieces, ObjectNode hint) {
        boolean python = pieces.equals(Lines.python(canonical.text()));
        if (python && canonical.asLines()) return;
        if (python) hint.put("f", "p");
        else if (pieces.equals(Lines.atLineFeeds(canonical.text()))) hint.put("f", "n");
        else {
            var lengths = hint.putArray("f");
            pieces.forEach(piece -> lengths.add(piece.length()));
        }
    }

    private void string(Json.Str file, ObjectNode hint) {
        setIfAny(hint, "e", exceptions(file.text(), StyleCensus.spelled(file)));
    }

    private @Nullable ArrayNode exceptions(String text, String spelled) {
        if (spelled.equals(style.spelling().spell(text))) return null;
        var exceptions = NODES.arrayNode();
        var units = Spelling.units(spelled);
        int[] points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            if (!units.get(i).equals(style.spelling().of(points[i])) && Spelling.writes(units.get(i), points[i]))
                exceptions.add(i).add(units.get(i));
        }
        return exceptions.isEmpty() ? null : exceptions;
    }

    private static void number(Json.Num canonical, Json.Num file, ObjectNode hint) {
        boolean respelled = !canonical.spelled().equals(file.spelled());
        if (respelled && Numbers.same(canonical.spelled(), file.spelled())) hint.put("s", file.spelled());
    }

    private static void gaps(List<String> actual, List<String> expected, ObjectNode hint) {
        if (!actual.equals(expected)) actual.forEach(hint.withArray("g")::add);
    }

    private static void setIfAny(ObjectNode into, String key, @Nullable JsonNode value) {
        if (value != null) into.set(key, value);
    }
}
