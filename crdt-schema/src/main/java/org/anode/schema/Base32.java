package org.anode.schema;

/** RFC 4648 base32, lower case, no padding: for ids that people read, type and pass on a command line. */
final class Base32 {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    private Base32() {}

    static String encode(byte[] bytes) {
        var text = new StringBuilder((bytes.length * 8 + 4) / 5);
        int pending = 0;
        int bits = 0;
        for (byte b : bytes) {
            pending = (pending << 8) | (b & 0xff);
            for (bits += 8; bits >= 5; bits -= 5) text.append(ALPHABET.charAt((pending >>> (bits - 5)) & 31));
            pending &= 0xff;
        }
        if (bits > 0) text.append(ALPHABET.charAt((pending << (5 - bits)) & 31));
        return text.toString();
    }

    /** @throws IllegalArgumentException on a character outside the alphabet or non-zero padding bits */
    static byte[] decode(String text) {
        var bytes = new byte[text.length() * 5 / 8];
        int pending = 0;
        int bits = 0;
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) throw new IllegalArgumentException("not base32: " + text);
            pending = (pending << 5) | digit;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (pending >>> bits);
                pending &= (1 << bits) - 1;
            }
        }
        if (pending != 0) throw new IllegalArgumentException("not base32: " + text);
        return bytes;
    }
}
