package org.anode.schema;

/** Where a text may be cut, in UTF-16 units: not within a surrogate pair. */
public final class Utf16 {
    private Utf16() {}

    public static boolean inPair(CharSequence text, int at) {
        return at > 0 && at < text.length() && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
    }

    /** Whether some surrogate has no partner. */
    public static boolean hasLone(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /** UTF-16 units that both begin with. */
    public static int commonPrefix(String a, String b) {
        int max = Math.min(a.length(), b.length());
        int common = 0;
        while (common < max && a.charAt(common) == b.charAt(common)) common++;
        return inPair(a, common) || inPair(b, common) ? common - 1 : common;
    }

    /** UTF-16 units that both end with, apart from the first {@code prefix}. */
    public static int commonSuffix(String a, String b, int prefix) {
        int max = Math.min(a.length(), b.length()) - prefix;
        int common = 0;
        while (common < max && a.charAt(a.length() - 1 - common) == b.charAt(b.length() - 1 - common)) common++;
        return inPair(a, a.length() - common) || inPair(b, b.length() - common) ? common - 1 : common;
    }
}
