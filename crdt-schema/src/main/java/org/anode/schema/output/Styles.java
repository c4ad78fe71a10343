package org.anode.schema.output;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The colours and attributes (SGR) that characters of one stream were written with, each combination a small number; 0
 * is plain. Follows what later codes do to earlier ones, so that every line can stand alone.
 */
final class Styles {
    /** More combinations than any program shows; what comes after is plain. */
    static final int STYLES_MAX = 1_024;

    /** Codes in one sequence; the rest is ignored. */
    private static final int CODES_MAX = 32;

    private static final int FOREGROUND = 30;
    private static final int BACKGROUND = 40;
    private static final int UNDERLINE_COLOUR = 50;

    private final List<String> texts = new ArrayList<>(List.of(""));
    private final Map<String, Integer> numbers = new HashMap<>(Map.of("", 0));

    /** What is on now: which aspect → the codes that switched it on. */
    private final TreeMap<Integer, String> on = new TreeMap<>();

    private int current;

    int current() {
        return current;
    }

    /** The sequence that switches from plain to the style. */
    String start(int style) {
        return "\u001b[" + texts.get(style) + "m";
    }

    /** Obeys the parameters of one SGR sequence. */
    void apply(String parameters) {
        var codes = parameters.replace(':', ';').split(";", CODES_MAX + 1);
        for (int i = 0; i < Math.min(codes.length, CODES_MAX); i++) {
            int code = number(codes[i]);
            if (code == 38 || code == 48 || code == 58) i = extended(codes, i);
            else plain(code);
        }
        current = intern(String.join(";", on.values()));
    }

    /** {@code 38;5;n} or {@code 38;2;r;g;b}; gives the index of its last part. */
    private int extended(String[] codes, int at) {
        int parts = at + 1 < codes.length && number(codes[at + 1]) == 2 ? 5 : 3;
        int end = at + parts;
        if (end > Math.min(codes.length, CODES_MAX)) return codes.length;
        var text = new StringBuilder(String.valueOf(number(codes[at])));
        for (int i = at + 1; i < end; i++) text.append(';').append(Math.min(255, Math.max(0, number(codes[i]))));
        on.put(aspect(number(codes[at])), text.toString());
        return end - 1;
    }

    private static int aspect(int extendedCode) {
        return switch (extendedCode) {
            case 38 -> FOREGROUND;
            case 48 -> BACKGROUND;
            default -> UNDERLINE_COLOUR;
        };
    }

    private void plain(int code) {
        if (code == 0) on.clear();
        else if (code >= 1 && code <= 9) on.put(code, String.valueOf(code));
        else if (code == 21) on.put(4, "21");
        else if (code == 22) on.keySet().removeIf(aspect -> aspect == 1 || aspect == 2);
        else if (code >= 23 && code <= 29) on.remove(code == 26 ? 0 : code - 20);
        else if (isIn(code, 30, 37) || isIn(code, 90, 97)) on.put(FOREGROUND, String.valueOf(code));
        else if (isIn(code, 40, 47) || isIn(code, 100, 107)) on.put(BACKGROUND, String.valueOf(code));
        else if (code == 39) on.remove(FOREGROUND);
        else if (code == 49) on.remove(BACKGROUND);
        else if (code == 59) on.remove(UNDERLINE_COLOUR);
    }

    private static boolean isIn(int code, int from, int to) {
        return code >= from && code <= to;
    }

    private int intern(String text) {
        var known = numbers.get(text);
        if (known != null) return known;
        if (texts.size() >= STYLES_MAX) return 0;
        texts.add(text);
        numbers.put(text, texts.size() - 1);
        return texts.size() - 1;
    }

    /** Empty is 0, as terminals have it; -1 if it is no number. */
    private static int number(String code) {
        if (code.isEmpty()) return 0;
        if (code.length() > 4 || !code.chars().allMatch(c -> c >= '0' && c <= '9')) return -1;
        return Integer.parseInt(code);
    }
}
