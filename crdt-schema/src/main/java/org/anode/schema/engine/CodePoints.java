package org.anode.schema.engine;

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
        if (inPair(text, from)) from--;
        if (to < from || count <= 0) to = from;
        if (inPair(text, to)) to++;
        return new Range(from, to);
    }

    private static boolean inPair(CharSequence text, int at) {
        return at > 0 && at < text.length() && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
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
        return inPair(text, to) ? to - 1 : to;
    }

    /** UTF-16 units that two sanitised texts begin with, no half of a pair. */
    static int commonPrefix(String a, String b) {
        int max = Math.min(a.length(), b.length());
        int common = 0;
        while (common < max && a.charAt(common) == b.charAt(common)) common++;
        return common > 0 && Character.isHighSurrogate(a.charAt(common - 1)) ? common - 1 : common;
    }

    /** UTF-16 units that both end with, apart from the first {@code prefix}, no half of a pair. */
    static int commonSuffix(String a, String b, int prefix) {
        int max = Math.min(a.length(), b.length()) - prefix;
        int common = 0;
        while (common < max && a.charAt(a.length() - 1 - common) == b.charAt(b.length() - 1 - common)) common++;
        return common > 0 && Character.isLowSurrogate(a.charAt(a.length() - common)) ? common - 1 : common;
    }
}
