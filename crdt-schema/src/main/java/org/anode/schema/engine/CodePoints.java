package org.anode.schema.engine;

import org.anode.schema.Utf16;

/**
 * Between Java's UTF-16 and the code points that native code and Python count in; nothing else in Anode converts. A lone
 * surrogate is one code point; it has no UTF-8 form, so it becomes U+FFFD before the native code turns it into three.
 */
public final class CodePoints {
    private static final char REPLACEMENT = '\uFFFD';

    private CodePoints() {}

    /**
     * A range of a text in UTF-16 units, not within a surrogate pair at either end.
     *
     * @param to not below {@code from}
     */
    record Range(int from, int to) {}

    /** The code points before {@code at} UTF-16 units of the text, both cut to it; half a pair counts as none of it. */
    public static int before(String text, int at) {
        return text.codePointCount(0, range(text, at, 0).from());
    }

    /** The UTF-16 units of the first {@code codePoints} of the text, cut to it. */
    public static int units(String text, int codePoints) {
        int max = text.codePointCount(0, text.length());
        return text.offsetByCodePoints(0, Math.clamp(codePoints, 0, max));
    }

    /** The range cut to the text, and widened to whole characters. */
    static Range range(CharSequence text, int at, int count) {
        int from = Math.clamp(at, 0, text.length());
        int to = Math.clamp((long) from + count, from, text.length());
        if (Utf16.inPair(text, from)) from--;
        if (to < from || count <= 0) to = from;
        if (Utf16.inPair(text, to)) to++;
        return new Range(from, to);
    }

    /** The text with each lone surrogate replaced; the same length, so indices stay valid. */
    static String sanitised(String text) {
        for (int i = 0; i < text.length(); i++) if (Character.isSurrogate(text.charAt(i))) return replaced(text, i);
        return text;
    }

    private static String replaced(String text, int first) {
        var clean = new StringBuilder(text);
        for (int i = first; i < clean.length(); i++) {
            char c = clean.charAt(i);
            if (!Character.isSurrogate(c)) continue;
            boolean pair = i + 1 < clean.length() && Character.isSurrogatePair(c, clean.charAt(i + 1));
            if (pair) i++;
            else clean.setCharAt(i, REPLACEMENT);
        }
        return clean.toString();
    }

    /** Where to cut so that a piece holds at most {@code unitsMax} UTF-16 units and no half of a pair. */
    static int cut(String text, int from, int unitsMax) {
        int to = (int) Math.min((long) from + unitsMax, text.length());
        return Utf16.inPair(text, to) ? to - 1 : to;
    }
}
