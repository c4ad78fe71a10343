package org.anode.schema.ipynb;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds the style most of a file is written in, so that only exceptions need hints. */
final class StyleCensus {
    private static final int ASCII = 0x80;

    private final long[] occurrences = new long[ASCII];
    private final Map<String, Long> oddAscii = new HashMap<>();
    private final Map<String, Integer> oddFor = new HashMap<>();
    private final Map<Spelling.BeyondAscii, Long> beyond = new EnumMap<>(Spelling.BeyondAscii.class);

    private StyleCensus() {}

    static Style of(JsonReader.Document document) {
        var census = new StyleCensus();
        census.count(document.root());
        var gaps = document.root() instanceof Json.Obj obj ? obj.gaps() : List.of("");
        return style(gaps, document, census.spelling());
    }

    private static Style style(List<String> gaps, JsonReader.Document document, Spelling spelling) {
        var open = gaps.getFirst();
        int lineEnd = open.lastIndexOf('\n') + 1;
        boolean breaks = lineEnd > 0;
        var newline = open.startsWith("\r\n") ? "\r\n" : "\n";
        var colon = gaps.size() > 1 ? gaps.get(1) : Style.CANONICAL.colon();
        var between = gaps.size() > 3 ? gaps.get(2) : breaks ? "," : ", ";
        int commaEnd = breaks ? between.indexOf(newline) : between.length();
        return new Style(
                breaks ? open.substring(lineEnd) : null,
                breaks ? newline : "",
                colon,
                commaEnd > 0 ? between.substring(0, commaEnd) : ",",
                document.head(),
                document.tail(),
                spelling);
    }

    private void count(Json json) {
        switch (json) {
            case Json.Obj obj ->
                obj.members().forEach((key, value) -> {
                    count(key, obj.spelledKeys().getOrDefault(key, Spelling.DEFAULT.spell(key)));
                    count(value);
                });
            case Json.Arr arr -> arr.items().forEach(this::count);
            case Json.Str str -> count(str.text(), spelled(str));
            case Json.Num _, Json.Word _, Json.Prose _ -> {}
        }
    }

    static String spelled(Json.Str read) {
        return read.spelled() == null ? Spelling.DEFAULT.spell(read.text()) : read.spelled();
    }

    private void count(String text, String spelled) {
        if (spelled.equals(text) && text.chars().allMatch(c -> c < ASCII)) {
            text.chars().forEach(c -> occurrences[c]++);
            return;
        }
        var units = Spelling.units(spelled);
        int[] points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i++) count(points[i], units.get(i));
    }

    private void count(int c, String unit) {
        if (c >= ASCII) {
            beyond.merge(form(unit), 1L, Long::sum);
            return;
        }
        occurrences[c]++;
        if (unit.equals(Spelling.python(c))) return;
        oddAscii.merge(unit, 1L, Long::sum);
        oddFor.put(unit, c);
    }

    private static Spelling.BeyondAscii form(String unit) {
        if (!unit.startsWith("\\")) return Spelling.BeyondAscii.RAW;
        return unit.equals(Spelling.upper(unit)) && !unit.equals(unit.toLowerCase(Locale.ROOT))
                ? Spelling.BeyondAscii.UPPER
                : Spelling.BeyondAscii.LOWER;
    }

    private Spelling spelling() {
        var ascii = new HashMap<Integer, String>();
        oddAscii.forEach((unit, count) -> {
            int c = oddFor.getOrDefault(unit, 0);
            if (2 * count > occurrences[c]) ascii.put(c, unit);
        });
        var most = beyond.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
        return new Spelling(most.orElse(Spelling.BeyondAscii.RAW), ascii);
    }
}
