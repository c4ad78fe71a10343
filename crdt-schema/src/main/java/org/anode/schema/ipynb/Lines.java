package org.anode.schema.ipynb;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** The ways files cut text into lines; every line keeps its end, so the lines joined are the text. */
final class Lines {
    private Lines() {}

    /** What nbformat's writer makes of it. */
    static Json canonical(Json.Prose prose) {
        return prose.asLines()
                ? Json.Arr.of(python(prose.text()).stream().map(Json.Str::of).toList())
                : Json.Str.of(prose.text());
    }

    /** As Python's {@code str.splitlines(True)}. */
    static List<String> python(String text) {
        return split(text, Lines::endsPythonLine);
    }

    /** After each line feed only, as most other programs do. */
    static List<String> atLineFeeds(String text) {
        return split(text, c -> c == '\n');
    }

    private static boolean endsPythonLine(int c) {
        return (c >= '\n' && c <= '\r') || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    private static List<String> split(String text, IntPredicate endsLine) {
        var lines = new ArrayList<String>();
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            if (!endsLine.test(text.charAt(i)) || text.startsWith("\r\n", i)) continue;
            lines.add(text.substring(from, i + 1));
            from = i + 1;
        }
        if (from < text.length()) lines.add(text.substring(from));
        return lines;
    }

    static List<String> atLengths(String text, List<Integer> lengths) {
        var lines = new ArrayList<String>();
        int from = 0;
        for (int length : lengths) {
            lines.add(text.substring(from, from + length));
            from += length;
        }
        return lines;
    }
}
