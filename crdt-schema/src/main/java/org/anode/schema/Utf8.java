package org.anode.schema;

/** Sizes of texts in UTF-8 without making the bytes. */
public final class Utf8 {
    private Utf8() {}

    /** In bytes; a lone surrogate counts as the {@code ?} that encoding makes of it. */
    public static long size(CharSequence text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) bytes += 1;
            else if (c < 0x800) bytes += 2;
            else if (!Character.isSurrogate(c)) bytes += 3;
            else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else bytes += 1;
        }
        return bytes;
    }

    /** The text with U+FFFD for each lone surrogate, which no encoding of it could hold. */
    public static String wellFormed(String text) {
        if (isWellFormed(text)) return text;
        var clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(isSurrogate(c) ? 0xFFFD : c));
        return clean.toString();
    }

    private static boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(Utf8::isSurrogate);
    }

    private static boolean isSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
