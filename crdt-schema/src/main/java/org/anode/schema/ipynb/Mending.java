package org.anode.schema.ipynb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Collects what had to be changed on the way in, and says it in few sentences: one per kind. */
final class Mending {
    /** Places a sentence names before it says "and N more". */
    private static final int PLACES_MAX = 5;

    private static final int BRIEF_MAX_CHARS = 40;

    /** What can happen to a part of a file, with its sentence; {@code %s} are the places. */
    enum Kind {
        UPGRADED("%s."),
        MISSING_ID("Cells without an id got one: %s."),
        BAD_ID("Cell ids that the format does not allow were replaced: %s."),
        SAME_ID("Cell ids that were used twice were replaced in the later cell: %s."),
        ADDED("Parts that the format asks for were missing and were added empty: %s."),
        CHANGED("Values of a wrong kind were turned into text or left out: %s."),
        METADATA("Metadata that is not as the format says was kept as it is: %s."),
        DROPPED("Parts of the old format that 4.5 has no place for were left out: %s."),
        NOT_JSON("NaN and Infinity, which JSON does not have, were read as null (%s).");

        private final String sentence;

        Kind(String sentence) {
            this.sentence = sentence;
        }
    }

    private final Map<Kind, List<String>> places = new LinkedHashMap<>();
    private final List<String> sentences = new ArrayList<>();

    void tell(Kind kind, String place) {
        places.computeIfAbsent(kind, _ -> new ArrayList<>()).add(place);
    }

    void say(String sentence) {
        sentences.add(sentence);
    }

    List<String> notices() {
        var notices = new ArrayList<>(sentences);
        places.forEach((kind, where) -> notices.add(kind.sentence.replace("%s", list(where))));
        return notices;
    }

    private static String list(List<String> where) {
        var named = where.stream().limit(PLACES_MAX).collect(Collectors.joining(", "));
        return where.size() <= PLACES_MAX ? named : named + " and " + (where.size() - PLACES_MAX) + " more";
    }

    /** Text of a file for a sentence: short, on one line. */
    static String brief(String text) {
        var clean = new StringBuilder();
        text.codePoints()
                .limit(BRIEF_MAX_CHARS)
                .forEach(c -> clean.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return text.codePointCount(0, text.length()) <= BRIEF_MAX_CHARS ? clean.toString() : clean + "…";
    }
}
