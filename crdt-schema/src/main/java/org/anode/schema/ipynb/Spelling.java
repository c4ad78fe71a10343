package org.anode.schema.ipynb;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How characters are written between quotes.
 *
 * @param beyondAscii code points from U+0080
 * @param ascii       spellings of single ASCII characters that differ from Python's, such as {@code \/}
 */
record Spelling(BeyondAscii beyondAscii, Map<Integer, String> ascii) {
    /** As Python's {@code json.dumps(ensure_ascii=False)} writes. */
    static final Spelling DEFAULT = new Spelling(BeyondAscii.RAW, Map.of());

    private static final HexFormat HEX = HexFormat.of();
    private static final String SHORT = "\"\\/bfnrt";
    private static final String SHORT_FOR = "\"\\/\b\f\n\r\t";
    private static final int ESCAPE_LENGTH = 6; // backslash, u, four hexadecimal digits

    enum BeyondAscii {
        RAW,
        LOWER,
        UPPER
    }

    Spelling {
        ascii = Map.copyOf(ascii);
    }

    String spell(String text) {
        if (isItself(text)) return text;
        var out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> out.append(of(c)));
        return out.toString();
    }

    private boolean isItself(String text) {
        if (!ascii.isEmpty()) return false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\' || (c >= 0x80 && beyondAscii != BeyondAscii.RAW)) return false;
        }
        return true;
    }

    String of(int c) {
        if (c < 0x80) return ascii.getOrDefault(c, python(c));
        return switch (beyondAscii) {
            case RAW -> Character.toString(c);
            case LOWER -> escape(c);
            case UPPER -> upper(escape(c));
        };
    }

    static String python(int c) {
        int at = c == '/' ? -1 : SHORT_FOR.indexOf(c);
        if (at >= 0) return "\\" + SHORT.charAt(at);
        return c < 0x20 ? escape(c) : Character.toString(c);
    }

    static String escape(int c) {
        var out = new StringBuilder();
        for (char unit : Character.toChars(c)) out.append("\\u").append(HEX.toHexDigits(unit));
        return out.toString();
    }

    static String upper(String escape) {
        return escape.toUpperCase(Locale.ROOT).replace("\\U", "\\u");
    }

    /** Cuts what stands between quotes into the spellings of its code points. */
    static List<String> units(String spelled) {
        var units = new ArrayList<String>();
        for (int at = 0, end; at < spelled.length(); at = end) {
            end = unitEnd(spelled, at);
            units.add(spelled.substring(at, end));
        }
        return units;
    }

    private static int unitEnd(String spelled, int at) {
        if (spelled.charAt(at) != '\\') return spelled.offsetByCodePoints(at, 1);
        if (spelled.charAt(at + 1) != 'u') return at + 2;
        int end = at + ESCAPE_LENGTH;
        boolean pair = Character.isHighSurrogate(unit(spelled, at))
                && spelled.startsWith("\\u", end)
                && Character.isLowSurrogate(unit(spelled, end));
        return pair ? end + ESCAPE_LENGTH : end;
    }

    private static char unit(String spelled, int at) {
        return (char) Integer.parseInt(spelled, at + 2, at + ESCAPE_LENGTH, 16);
    }

    /** Whether {@code unit} is a correct way to write {@code c}; layouts come from other people too. */
    static boolean writes(String unit, int c) {
        boolean mayBeRaw = c >= 0x20 && c != '"' && c != '\\';
        if (mayBeRaw && unit.equals(Character.toString(c))) return true;
        int at = SHORT_FOR.indexOf(c);
        if (at >= 0 && unit.equals("\\" + SHORT.charAt(at))) return true;
        return unit.startsWith("\\u") && upper(unit).equals(upper(escape(c)));
    }
}
