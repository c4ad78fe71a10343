package org.anode.node.share;

/** Texts of people for people: short, and on one line. */
final class OneLine {
    private OneLine() {}

    /** Control characters and what turns the direction of writing become spaces; too long, it is cut. */
    static String of(String text, int charsMax) {
        var clean = new StringBuilder();
        text.codePoints().forEach(c -> clean.appendCodePoint(isPlain(c) ? c : ' '));
        var stripped = clean.toString().strip();
        if (stripped.length() <= charsMax) return stripped;
        int end = Character.isHighSurrogate(stripped.charAt(charsMax - 1)) ? charsMax - 1 : charsMax;
        return stripped.substring(0, end).strip();
    }

    /** Whether {@link #of} would leave it as it is, its length apart. */
    static boolean isOne(String text) {
        return text.codePoints().allMatch(OneLine::isPlain);
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            case Character.FORMAT -> !isDirection(c);
            default -> true;
        };
    }

    /** Marks, embeddings, overrides and isolates could make a name look like another one. */
    private static boolean isDirection(int c) {
        return c == 0x61c
                || (c >= 0x200e && c <= 0x200f)
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
