package org.anode.schema.ipynb;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Checks white space that comes from a layout: nothing but white space and the punctuation that belongs there. */
final class Gaps {
    private Gaps() {}

    static String white(JsonNode text, String otherwise) {
        var value = text.asStringOpt().orElse(otherwise);
        return isWhite(value) ? value : otherwise;
    }

    static String around(String mark, JsonNode text, String otherwise) {
        var value = text.asStringOpt().orElse(otherwise);
        return isAround(mark, value) ? value : otherwise;
    }

    /** The gaps of an object of so many members, or none if they do not fit. */
    static List<String> ofObject(JsonNode gaps, int members) {
        return checked(gaps, members, true);
    }

    static List<String> ofArray(JsonNode gaps, int items) {
        return checked(gaps, items, false);
    }

    private static List<String> checked(JsonNode gaps, int count, boolean keyed) {
        int each = keyed ? 2 : 1;
        if (!gaps.isArray() || gaps.size() != 1 + each * count) return List.of();
        var result = new ArrayList<String>();
        for (int i = 0; i < gaps.size(); i++) {
            var gap = gaps.get(i).asStringOpt().orElse("?");
            boolean colon = keyed && i % 2 == 1;
            boolean edge = i == 0 || i == gaps.size() - 1;
            boolean fits = colon ? isAround(":", gap) : edge ? isWhite(gap) : isAround(",", gap);
            if (!fits) return List.of();
            result.add(gap);
        }
        return result;
    }

    private static boolean isAround(String mark, String gap) {
        int at = gap.indexOf(mark);
        return at >= 0 && isWhite(gap.substring(0, at)) && isWhite(gap.substring(at + 1));
    }

    private static boolean isWhite(String gap) {
        return gap.chars().allMatch(c -> " \t\r\n".indexOf(c) >= 0);
    }
}
